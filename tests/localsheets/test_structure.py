"""What moves when rows, columns or tabs are inserted, deleted, moved, renamed."""

from typing import Any

from tests.localsheets.conftest import Http
from tests.localsheets.drawn_requests import (
    add_name,
    delete,
    insert,
    lines,
    move,
    protect,
    span,
    write,
)


def tab(http: Http, fields: str) -> Any:
    return http.book(fields=f"sheets({fields})")["sheets"][0]


def test_cells_and_references_move_with_an_inserted_row(http: Http) -> None:
    http.put("A1", [[1, "=SUM($A$1:$A$2)"], [2]], "USER_ENTERED")

    http.batch(insert("ROWS", 1, 2))

    assert http.formulas("A1:B3") == [[1, "=SUM($A$1:$A$3)"], [], [2]]
    assert http.values("B1") == [[3]]


def test_a_header_formula_and_its_open_range_move_together(http: Http) -> None:
    formula = '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Status";IF($A$1:$A="";"";"ok")))'
    http.put("A1", [["no", formula], ["N1"]], "USER_ENTERED")

    http.batch(insert("ROWS", 0, 1))

    assert http.values("A1:B3") == [[], ["no", "Status"], ["N1", "ok"]]
    assert "$A$2:$A" in http.formulas("B2")[0][0]


def test_named_ranges_protections_and_the_rest_move_with_a_column(http: Http) -> None:
    rule = {"condition": {"type": "BOOLEAN"}}
    red = {"condition": {"type": "NOT_BLANK"}, "format": {"backgroundColor": {"red": 1}}}
    http.batch(
        add_name("mesin", 0, 1, 1, 2),
        protect(span(0, 5, 1, 2)),
        {"setDataValidation": {"range": span(0, 5, 1, 2), "rule": rule}},
        {
            "addConditionalFormatRule": {
                "rule": {"ranges": [span(0, 5, 1, 2)], "booleanRule": red},
                "index": 0,
            }
        },
        {
            "addBanding": {
                "bandedRange": {
                    "range": span(0, 5, 1, 2),
                    "rowProperties": {"firstBandColor": {"red": 1}},
                }
            }
        },
        {"addDimensionGroup": {"range": lines("COLUMNS", 1, 2)}},
        {"mergeCells": {"range": span(6, 7, 1, 2), "mergeType": "MERGE_ALL"}},
        {
            "updateDimensionProperties": {
                "range": lines("COLUMNS", 1, 2),
                "properties": {"pixelSize": 222},
                "fields": "pixelSize",
            }
        },
    )

    http.batch(insert("COLUMNS", 0, 3))

    assert http.book(fields="namedRanges.range")["namedRanges"][0]["range"] == {
        "startRowIndex": 0,
        "endRowIndex": 1,
        "startColumnIndex": 4,
        "endColumnIndex": 5,
    }
    found = tab(http, "protectedRanges,conditionalFormats,bandedRanges,columnGroups,merges")
    assert found["protectedRanges"][0]["range"]["startColumnIndex"] == 4
    assert found["conditionalFormats"][0]["ranges"][0]["startColumnIndex"] == 4
    assert found["bandedRanges"][0]["range"]["startColumnIndex"] == 4
    assert found["columnGroups"][0]["range"]["startIndex"] == 4
    assert found["merges"][0]["startColumnIndex"] == 4
    grid = http.book(ranges="A1:F1", includeGridData="true")["sheets"][0]["data"][0]
    widths = [one["pixelSize"] for one in grid["columnMetadata"]]
    assert widths == [100, 100, 100, 100, 222, 100]
    rules = [cell.get("dataValidation") for cell in grid["rowData"][0]["values"]]
    assert rules == [None, None, None, None, rule]


def test_a_named_range_whose_cell_is_deleted_vanishes_and_keeps_its_name(http: Http) -> None:
    http.batch(add_name("epoch", 4, 5, 0, 1, given_id="epoch"))

    http.batch(delete("ROWS", 4, 5))

    assert "namedRanges" not in http.book()
    assert "already exists" in http.refusal(add_name("Epoch", 0, 1, 0, 1))
    drop = {"deleteNamedRange": {"namedRangeId": "epoch"}}
    assert "No NamedRange with id: epoch" in http.refusal(drop)


def test_a_reference_to_a_deleted_column_is_broken(http: Http) -> None:
    http.put("A1", [[1, "=A1"]], "USER_ENTERED")

    http.batch(delete("COLUMNS", 0, 1))

    assert "#REF!" in http.formulas("A1")[0][0]
    assert str(http.values("A1")[0][0]).startswith("#REF!")


def test_moved_rows_take_references_along(http: Http) -> None:
    http.put("A1", [["a", "=A3"], ["b"], ["c"]], "USER_ENTERED")

    http.batch(move("ROWS", 2, 3, 0))

    assert http.values("A1:B3") == [["c"], ["a", "c"], ["b"]]
    assert http.formulas("B2") == [["=A1"]]


def test_moved_columns_keep_their_formats(http: Http) -> None:
    http.put("A1", [["2026-11-21", "x", "y"]], "USER_ENTERED")

    http.batch(move("COLUMNS", 0, 1, 3))

    shown = http.values("A1:C1", valueRenderOption="FORMATTED_VALUE")
    assert shown == [["x", "y", "2026-11-21"]]


def test_formulas_follow_a_renamed_tab_and_break_with_a_deleted_one(http: Http) -> None:
    http.batch({"addSheet": {"properties": {"title": "Produk", "sheetId": 3}}})
    http.batch(write(0, 0, "kaos", sheet_id=3), write(0, 0, "=Produk!A1"))
    rename = {"properties": {"sheetId": 3, "title": "Daftar Produk"}, "fields": "title"}

    http.batch({"updateSheetProperties": rename})
    assert http.formulas("Sheet1!A1") == [["='Daftar Produk'!A1"]]
    assert http.values("Sheet1!A1") == [["kaos"]]

    http.batch({"deleteSheet": {"sheetId": 3}})
    assert str(http.values("Sheet1!A1")[0][0]).startswith("#REF!")


def test_a_blocked_array_shows_ref_with_its_reason(http: Http) -> None:
    http.put("D1", [['=ARRAYFORMULA($A$1:$A$9&"")']], "USER_ENTERED")

    found = http.put("D6", [["typed"]])

    assert found["updatedCells"] == 1
    assert http.values("D1") == [
        ["#REF! (Array result was not expanded because it would overwrite data in D6.)"]
    ]


def test_a_shrunken_grid_loses_its_cells_and_named_ranges(http: Http) -> None:
    http.put("A900", [["x"]])
    http.batch(add_name("jauh", 899, 900, 0, 1))
    size = {"sheetId": 0, "gridProperties": {"rowCount": 100}}

    http.batch({"updateSheetProperties": {"properties": size, "fields": "gridProperties.rowCount"}})

    assert "namedRanges" not in http.book()
    assert "exceeds grid limits" in http.book("/values/A900")["error"]["message"]


def test_a_chart_shrinks_with_its_deleted_rows(http: Http) -> None:
    source = {"sourceRange": {"sources": [span(0, 60, 1, 2)]}}
    spec = {"basicChart": {"chartType": "LINE", "series": [{"series": source}]}}
    spot = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 70, "columnIndex": 0}}}
    http.batch({"addChart": {"chart": {"spec": spec, "position": spot}}})

    http.batch(delete("ROWS", 10, 20))

    chart = tab(http, "charts")["charts"][0]
    series = chart["spec"]["basicChart"]["series"][0]["series"]["sourceRange"]["sources"]
    assert series[0]["endRowIndex"] == 50
    assert chart["position"]["overlayPosition"]["anchorCell"]["rowIndex"] == 60


def test_a_chart_source_of_two_columns_is_refused(http: Http) -> None:
    source = {"sourceRange": {"sources": [span(0, 60, 1, 3)]}}
    spec = {"basicChart": {"chartType": "LINE", "series": [{"series": source}]}}

    assert http.refusal({"addChart": {"chart": {"spec": spec}}}) == (
        "Invalid requests[0].addChart: ChartSourceRange ranges require all rows or all columns "
        "to have length of 1"
    )


def test_a_new_row_takes_the_format_of_its_neighbour(http: Http) -> None:
    http.put("A1", [["2026-11-21"], ["x"]], "USER_ENTERED")
    spot = {"range": lines("ROWS", 1, 2), "inheritFromBefore": True}

    http.batch({"insertDimension": spot})
    http.put("A2", [[46348]])

    assert http.values("A2", valueRenderOption="FORMATTED_VALUE") == [["2026-11-22"]]
