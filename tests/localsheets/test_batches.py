"""batchUpdate: all or nothing, in order, cells by mask, at the grid's limits."""

import pytest

from tests.localsheets.conftest import Http
from tests.localsheets.drawn_requests import Json, add_name, drop_name, span, write


def test_nothing_is_applied_when_one_request_is_refused(http: Http) -> None:
    http.put("A1", [["before"]])
    rename = {"properties": {"sheetId": 0, "title": "Baru"}, "fields": "title"}

    message = http.refusal(
        write(0, 0, "after"),
        {"updateSheetProperties": rename},
        {"addSheet": {"properties": {"title": "Lain"}}},
        add_name("nama", 0, 1, 0, 1),
        {"deleteSheet": {"sheetId": 99}},
    )

    assert message == "Invalid requests[4].deleteSheet: No grid with id: 99"
    assert http.values("Sheet1!A1") == [["before"]]
    found = http.book(fields="sheets.properties.title,namedRanges")
    assert found == {"sheets": [{"properties": {"title": "Sheet1"}}]}


def test_later_requests_see_what_earlier_ones_did(http: Http) -> None:
    found = http.batch(
        {"addSheet": {"properties": {"title": "_Mesin", "sheetId": 7}}},
        write(0, 0, "x", sheet_id=7),
    )

    assert len(found["replies"]) == 2
    assert http.values("_Mesin!A1") == [["x"]]


def test_cells_of_the_range_without_a_row_lose_the_masked_fields_only(http: Http) -> None:
    http.put("A1", [["2026-11-21", "b"], ["2026-11-22", "d"]], "USER_ENTERED")
    cell = {"userEnteredValue": {"numberValue": 46347}}
    update = {
        "range": span(0, 2, 0, 2),
        "rows": [{"values": [cell]}],
        "fields": "userEnteredValue",
    }

    http.batch({"updateCells": update})

    assert http.values("A1:B2") == [[46347]]
    formats = http.book(ranges="A1:A2", fields="sheets.data.rowData.values.userEnteredFormat")
    rows = formats["sheets"][0]["data"][0]["rowData"]
    kinds = [row["values"][0]["userEnteredFormat"]["numberFormat"]["type"] for row in rows]
    assert kinds == ["DATE", "DATE"]


def test_a_text_that_looks_like_a_formula_stays_text(http: Http) -> None:
    cell = {"userEnteredValue": {"stringValue": '=IMPORTXML("http://x";"y")'}}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [cell]}]
    http.batch({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})

    shown = http.book(ranges="A1", fields="sheets.data.rowData.values.userEnteredValue")

    assert shown["sheets"][0]["data"][0]["rowData"] == [{"values": [cell]}]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            write(1000, 0, "x"),
            "Attempting to write row: 1000, beyond the last requested row of: 999",
        ),
        (
            write(0, 25, "x", "y"),
            "Attempting to write column: 26, beyond the last requested column of: 25",
        ),
    ],
)
def test_a_write_beyond_the_grid_is_refused(http: Http, change: Json, reason: str) -> None:
    assert http.refusal(change) == f"Invalid requests[0].updateCells: {reason}"


def test_a_range_may_end_beyond_the_grid_but_not_start_there(http: Http) -> None:
    bold = {"cell": {"userEnteredFormat": {"textFormat": {"bold": True}}}}
    fields = {"fields": "userEnteredFormat.textFormat.bold"}
    http.batch({"repeatCell": {"range": span(999, 1003, 0, 1), **bold, **fields}})

    assert http.refusal({"repeatCell": {"range": span(1000, 1001, 0, 2), **bold, **fields}}) == (
        "Invalid requests[0].repeatCell: Range (Sheet1!A1001:B1001) exceeds grid limits. "
        "Max rows: 1000, max columns: 26"
    )


def test_the_cap_of_cells_counts_empty_ones(http: Http) -> None:
    size = {"sheetId": 0, "gridProperties": {"rowCount": 400_000, "columnCount": 26}}
    fields = "gridProperties(rowCount,columnCount)"

    assert http.refusal({"updateSheetProperties": {"properties": size, "fields": fields}}) == (
        "Invalid requests[0].updateSheetProperties: This action would increase the number of "
        "cells in the workbook above the limit of 10000000 cells."
    )


def test_a_body_above_the_limit_is_refused(http: Http) -> None:
    body = '{"requests": [' + " " * 10_485_760 + "]}"
    path = f"/v4/spreadsheets/{http.book_id}:batchUpdate"
    headers = {"Content-Type": "application/json"}

    answer = http.call("POST", path, data=body, headers=headers)

    assert answer.status_code == 400
    message = "Request payload size exceeds the limit: 10485760 bytes."
    assert answer.json()["error"]["message"] == message


def test_a_named_range_is_refused_by_name_and_by_id(http: Http) -> None:
    http.batch(add_name("rekapin_e1_abc", 0, 1, 0, 1, given_id="rekapin_e1_abc"))

    assert http.refusal(add_name("REKAPIN_E1_ABC", 0, 1, 0, 1)) == (
        "Invalid requests[0].addNamedRange: Cannot add named range with name REKAPIN_E1_ABC, "
        "a named range with that name already exists."
    )
    assert "that ID already exists" in http.refusal(
        add_name("other", 0, 1, 0, 1, given_id="rekapin_e1_abc")
    )
    assert http.refusal(drop_name("gone")) == (
        "Invalid requests[0].deleteNamedRange: No NamedRange with id: gone"
    )


def test_a_fence_is_passed_once_and_its_replay_is_refused(http: Http) -> None:
    http.batch(add_name("fence_1_a", 0, 1, 0, 1, given_id="fence_1_a"))
    step = [drop_name("fence_1_a"), add_name("fence_2_b", 0, 1, 0, 1, given_id="fence_2_b")]

    http.batch(*step, write(0, 0, 2))

    assert "No NamedRange with id: fence_1_a" in http.refusal(*step, write(0, 0, 3))
    assert http.values("A1") == [[2]]


@pytest.mark.parametrize("name", ["A1", "R1C1", "true", "1st", "two words", ""])
def test_a_name_that_is_no_identifier_is_refused(http: Http, name: str) -> None:
    assert http.refusal(add_name(name, 0, 1, 0, 1)).startswith(
        "Invalid requests[0].addNamedRange: "
    )


def test_append_cells_lands_below_the_last_typed_row(http: Http) -> None:
    formula = '=ARRAYFORMULA(IF($A$1:$A="";"";"ok"))'
    http.put("A1", [["no", formula], ["N1"]], "USER_ENTERED")
    row = {"values": [{"userEnteredValue": {"stringValue": "N2"}}]}

    http.batch({"appendCells": {"sheetId": 0, "rows": [row], "fields": "userEnteredValue"}})

    assert http.values("A1:A3") == [["no"], ["N1"], ["N2"]]


def test_append_cells_grows_the_grid(http: Http) -> None:
    http.put("A1000", [["last"]])
    row = {"values": [{"userEnteredValue": {"stringValue": "more"}}]}

    http.batch({"appendCells": {"sheetId": 0, "rows": [row], "fields": "userEnteredValue"}})

    assert http.values("A1000:A1001") == [["last"], ["more"]]


def test_rows_are_sorted_with_their_formulas_blanks_last(http: Http) -> None:
    http.put("A1", [["b", 2, "=B1*2"], ["", "", ""], ["a", 1, "=B3*2"]], "USER_ENTERED")
    specs = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]

    http.batch({"sortRange": {"range": span(0, 3, 0, 3), "sortSpecs": specs}})

    assert http.formulas("A1:C3") == [["a", 1, "=B1*2"], ["b", 2, "=B2*2"]]
    assert http.values("C1:C2") == [[2], [4]]


def test_a_copied_formula_follows_its_place_and_a_copied_value_does_not(http: Http) -> None:
    http.put("A1", [[1, "=A1+$A$1"], [5]], "USER_ENTERED")
    source, target = span(0, 1, 1, 2), span(1, 2, 1, 2)
    http.batch({"copyPaste": {"source": source, "destination": target}})
    http.batch(
        {
            "copyPaste": {
                "source": source,
                "destination": span(2, 3, 1, 2),
                "pasteType": "PASTE_VALUES",
            }
        }
    )

    assert http.formulas("B1:B3") == [["=A1+$A$1"], ["=A2+$A$1"], [2]]


def test_a_second_write_in_another_locale_reads_numbers_its_way(http: Http) -> None:
    properties = {"locale": "in_ID", "timeZone": "Asia/Jakarta"}
    change = {"properties": properties, "fields": "locale,timeZone"}
    http.batch({"updateSpreadsheetProperties": change})

    http.put("A1", [["1.500.000", "1,5", "21/11/2026", "0812", "Rp5.000"]], "USER_ENTERED")

    assert http.values("A1:E1") == [[1_500_000, 1.5, 46347, 812, 5000]]
    assert http.values("A1:E1", valueRenderOption="FORMATTED_VALUE") == [
        ["1500000", "1,5", "21/11/2026", "812", "Rp5.000"]
    ]


@pytest.mark.parametrize("number", ["1e400", "1" + "0" * 400])
def test_a_number_beyond_a_double_is_refused(http: Http, number: str) -> None:
    path = f"/v4/spreadsheets/{http.book_id}/values/A1?valueInputOption=RAW"
    headers = {"Content-Type": "application/json"}

    answer = http.call("PUT", path, data=f'{{"values": [[{number}]]}}', headers=headers)

    assert answer.status_code == 400
    assert http.values("A1") == []


def test_a_negative_index_is_refused(http: Http) -> None:
    assert "must not be negative" in http.refusal(write(-1, 0, "x"))
    clear = {"range": span(-3, 2, 0, 1), "rows": [], "fields": "userEnteredValue"}
    assert "must not be negative" in http.refusal({"updateCells": clear})
