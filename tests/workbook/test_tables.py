"""Tables: columns by header wherever they stand, bad cells as values, headers that stop a tab."""

from automations.workbook.snapshot import Grid
from automations.workbook.tables import Binder, HeaderFault, Table
from sheet_schema.cells import BadCell
from sheet_schema.tabs import ORDER_BOOK, ORDERS, PRODUCTS
from tests.drawing import LABELS, drawn, grid, held_rows


def moved(table: Grid, order: list[int]) -> Grid:
    """The grid with its columns in another order."""
    header = tuple(table.header[i] for i in order)
    columns = {new: table.columns[old] for new, old in enumerate(order) if old in table.columns}
    return Grid(table.title, header, columns)


ROWS = drawn("""
    [orders]
    order_no | item  | qty | shipping_fee_idr | ordered_on
    N4217    | Kaos  | 2   | 15rb             | 2026-11-21
    n4218    | Topi  | abc | 1.5              | 31/11/2026
""")["orders"]


def bound(table: Grid) -> Table[ORDERS]:
    found = Binder(LABELS).bind(ORDERS, table)
    assert isinstance(found, Table), found
    return found


def test_a_column_is_found_by_its_header_wherever_it_was_moved() -> None:
    fresh = grid(ORDERS, ROWS)

    table = bound(moved(fresh, list(reversed(range(len(fresh.header))))))

    assert table[ORDERS.order_no].tolist() == ["N4217", "N4218"]
    assert table[ORDERS.qty].tolist()[0] == 2
    assert table[ORDERS.shipping_fee_idr].tolist()[0] == 15_000


def test_an_alias_and_the_english_header_name_the_same_column() -> None:
    fresh = grid(ORDERS, ROWS)
    header = tuple({"HP": "wa", "Qty": "QTY "}.get(str(h), h) for h in fresh.header)

    assert bound(Grid("Pesanan", header, fresh.columns))[ORDERS.qty].tolist()[0] == 2


def test_cells_that_cannot_be_read_are_values_with_their_place() -> None:
    table = bound(grid(ORDERS, ROWS))

    assert {(place.index, place.column, place.cell.reason) for place in table.bad} == {
        (1, "qty", "not_whole"),
        (1, "shipping_fee_idr", "lost_zeros"),
        (1, "ordered_on", "not_a_date"),
    }
    assert table.rows == [2, 3]


def test_true_is_not_one_and_blank_is_not_zero() -> None:
    table = bound(
        grid(
            ORDERS,
            [{"order_no": "N1", "qty": True}, {"order_no": "N2", "qty": 1}, {"order_no": "N3"}],
        )
    )

    assert [place.index for place in table.bad] == [0]
    assert table[ORDERS.qty].isna().tolist() == [True, False, True]


def test_a_fault_shown_by_the_sheet_is_a_bad_cell() -> None:
    table = bound(grid(ORDERS, [{"order_no": "N1", "qty": "#REF! (gone)", "item": "Loading..."}]))

    assert {place.cell for place in table.bad} == {
        BadCell("#REF! (gone)", "error_cell"),
        BadCell("Loading...", "error_cell"),
    }


def test_a_missing_header_stops_the_tab_and_says_which() -> None:
    fresh = grid(PRODUCTS, [{"name": "Kaos", "price_idr": 85_000}])
    header = tuple("" if h == LABELS.header(PRODUCTS, "price_idr") else h for h in fresh.header)

    assert Binder(LABELS).bind(PRODUCTS, Grid("Produk", header, fresh.columns)) == (
        HeaderFault(PRODUCTS, "price_idr", double=False),
    )


def test_a_header_that_stands_twice_stops_the_tab() -> None:
    fresh = grid(PRODUCTS, [{"name": "Kaos"}])
    header = (*fresh.header, LABELS.header(PRODUCTS, "name"))

    assert Binder(LABELS).bind(PRODUCTS, Grid("Produk", header, fresh.columns)) == (
        HeaderFault(PRODUCTS, "name", double=True),
    )


def test_foreign_columns_are_ignored() -> None:
    fresh = grid(ORDERS, ROWS)
    foreign = Grid(
        "Pesanan", (*fresh.header, "Zodiak"), {**fresh.columns, len(fresh.header): ["Aries", "Leo"]}
    )

    assert "Zodiak" not in bound(foreign).frame.columns


def test_blank_rows_between_are_left_out_and_rows_keep_their_numbers() -> None:
    table = bound(grid(ORDERS, [{"order_no": "N1"}, {}, {"order_no": "N2"}], header_row=3))

    assert (table[ORDERS.order_no].tolist(), table.rows) == (["N1", "N2"], [4, 6])


def test_the_same_grid_is_bound_once() -> None:
    binder, fresh = Binder(LABELS), grid(ORDERS, ROWS)

    assert binder.bind(ORDERS, fresh) is binder.bind(ORDERS, grid(ORDERS, ROWS))


def test_held_rows_of_a_bot_tab_become_a_typed_table() -> None:
    rows = held_rows(ORDER_BOOK, [{"order_no": "N1", "unique_code": 12, "state": "Dipakai"}, {}])

    table = Binder(LABELS).held(ORDER_BOOK, rows)

    assert table[ORDER_BOOK.state].tolist() == ["used"]
    assert table[ORDER_BOOK.unique_code].tolist() == [12]
