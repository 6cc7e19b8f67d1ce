"""A cycle that remembers the one before says what a cycle without memory says."""

import datetime as dt
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from automations.jobs import check_rows
from automations.workbook.settings import Settings
from automations.workbook.tables import Binder, Tables
from sheet_schema.cells import Cell
from sheet_schema.tabs import CASH_ENTRIES, ORDERS, PRODUCTS
from tests.drawing import LABELS, NOW, context, frame_rows, table

ROWS: dict[str, list[dict[str, Cell]]] = {
    "orders": [
        {"order_no": "N1", "buyer_text": "Budi, 0812-0000-0001, Coblong", "item": "Kaos", "qty": 1},
        {"order_no": "N2", "buyer_text": "Ani, 0812-0000-0002, Coblong", "item": "Topi", "qty": 2},
        {"order_no": "N2", "item": "Kaos", "qty": 1},
    ],
    "products": [{"name": "Kaos", "price_idr": 85_000}, {"name": "Topi", "price_idr": 40_000}],
    "cash_entries": [{"entered_on": 46347, "account": "Laci", "category": "Lain"}],
}
EDITS = st.lists(
    st.one_of(
        st.tuples(
            st.just("orders"),
            st.integers(0, 2),
            st.sampled_from(["order_no", "item", "qty", "courier", "cancel_reason"]),
            st.sampled_from(["", "N1", "N2", "Kaos", "Topi", "JNE", 3]),
        ),
        st.tuples(
            st.just("products"),
            st.integers(0, 1),
            st.sampled_from(["name", "price_idr"]),
            st.sampled_from(["", "Kaos", "Topi", 90_000]),
        ),
        st.tuples(
            st.just("cash_entries"),
            st.just(0),
            st.sampled_from(["account", "entered_on", "money_in_idr"]),
            st.sampled_from(["", "Laci", "Celengan", 5_000, 46300]),
        ),
        st.tuples(st.just(""), st.integers(0, 2), st.just(""), st.just("")),
    ),
    max_size=8,
)


def bound(rows: dict[str, list[dict[str, Cell]]], binder: Binder) -> Tables:
    tabs = (ORDERS, PRODUCTS, CASH_ENTRIES)
    return Tables({tab.tab_key: table(tab, rows[tab.tab_key], binder) for tab in tabs})


@settings(max_examples=40, deadline=None)
@given(EDITS)
def test_whatever_is_edited_the_remembering_cycle_says_the_same(
    edits: list[tuple[str, int, str, Cell]],
) -> None:
    warm, fresh = (list(_runs(edits, keep)) for keep in (True, False))

    assert warm == fresh


def _runs(edits: list[tuple[str, int, str, Cell]], remembering: bool) -> Iterator[object]:
    """What each cycle says; a fresh binder gives tables that no memory knows."""
    rows = {key: [dict(row) for row in drawn] for key, drawn in ROWS.items()}
    binder, days, since = Binder(LABELS), 0, None
    for tab, at, column, cell in edits:
        if tab:
            rows[tab][at][column] = cell
        else:  # nothing typed: the day or a setting moves on
            days += at
            since = dt.date(2026, 11, 20) if at == 2 else since
        ctx = context(NOW + dt.timedelta(days=days), Settings(in_use_since=since))
        found = check_rows.run(bound(rows, binder if remembering else Binder(LABELS)), ctx)
        yield found.problems, [frame_rows(contents) for contents in found.contents]
