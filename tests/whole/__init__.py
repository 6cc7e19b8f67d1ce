"""The whole product over HTTP: our server, the real client, a workbook built by init."""
