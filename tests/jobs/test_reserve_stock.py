"""reserve_stock: what open orders hold, until when, and what never counts."""

import datetime as dt

import pytest

from automations.jobs.reserve_stock import run
from automations.workbook.settings import Settings
from tests.drawing import NOW, context, frame_rows, tables

SHELF = """
[products]
sku | name | variant | price_idr | bundle
K1  | Kaos | L       | 85_000    |
T1  | Topi |         | 50_000    |
PK  | Paket |        | 200_000   | K1×2; T1
[stock_movements]
moved_on | kind | item | qty | note
2026-11-01 | Stok Awal | K1 | 10 |
2026-11-01 | Stok Awal | Topi | 4 |
2026-11-01 | Stok Awal | K1 | 99 | contoh
"""
LINE = """
[order_lines]
order_no | line | item | qty
N1       | K1   | K1   | 3
"""


def demand(text: str, now: dt.datetime = NOW, **settings: int) -> dict[str, dict[str, object]]:
    found = run(tables(text), context(now, Settings(**settings)))  # type: ignore[arg-type]
    return {str(row["item"]): row for row in frame_rows(found.contents[0])}


def open_order(facts: str, complete: str = "2026-11-21T10:00") -> str:
    head = "order_no | ordered_on | payment_kind | " + facts.split("\n", maxsplit=1)[0]
    values = "N1 | 2026-11-20 | transfer | " + facts.split("\n", maxsplit=1)[1].strip()
    book = f"[order_book]\norder_no | first_complete_at\nN1 | {complete}"
    return f"{SHELF}{LINE}[order_facts]\n{head}\n{values}\n{book}"


def test_unpaid_order_holds_its_pieces_for_a_day() -> None:
    assert demand(open_order("note\nx"))["K1"]["available_qty"] == 7


def test_unpaid_order_lets_go_after_the_hours_set() -> None:
    late = open_order("note\nx", complete="2026-11-20T14:00")
    assert demand(late)["K1"]["available_qty"] == 10
    assert demand(late, hold_stock_hours=48)["K1"]["available_qty"] == 7


def test_hold_until_keeps_an_unpaid_order() -> None:
    held = open_order("hold_until\n2026-11-24", complete="2026-11-01T10:00")
    assert demand(held)["K1"]["allocated_qty"] == 3
    assert demand(held, dt.datetime(2026, 11, 25, 8))["K1"]["allocated_qty"] == 0


def test_seen_money_holds_however_long_ago() -> None:
    assert (
        demand(open_order("money_seen_by\nRina", complete="2026-11-01T10:00"))["K1"][
            "allocated_qty"
        ]
        == 3
    )


def test_proven_money_holds_however_long_ago() -> None:
    money = "\n[order_money]\norder_no | proven_idr\nN1 | 100_000"
    assert (
        demand(open_order("note\nx", complete="2026-11-01T10:00") + money)["K1"]["allocated_qty"]
        == 3
    )


@pytest.mark.parametrize(
    "facts",
    ["excluded\nTRUE", "incomplete\nTRUE", "cancel_reason\nPembeli batal"],
)
def test_wrong_incomplete_and_cancelled_orders_hold_nothing(facts: str) -> None:
    row = demand(open_order(facts))["K1"]
    assert (row["on_hand_qty"], row["allocated_qty"]) == (10, 0)


def test_sent_order_is_off_the_shelf_and_holds_nothing() -> None:
    row = demand(open_order("tracking_no\nJNE1"))["K1"]
    assert (row["on_hand_qty"], row["allocated_qty"], row["available_qty"]) == (7, 0, 7)


def test_cash_over_the_counter_is_off_the_shelf_at_once() -> None:
    sold = open_order("counter_sale\nTRUE").replace("transfer", "cash")
    assert demand(sold)["K1"]["on_hand_qty"] == 7


def test_bundle_asks_for_its_parts_and_stands_as_what_they_make() -> None:
    shop = open_order("note\nx").replace("N1       | K1   | K1   | 3", "N1 | PK | PK | 2")
    found = demand(shop)
    assert found["K1"]["allocated_qty"] == 4
    assert found["T1"]["allocated_qty"] == 2
    assert (found["PK"]["on_hand_qty"], found["PK"]["available_qty"]) == (4, 2)


def test_never_counted_item_has_a_promise_but_no_pieces() -> None:
    shop = open_order("note\nx").replace("Stok Awal | K1 | 10", "Masuk | K1 | 10")
    row = demand(shop)["K1"]
    assert not row["counted"]
    assert row["allocated_qty"] == 3
    assert "on_hand_qty" not in row
    assert "available_qty" not in row


def test_paid_orders_stand_before_older_unpaid_ones() -> None:
    shop = f"""{SHELF}
    [order_lines]
    order_no | line | item | qty
    N1 | K1 | K1 | 1
    N2 | K1 | K1 | 1
    N3 | K1 | K1 | 1
    [order_facts]
    order_no | money_seen_by
    N1 |
    N2 | Rina
    N3 | Rina
    [order_book]
    order_no | first_complete_at
    N1 | 2026-11-21T08:00
    N2 | 2026-11-21T10:00
    N3 | 2026-11-21T09:00
    """
    assert demand(shop)["K1"]["waiting_orders"] == "N3;N2;N1"


def test_marketplace_orders_to_send_are_promised_and_sent_ones_are_gone() -> None:
    shop = f"""{SHELF}
    [marketplace_orders]
    channel | marketplace_order_no | item | product_name | twin_no | qty | status | created_at
    Shopee | S1 | K1 | Kaos | 1 | 2 | Perlu Dikirim | 2026-11-20T10:00
    Shopee | S2 | K1 | Kaos | 1 | 3 | Sedang Dikirim | 2026-11-20T10:00
    Shopee | S3 | K1 | Kaos | 1 | 4 | Batal | 2026-11-20T10:00
    Shopee | S4 |    | Entah | 1 | 5 | Selesai | 2026-11-20T10:00
    """
    row = demand(shop)["K1"]
    assert (row["on_hand_qty"], row["allocated_qty"], row["available_qty"]) == (7, 2, 5)


def test_without_products_there_is_nothing_to_say() -> None:
    assert demand("") == {}
