"""The workbook as values: what was read, what the jobs want, what differs.  Pure."""
