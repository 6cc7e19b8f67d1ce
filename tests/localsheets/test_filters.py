"""Reads and writes by data filter."""

from typing import Any

from automations.localsheets import LocalSheets
from tests.localsheets.conftest import Http


def read(http: Http, *data_filters: dict[str, Any]) -> Any:
    body = {"dataFilters": list(data_filters), "valueRenderOption": "UNFORMATTED_VALUE"}
    return http.book("/values:batchGetByDataFilter", "POST", body)


def column_metadata(column: int, value: str) -> dict[str, Any]:
    lines = {
        "sheetId": 0,
        "dimension": "COLUMNS",
        "startIndex": column,
        "endIndex": column + 1,
    }
    entry = {
        "metadataKey": "role",
        "metadataValue": value,
        "location": {"dimensionRange": lines},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


LOOKUP = {"metadataKey": "role", "metadataValue": "status", "locationType": "COLUMN"}


def test_answers_echo_the_filter_without_sheet_id_zero_and_are_clamped(http: Http) -> None:
    http.put("A1", [["no", "qty"], ["N1", 2]])

    found = read(http, {"gridRange": {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 9000}})

    assert found["valueRanges"] == [
        {
            "valueRange": {
                "range": "Sheet1!A2:Z1000",
                "majorDimension": "ROWS",
                "values": [["N1", 2]],
            },
            "dataFilters": [{"gridRange": {"startRowIndex": 1, "endRowIndex": 9000}}],
        }
    ]


def test_a_missing_tab_fails_the_whole_read(http: Http) -> None:
    found = read(http, {"gridRange": {"sheetId": 0}}, {"gridRange": {"sheetId": 77}})

    assert found["error"]["message"] == "No grid with id: 77"


def test_a_renamed_tab_is_still_read_by_its_id(http: Http) -> None:
    http.put("A1", [["x"]])
    rename = {"properties": {"sheetId": 0, "title": "Nota"}, "fields": "title"}
    http.batch({"updateSheetProperties": rename})

    found = read(http, {"gridRange": {"sheetId": 0}})

    assert found["valueRanges"][0]["valueRange"]["range"] == "Nota!A1:Z1000"
    assert http.book("/values/Sheet1!A1")["error"]["message"] == (
        "Unable to parse range: Sheet1!A1"
    )


def test_a_column_is_repaired_through_its_metadata_after_it_has_moved(http: Http) -> None:
    http.put("A1", [["no", "status"], ["N1", "typed over"]])
    http.batch(column_metadata(1, "status"))
    lines = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 3}
    http.batch({"insertDimension": {"range": lines}})

    values = [["Status"], [""]]
    data = [{"dataFilter": {"developerMetadataLookup": LOOKUP}, "values": values}]
    body = {"valueInputOption": "USER_ENTERED", "data": data}
    found = http.book("/values:batchUpdateByDataFilter", "POST", body)

    assert found["responses"][0]["updatedRange"] == "Sheet1!D1:D2"
    assert found["responses"][0]["dataFilter"] == {"developerMetadataLookup": LOOKUP}
    assert http.values("A1:D2") == [["no", "", "", "Status"], ["N1"]]


def test_a_write_that_exceeds_its_filter_is_refused(http: Http) -> None:
    data = [{"dataFilter": {"a1Range": "A1:B1"}, "values": [[1, 2, 3]]}]
    body = {"valueInputOption": "RAW", "data": data}

    found = http.book("/values:batchUpdateByDataFilter", "POST", body)

    assert "tried writing to column [C]" in found["error"]["message"]
    assert http.values("A1:C1") == []


def test_equal_ranges_are_answered_once_with_both_filters(http: Http) -> None:
    found = read(http, {"a1Range": "A1:B2"}, {"a1Range": "Sheet1!A1:B2"})

    assert [one["dataFilters"] for one in found["valueRanges"]] == [
        [{"a1Range": "A1:B2"}, {"a1Range": "Sheet1!A1:B2"}]
    ]


def test_metadata_goes_with_its_column_and_is_found_by_search(http: Http) -> None:
    http.batch(column_metadata(1, "status"), column_metadata(2, "total"))
    body = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "role"}}]}

    def values() -> list[str]:
        found = http.book("/developerMetadata:search", "POST", body)
        entries = found.get("matchedDeveloperMetadata", [])
        return [one["developerMetadata"]["metadataValue"] for one in entries]

    assert values() == ["status", "total"]
    lines = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    http.batch({"deleteDimension": {"range": lines}})
    assert values() == ["total"]


def test_metadata_is_updated_and_deleted_by_look_up(http: Http) -> None:
    http.batch(column_metadata(1, "status"))
    change = {
        "dataFilters": [{"developerMetadataLookup": LOOKUP}],
        "developerMetadata": {"metadataValue": "cek"},
        "fields": "metadataValue",
    }
    http.batch({"updateDeveloperMetadata": change})
    gone = http.batch(
        {
            "deleteDeveloperMetadata": {
                "dataFilter": {"developerMetadataLookup": {"metadataValue": "cek"}}
            }
        }
    )

    deleted = gone["replies"][0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    assert [one["metadataKey"] for one in deleted] == ["role"]


def test_shuffled_answers_come_in_another_order(http: Http, sheets_server: LocalSheets) -> None:
    spots = [{"a1Range": f"A{row}"} for row in range(1, 9)]
    sheets_server.faults.add("shuffle", path="batchGetByDataFilter")

    found = read(http, *spots)

    answered = [one["dataFilters"][0] for one in found["valueRanges"]]
    assert sorted(answered, key=str) == sorted(spots, key=str)
    assert sheets_server.faults.counts == {"shuffle": 1}
