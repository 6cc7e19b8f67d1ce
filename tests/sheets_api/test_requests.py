"""Changes as exact JSON, grids that grow, and the cut into batches."""

import json

from automations.sheets_api.requests import cut, pieces
from automations.sheets_api.write import machine_requests
from automations.workbook.plan import CellsChange

SHEETS = {"order_results": 5, "order_book": 6, "actions": 7, "recap_daily": 8, "stock_levels": 9}


def sent(*changes: CellsChange, rows: dict[int, int] | None = None) -> list[object]:
    return [json.loads(piece.encoded) for piece in pieces(changes, SHEETS, rows or {})]


def test_neighbouring_rows_of_the_same_columns_are_one_rectangle() -> None:
    assert sent(
        CellsChange("order_results", 3, 1, (True, "")),
        CellsChange("order_results", 2, 1, (150000, "=IMPORTXML(1)")),
    ) == [
        {
            "updateCells": {
                "start": {"sheetId": 5, "rowIndex": 1, "columnIndex": 1},
                "rows": [
                    {
                        "values": [
                            {"userEnteredValue": {"numberValue": 150000}},
                            {"userEnteredValue": {"stringValue": "=IMPORTXML(1)"}},
                        ]
                    },
                    {"values": [{"userEnteredValue": {"boolValue": True}}, {}]},
                ],
                "fields": "userEnteredValue",
            }
        }
    ]


def test_other_rows_or_columns_are_requests_of_their_own() -> None:
    corners = [
        request["updateCells"]["start"]  # type: ignore[index]
        for request in sent(
            CellsChange("order_results", 2, 1, ("a",)),
            CellsChange("order_results", 4, 1, ("b",)),
            CellsChange("order_results", 5, 2, ("c",)),
            CellsChange("order_results", 6, 2, ("d", "e")),
        )
    ]
    assert [(c["rowIndex"], c["columnIndex"]) for c in corners] == [(1, 1), (3, 1), (4, 2), (5, 2)]


def test_a_formula_goes_only_into_a_link_column() -> None:
    link = '=HYPERLINK("http://x";"N1 ↗")'
    (request,) = sent(CellsChange("actions", 3, 8, ("=A1", link)))
    values = request["updateCells"]["rows"][0]["values"]  # type: ignore[index]
    assert values == [
        {"userEnteredValue": {"stringValue": "=A1"}},
        {"userEnteredValue": {"formulaValue": link}},
    ]


def test_a_grid_that_is_too_short_grows_first() -> None:
    found = pieces([CellsChange("order_results", 101, 0, ("N1",))], SHEETS, {5: 100})
    assert json.loads(found[0].encoded) == {
        "appendDimension": {"sheetId": 5, "dimension": "ROWS", "length": 201}
    }
    assert found[0].rows == (5, 301)
    assert len(sent(CellsChange("order_results", 100, 0, ("N1",)), rows={5: 100})) == 1


def test_journals_go_first_and_recaps_last() -> None:
    found = pieces([CellsChange(tab, 2, 0, ("x",)) for tab in reversed(SHEETS)], SHEETS, {})
    assert [piece.changes[0].tab for piece in found] == [
        "order_book",
        "actions",
        "stock_levels",
        "order_results",
        "recap_daily",
    ]


def test_a_big_plan_is_cut_below_the_limit_and_loses_nothing() -> None:
    changes = [CellsChange("order_results", 2 + i, 0, ("x" * 200,) * 9) for i in range(3000)]
    found = pieces(changes, SHEETS, {})
    batches = cut(found)
    sizes = [sum(len(piece.encoded) + 1 for piece in batch) for batch in batches]
    assert len(batches) > 1
    assert max(sizes) <= 4_000_000
    assert [c for batch in batches for piece in batch for c in piece.changes] == changes


def test_machine_cells_are_joined_where_they_stand_together() -> None:
    found = machine_requests(4, {"counter": 8, "range_id": "r", "schema_version": 1})
    assert [request["updateCells"]["start"]["rowIndex"] for request in found] == [1, 9]
    assert found[0]["updateCells"]["rows"] == [
        {"values": [{"userEnteredValue": {"numberValue": 8}}]},
        {"values": [{"userEnteredValue": {"stringValue": "r"}}]},
    ]
