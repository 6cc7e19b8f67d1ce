"""Movements and the ledger: nothing is lost, row order changes nothing, counts are the day's end."""

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from automations.stock.items import items_of, stand_in
from automations.stock.ledger import ledger_of, sold_and_there
from automations.stock.movements import moved
from sheet_schema.cells import Cell
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS
from tests.drawing import drawn, table, tables

TODAY = dt.date(2026, 11, 21)
DAY_ONE = dt.date(2026, 11, 1)
PRODUCTS_DRAWN = """
[products]
sku | name | variant | price_idr | barcode | old_names | bundle
K1 | Kaos | L | 85_000 | '8991 | Kaos Lama; Oblong |
K2 | Kaos | M | 85_000 | | |
    | Topi | | 50_000 | | |
PK | Paket | | 200_000 | | | K1×2; Topi
PP | Paket Besar | | 400_000 | | | PK x 2; K2
PX | Paket Rusak | | 9_000 | | | Sepatu×1
PL | Paket Putar | | 9_000 | | | PL×1
contoh | Kaos | XL | 85_000 | | |
"""
_RECEIPTS = ("Masuk", "Paket Balik", "Stok Awal")
_ISSUES = (
    "Rusak",
    "Hilang",
    "Sampel/Endorse",
    "Pakai Sendiri",
    "Retur ke Supplier",
    "Laku Live/Bazar",
)


def on_hand(rows: list[dict[str, Cell]], today: dt.date = TODAY) -> dict[str, int | None]:
    """Pieces per item key; ``None`` where never counted."""
    products = drawn(PRODUCTS_DRAWN)["products"]
    shop = tables("")
    shop = shop.with_([table(shop[PRODUCTS].tab, products)])
    shop = shop.with_([table(STOCK_MOVEMENTS, rows)])
    items = items_of(shop[PRODUCTS])
    ledger = ledger_of(moved(shop, items, today), len(items))
    number = (today - dt.date(1970, 1, 1)).days
    pieces = zip(items.keys, ledger.on_hand(number).tolist(), ledger.counted.tolist(), strict=True)
    return {key: qty if sure else None for key, qty, sure in pieces}


def move(day: int, kind: str, item: str, qty: int, warehouse: str = "") -> dict[str, Cell]:
    serial = (DAY_ONE - dt.date(1899, 12, 30)).days + day - 1
    return {"moved_on": serial, "kind": kind, "item": item, "qty": qty, "warehouse": warehouse}


moves = st.lists(
    st.builds(
        move,
        st.integers(1, 20),
        st.sampled_from(_RECEIPTS + _ISSUES),
        st.just("K1"),
        st.integers(0, 50),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(moves)
def test_what_came_less_what_went_is_there(rows: list[dict[str, Cell]]) -> None:
    opened = [move(1, "Stok Awal", "K1", 7), *rows]
    change = sum(int(r["qty"]) if r["kind"] in _RECEIPTS else -int(r["qty"]) for r in opened)
    assert on_hand(opened)["K1"] == change


@settings(max_examples=40, deadline=None)
@given(
    moves,
    st.lists(
        st.builds(
            move, st.integers(1, 20), st.just("Hitung Stok"), st.just("K1"), st.integers(0, 50)
        ),
        max_size=3,
    ),
    st.randoms(use_true_random=False),
)
def test_order_of_the_rows_changes_nothing(
    rows: list[dict[str, Cell]], counts: list[dict[str, Cell]], chance: random.Random
) -> None:
    both = [*rows, *counts]
    shuffled = list(both)
    chance.shuffle(shuffled)
    assert on_hand(shuffled) == on_hand(both)


@settings(max_examples=30, deadline=None)
@given(moves, st.integers(0, 50))
def test_after_a_count_only_later_days_matter(rows: list[dict[str, Cell]], counted: int) -> None:
    later = [r for r in rows if int(r["moved_on"]) > int(move(10, "", "", 0)["moved_on"])]
    change = sum(int(r["qty"]) if r["kind"] in _RECEIPTS else -int(r["qty"]) for r in later)
    assert on_hand([*rows, move(10, "Hitung Stok", "K1", counted)])["K1"] == counted + change


def test_what_was_sold_before_the_opening_does_not_go_off_it() -> None:
    assert (
        on_hand([move(2, "Laku Live/Bazar", "K1", 9), move(5, "Stok Awal", "K1", 10)])["K1"] == 10
    )


def test_receipt_alone_does_not_make_an_item_counted() -> None:
    assert on_hand([move(2, "Masuk", "K1", 9)])["K1"] is None


def test_shelves_add_up_and_one_shelf_counted_twice_gives_the_smaller() -> None:
    rows = [
        move(5, "Hitung Stok", "K1", 6, "depan"),
        move(5, "Hitung Stok", "K1", 4, "depan"),
        move(5, "Hitung Stok", "K1", 3, "belakang"),
    ]
    assert on_hand(rows)["K1"] == 7


def test_tomorrow_has_not_happened() -> None:
    assert on_hand([move(1, "Stok Awal", "K1", 5), move(22, "Masuk", "K1", 9)])["K1"] == 5


def test_assembling_a_bundle_moves_nothing_since_its_sales_take_the_parts() -> None:
    found = on_hand([move(1, "Stok Awal", "K1", 5), move(2, "Rakit Paket", "PK", 2)])
    assert found["K1"] == 5


def test_bundle_of_bundles_takes_every_part() -> None:
    rows = [move(1, "Stok Awal", key, 20) for key in ("K1", "K2", "Topi")]
    found = on_hand([*rows, move(2, "Laku Live/Bazar", "PP", 1)])
    assert (found["K1"], found["K2"], found["Topi"]) == (16, 19, 18)


def test_items_answer_to_key_name_barcode_and_old_name_and_to_no_shared_word() -> None:
    items = items_of(table(PRODUCTS, drawn(PRODUCTS_DRAWN)["products"]))  # type: ignore[arg-type]
    words = ["k1", "KAOS - l", "8991", "oblong", "Topi", "Kaos", "Sepatu", "contoh"]
    assert items.places(words).tolist() == [0, 0, 0, 0, 2, -1, -1, -1]


def test_bundle_with_a_stranger_or_itself_inside_is_not_taken_apart() -> None:
    items = items_of(table(PRODUCTS, drawn(PRODUCTS_DRAWN)["products"]))  # type: ignore[arg-type]
    assert {items.keys[place] for place in items.unknown_parts} == {"PX", "PL"}
    assert {items.keys[place] for place in items.parts} == {"PK", "PP"}


def test_stand_in_of_a_key_that_no_code_can_hold_is_six_signs_and_stays() -> None:
    assert stand_in("KAOS-HTM-L") == "KAOS-HTM-L"
    assert stand_in("Kaos Polos - Hitam L") == stand_in("kaos polos  - hitam l")
    assert len(stand_in("Kaos Polos - Hitam L")) == 6


def test_empty_days_are_no_days_in_stock() -> None:
    """5 opened on the 1st, all sold on the 2nd, 3 came on the 5th."""
    rows = [
        move(1, "Stok Awal", "K1", 5),
        move(2, "Laku Live/Bazar", "K1", 5),
        move(5, "Masuk", "K1", 3),
    ]
    shop = tables(PRODUCTS_DRAWN).with_([table(STOCK_MOVEMENTS, rows)])
    items = items_of(shop[PRODUCTS])
    ledger = ledger_of(moved(shop, items, TODAY), len(items))
    sold, there = sold_and_there(ledger, (DAY_ONE - dt.date(1970, 1, 1)).days, 6)
    assert sold[0].tolist() == [0, 5, 0, 0, 0, 0]
    assert there[0].tolist() == [True, True, False, False, True, True]
