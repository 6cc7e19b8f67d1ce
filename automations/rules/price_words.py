"""_Harga: what a typed item costs, alone or as a line of an open order; and the dropdown lists."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from automations.rules.items import Catalogue
from automations.rules.lists import days, ints, texts
from automations.workbook.job import Sentence
from automations.workbook.tables import Table
from sheet_schema.amounts import format_rupiah
from sheet_schema.tabs.bank_transactions import BANK_TRANSACTIONS
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_prices import ORDER_PRICES

PRICE_UNKNOWN = Sentence.of("row.price_unknown")
LONGEST_LIST = 200
_OPEN_LINES = frozenset({"new", "suggested", "unknown", "partial", "pending"})
_SELLING_DAYS = 90


def item_prices(catalogue: Catalogue) -> dict[str, object]:
    """Every word that names an item → today's price, or ``harga?``: never blank, never 0."""
    return {
        word: catalogue.items[key].price_idr or PRICE_UNKNOWN
        for word, key in catalogue.words.items()
    }


def locked_prices(prices: Table[Any]) -> dict[tuple[str, str], int | None]:
    """(order, line) → the price told to the buyer."""
    keys = zip(texts(prices, ORDER_PRICES.order_no), texts(prices, ORDER_PRICES.line), strict=True)
    return dict(zip(keys, ints(prices, ORDER_PRICES.unit_price_idr), strict=True))


def line_prices(
    lines: Table[Any],
    locked: Mapping[tuple[str, str], int | None],
    open_orders: frozenset[str],
    as_typed: Mapping[int, tuple[str, str]],
) -> dict[str, object]:
    """``N4217|<Barang>`` → its price, for lines of open orders without a typed price.

    *as_typed*: sheet row → number and item exactly as the cells hold them.
    """
    found: dict[str, object] = {}
    columns = zip(
        texts(lines, ORDER_LINES.order_no),
        texts(lines, ORDER_LINES.line),
        texts(lines, ORDER_LINES.item_typed),
        ints(lines, ORDER_LINES.row),
        ints(lines, ORDER_LINES.typed_price_idr),
        ints(lines, ORDER_LINES.price_today_idr),
        strict=True,
    )
    for number, line, typed, row, typed_price, today in columns:
        if typed_price is None and number in open_orders:
            price = locked.get((number, line)) or today or PRICE_UNKNOWN
            found.setdefault("|".join(as_typed.get(row or 0, (number, typed))), price)
    return found


def best_sellers(
    catalogue: Catalogue, facts: Table[Any], lines: Table[Any], today: dt.date
) -> list[str]:
    """Active item keys, most pieces in 90 days first, then in the order of Produk."""
    since = today - dt.timedelta(days=_SELLING_DAYS)
    recent = {
        number
        for number, day in zip(
            texts(facts, ORDER_FACTS.order_no), days(facts, ORDER_FACTS.ordered_on), strict=True
        )
        if day is not None and day >= since
    }
    sold: dict[str, int] = {}
    for number, item, qty in zip(
        texts(lines, ORDER_LINES.order_no),
        texts(lines, ORDER_LINES.item),
        ints(lines, ORDER_LINES.qty),
        strict=True,
    ):
        if item and number in recent:
            sold[item] = sold.get(item, 0) + (qty or 0)
    active = [key for key, item in catalogue.items.items() if item.active]
    return sorted(active, key=lambda key: -sold.get(key, 0))[:LONGEST_LIST]


def line_text(amount_sen: int | None, party: str, day: dt.date | None) -> str:
    """``Rp150.000 BUDI 20/11``: a bank line as people know it again."""
    rupiah = format_rupiah((amount_sen or 0) // 100)
    return " ".join(filter(None, (rupiah, party, f"{day:%d/%m}" if day else "PEND")))


def bank_line_texts(bank: Table[Any]) -> dict[str, str]:
    """Id of a bank line → its text."""
    b = BANK_TRANSACTIONS
    rows = zip(
        texts(bank, b.line_id), ints(bank, b.in_sen), ints(bank, b.out_sen), texts(bank, b.party),
        days(bank, b.booked_on), strict=True,
    )  # fmt: skip
    return {
        line: line_text(came or -(gone or 0), party, day) for line, came, gone, party, day in rows
    }


def open_codes(bank: Table[Any], asked: Iterable[str]) -> list[str]:
    """Entries of the dropdown Kode: open incoming lines, newest first, then questions *asked*."""
    b = BANK_TRANSACTIONS
    rows = zip(
        texts(bank, b.line_id), texts(bank, b.state), ints(bank, b.in_sen), days(bank, b.booked_on),
        texts(bank, b.party), strict=True,
    )  # fmt: skip
    lines = [
        (day or dt.date.max, f"{line} {line_text(came, party, day)}")
        for line, state, came, day, party in rows
        if came and state in _OPEN_LINES
    ]
    newest = [said for _, said in sorted(lines, key=lambda row: row[0], reverse=True)]
    questions = [code for code in asked if not code.startswith("M-")]
    return [*newest[: LONGEST_LIST - min(len(questions), 60)], *questions][:LONGEST_LIST]
