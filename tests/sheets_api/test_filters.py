"""Areas, the body that reads them, and answers in any order."""

import pytest

from automations.errors import SheetsUnavailableError
from automations.sheets_api.filters import Area, body, fact_areas, matched
from automations.sheets_api.layout import Header, Layout, runs


def test_the_body_reads_bare_values_column_by_column() -> None:
    assert body([Area(7, 1, None, 2, 4), Area(0, 0, 1)]) == {
        "dataFilters": [
            {
                "gridRange": {
                    "sheetId": 7,
                    "startRowIndex": 1,
                    "startColumnIndex": 2,
                    "endColumnIndex": 4,
                }
            },
            {
                "gridRange": {
                    "sheetId": 0,
                    "startRowIndex": 0,
                    "startColumnIndex": 0,
                    "endRowIndex": 1,
                }
            },
        ],
        "majorDimension": "COLUMNS",
        "valueRenderOption": "UNFORMATTED_VALUE",
        "dateTimeRenderOption": "SERIAL_NUMBER",
    }
    assert body([], formulas=True)["valueRenderOption"] == "FORMULA"


def test_answers_are_matched_by_the_filter_they_repeat_not_by_place() -> None:
    head, rows = Area(0, 0, 1), Area(0, 1, None, 3, 4)
    answer = {
        "valueRanges": [
            {
                "valueRange": {"values": [["b"]]},
                "dataFilters": [
                    {"gridRange": {"startRowIndex": 1, "startColumnIndex": 3, "endColumnIndex": 4}}
                ],
            },
            {"valueRange": {}, "dataFilters": [{"gridRange": {"endRowIndex": 1}}]},
        ]
    }
    assert matched([head, rows], answer) == {head: (), rows: [["b"]]}


def test_an_answer_that_leaves_a_range_out_is_no_answer() -> None:
    with pytest.raises(SheetsUnavailableError, match="1 of 1"):
        matched([Area(7, 0, 1)], {"valueRanges": []})


def test_a_staff_tab_is_read_as_its_header_and_the_runs_of_its_inputs() -> None:
    layout = Layout(
        sheet_ids={"machine": 1, "orders": 5, "paste_bank": 6},
        headers={"orders": Header(3, (0, 1, 4))},
    )
    assert fact_areas(layout) == [
        Area(1, 1, 15, 1, 2),
        Area(5, 2, 3),
        Area(5, 3, None, 0, 2),
        Area(5, 3, None, 4, 5),
        Area(6, 1, 2, 1, 2),
        Area(6, 4, None, 0, 8),
    ]


def test_neighbouring_columns_make_a_run() -> None:
    assert runs((5, 0, 1, 2)) == [(0, 3), (5, 6)]
    assert runs(()) == []
