"""Toko Melati, a made-up shop to practise on: typed rows, a statement, a marketplace export.

Everything follows from the day and a seed.  Rows and bank account agree, but for one of each
mistake that people make (``mistakes.py``).  No person, phone, street or account here is real.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from automations.practice_shop import marketplace, shelf, statement, till
from automations.practice_shop.catalogue import product_rows
from automations.practice_shop.mistakes import (
    BROKEN_ROWS,
    ON_ORDERS,
    broken_paste,
    confirmation_rows,
    seed_mistakes,
    stray_buyer,
)
from automations.practice_shop.orders import Seller, number, open_transfers, sell
from automations.practice_shop.people import chat_text, team_rows
from automations.practice_shop.typed_rows import book_row, free_book_row, order_rows, setting_rows
from sheet_schema.cells import Cell

__all__ = ["PracticeShop", "practice_shop", "scaled_shop"]

Row = dict[str, Cell]
ORDERS = 1_500
DAYS = 90
_MOST_PER_DAY = 60  #: a bigger shop gets a longer past, not busier days
_AT = dt.time(13, 20)
_MEASURED_ON = dt.date(2026, 11, 25)  #: any day, always the same


@dataclass(frozen=True)
class PracticeShop:
    """Everything of the shop at one moment of one day."""

    today: dt.date
    #: Raw cells as typed, by tab key (settings, team, products, orders, …); blank cells are absent.
    rows: Mapping[str, Sequence[Row]]
    #: Rows of ``ORDER_BOOK`` as typed values (state as key, moments as datetime): the book so far.
    book_rows: Sequence[dict[str, Any]]
    order_codes: Mapping[str, int]  #: order number → kode unik, transfers only
    statement_csv: bytes  #: KlikBCA, as far back as the rows
    #: To paste after the csv was read: its PEND lines, now dated, and 12 new ones.
    paste_example: str
    paste_pays: tuple[str, ...]  #: orders that those lines pay with their kode unik
    paste_suggests: str  #: the order that one line pays without its code: a question
    chat_example: str  #: a buyer's text to paste into Data Pembeli
    mistakes: Mapping[str, str]  #: seeded mistake → order number
    shopee_orders: Sequence[marketplace.ShopeeOrder]

    def shopee_xlsx(self) -> bytes:
        """A Shopee ``Order.all`` export of the last 30 days: 250 item rows, all text."""
        return marketplace.export_xlsx(self.shopee_orders)


def practice_shop(
    today: dt.date, seed: int = 1, *, at: dt.time = _AT, orders: int = ORDERS, days: int = DAYS
) -> PracticeShop:
    """The shop as of *today* at *at*, with *orders* orders over *days* days; equal for equal input.

    At least 40 days with 10 orders a day, else ``ValueError``.
    """
    if days < 40 or orders < 10 * days:
        raise ValueError("a practice shop has at least 40 days with 10 orders a day")
    now = dt.datetime.combine(today, at)
    span = (today - dt.timedelta(days=days - 1), today)
    seller = Seller(now, _random(seed, "orders"))
    plain = sell(seller, orders - len(ON_ORDERS), days)
    numbers = [number(index) for index in range(len(plain), orders - 1 + BROKEN_ROWS)]
    typed = _random(seed, "typed")
    seeded = seed_mistakes(seller, plain, numbers[:-BROKEN_ROWS], typed)
    shopee = marketplace.shopee_orders(now, _random(seed, "shopee"))
    everything = [*plain, *seeded.orders]

    stock = _random(seed, "stock")
    movements, deliveries = shelf.movement_rows(
        shelf.gone(plain, marketplace.sales(shopee)), plain, span, stock
    )
    kas = till.entries(everything, deliveries, span, _random(seed, "cash"))
    bank = _random(seed, "bank")
    account = statement.bank_entries(
        everything, kas, marketplace.payouts(shopee), span[0], now, bank
    )
    csv, closing_sen = statement.statement_csv(account, today)
    pasted = statement.paste_slice(open_transfers(plain), account, closing_sen, now, bank)

    broken = broken_paste(numbers[-BROKEN_ROWS:], now, typed)
    order_cells = order_rows(plain, typed) | seeded.rows
    rows: dict[str, Sequence[Row]] = {
        "settings": setting_rows(span[0]),
        "team": team_rows(),
        "products": product_rows(_random(seed, "products")),
        "orders": [row for rows_of in order_cells.values() for row in rows_of] + broken,
        "stock_movements": movements,
        "cash_entries": till.cash_rows(kas, typed),
        "confirmations": confirmation_rows(seeded.where, today),
    }
    free = [free_book_row(no, seller.codes.take(now)) for no in numbers[-BROKEN_ROWS:]]
    return PracticeShop(
        today=today,
        rows=rows,
        book_rows=[*(book_row(order) for order in everything), *free],
        order_codes={order.no: order.code for order in everything if order.code is not None},
        statement_csv=csv,
        paste_example=pasted.text,
        paste_pays=pasted.pays,
        paste_suggests=pasted.suggests,
        chat_example=chat_text(stray_buyer(typed), 0, now),
        mistakes=dict(seeded.where) | {"broken_paste": numbers[-BROKEN_ROWS]},
        shopee_orders=tuple(shopee),
    )


def scaled_shop(orders: int, seed: int = 1, *, today: dt.date = _MEASURED_ON) -> PracticeShop:
    """The same shop with *orders* orders, for measuring: at most 60 a day, so a longer past."""
    return practice_shop(
        today, seed, orders=orders, days=max(DAYS, math.ceil(orders / _MOST_PER_DAY))
    )


def _random(seed: int, part: str) -> Random:
    return Random(f"{seed} {part}")  # noqa: S311 - a made-up shop, nothing secret
