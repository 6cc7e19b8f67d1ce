"""Headers found, pushed down or spoiled; the layout kept as JSON."""

import json

from automations.sheets_api.layout import (
    Header,
    Layout,
    from_json,
    header_of,
    rows_of,
    searched,
    spoiled_results,
    to_json,
)
from sheet_schema.tabs import ORDERS
from tests.drawing import LABELS

TITLES = tuple(LABELS.header(ORDERS, column.key) for column in ORDERS.columns())
BORN = {column.key: at for at, column in enumerate(ORDERS.columns())}


def test_inputs_and_results_are_found_by_their_words() -> None:
    header = header_of(ORDERS, TITLES, 1, LABELS)
    assert BORN["total_idr"] not in header.inputs
    assert header.results["total_idr"] == BORN["total_idr"]
    assert len(header.inputs) == len(ORDERS.inputs())


def test_a_header_below_inserted_rows_is_found() -> None:
    header = searched(ORDERS, [("Catatan",), ("",), TITLES, ("N1",)], LABELS)
    assert (header.row, len(header.inputs)) == (3, len(ORDERS.inputs()))


def test_rows_without_any_header_give_none() -> None:
    assert searched(ORDERS, [("a",), ("b",)], LABELS) == Header()


def test_foreign_content_in_the_place_of_a_result_header_is_told() -> None:
    at = BORN["total_idr"]
    cells = (*TITLES[:at], "#REF! (Array result was not expanded)", *TITLES[at + 1 :])
    header = header_of(ORDERS, cells, 1, LABELS)
    assert spoiled_results(ORDERS, cells, header, None, LABELS) == {
        ("orders", "total_idr"): "#REF! (Array result was not expanded)"
    }


def test_a_spoiled_result_is_sought_where_it_stood_last() -> None:
    cells = ("Kolom baru", *TITLES[: BORN["status"]], "tes", *TITLES[BORN["status"] + 1 :])
    header = header_of(ORDERS, cells, 1, LABELS)
    before = Header(1, (), {"status": BORN["status"] + 1})
    assert spoiled_results(ORDERS, cells, header, before, LABELS) == {("orders", "status"): "tes"}


def test_a_result_column_that_was_deleted_is_told_as_blank() -> None:
    at = BORN["status"]
    cells = (*TITLES[:at], *TITLES[at + 1 :])
    header = header_of(ORDERS, cells, 1, LABELS)
    assert spoiled_results(ORDERS, cells, header, None, LABELS) == {("orders", "status"): ""}


def test_a_header_that_is_loading_is_no_fault() -> None:
    at = BORN["status"]
    cells = (*TITLES[:at], "Loading...", *TITLES[at + 1 :])
    header = header_of(ORDERS, cells, 1, LABELS)
    assert spoiled_results(ORDERS, cells, header, None, LABELS) == {}


def test_rows_are_padded_to_the_width_of_the_tab() -> None:
    assert rows_of([["a", "b"], [], [1]], 4) == (("a", "", 1, ""), ("b", "", "", ""))
    assert rows_of([], 2) == ()


def test_a_layout_survives_json() -> None:
    layout = Layout(
        {"orders": 5},
        {"orders": "Pesanan"},
        {5: 100},
        {"orders": Header(2, (0, 3), {"status": 7})},
        frozenset({"team"}),
        {"Copy of Pesanan": "orders"},
        "https://x/edit",
    )
    assert from_json(json.loads(json.dumps(to_json(layout)))) == layout
