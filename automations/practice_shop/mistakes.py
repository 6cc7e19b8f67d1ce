"""Mistakes that people make, seeded into the practice shop one of each, all recent.

Each is an order of its own (paid on delivery where money does not matter), damaged after it
was typed.  The bank account knows nothing of them, which is the point of the fake proof.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from automations.practice_shop.catalogue import SOLD_OUT, items
from automations.practice_shop.orders import COD, TRANSFER, Line, Order, Seller
from automations.practice_shop.people import ADMIN, FINANCE, STAMPED, Buyer, buyer, chat_text
from automations.practice_shop.typed_rows import order_rows
from sheet_schema.cells import Cell
from sheet_schema.days import serial

Row = dict[str, Cell]
FOREIGN_NUMBER = "RINA-7"
BROKEN_ROWS = 4

#: Mistakes that stand on an order of their own, in the order of their numbers.
ON_ORDERS = (
    "fake_proof",
    "cancelled_with_money",
    "claimed_not_there",
    "paid_rounded",
    "sold_out_item",
    "duplicate_order",
    "wrong_item",
    "qty_not_a_number",
    "lost_zeros",
    "lost_zeros_by_sheet",
    "two_couriers",
    "discount_above_subtotal",
    "missing_phone",
    "number_not_from_book",
)
_LINES: Mapping[str, tuple[tuple[str, int], ...]] = {
    "fake_proof": (("Gamis Melur - Maroon M", 1), ("Pashmina Ceruty - Milo", 1)),
    "cancelled_with_money": (("Tunik Anggrek - Dusty L", 1),),
    "claimed_not_there": (("Rok Plisket - Mocca", 1), ("Ciput Ninja - Hitam", 2)),
    "paid_rounded": (("Tunik Anggrek - Mocca L", 2),),
    "sold_out_item": ((SOLD_OUT, 1),),
    "two_couriers": (("Bergo Instan - Hitam M", 1), ("Inner Manset - Putih", 1)),
}
_OTHERWISE = (
    ("Kaos Polos - Navy L", 2),
    ("Kerudung Segi Empat - Sage", 3),
    ("Celana Kulot - Krem M", 1),
    ("Bergo Instan - Mocca L", 2),
)


@dataclass(frozen=True)
class Seeded:
    """The damaged orders and rows, and where each mistake stands (order number)."""

    orders: tuple[Order, ...]
    rows: dict[str, list[Row]]  #: rows of Pesanan by order number
    where: Mapping[str, str]


def seed_mistakes(
    seller: Seller, orders: Sequence[Order], numbers: Sequence[str], random: Random
) -> Seeded:
    """One of each mistake under the next *numbers* of the book, one number short of them."""
    now = seller.now
    yesterday = dt.datetime.combine(now.date() - dt.timedelta(days=1), dt.time(9, 10))
    made: dict[str, Order] = {}
    for name, no in zip(ON_ORDERS, [*numbers, FOREIGN_NUMBER], strict=True):
        at = now - (now - yesterday) / 40 * (len(ON_ORDERS) - len(made))
        made[name] = _order(name, no, at.replace(microsecond=0), seller, orders)
    rows = order_rows(made.values(), random)
    for name, order in made.items():
        _damage(name, order, rows[order.no])
    return Seeded(
        tuple(order for name, order in made.items() if name != "number_not_from_book"),
        rows,
        {name: order.no for name, order in made.items()},
    )


def covered_day(today: dt.date) -> dt.date:
    """The newest day that the statement covers: its next working day is over."""
    day = today - dt.timedelta(days=2)
    while _next_working_day(day) >= today:
        day -= dt.timedelta(days=1)
    return day


def _next_working_day(day: dt.date) -> dt.date:
    day += dt.timedelta(days=1)
    while day.weekday() >= 5:
        day += dt.timedelta(days=1)
    return day


def _order(name: str, no: str, at: dt.datetime, seller: Seller, orders: Sequence[Order]) -> Order:
    shelf = {item.key: item for item in items()}
    usual = (_OTHERWISE[ON_ORDERS.index(name) % len(_OTHERWISE)],)
    lines = tuple(Line(shelf[key], qty) for key, qty in _LINES.get(name, usual))
    today = seller.now.date()
    if name == "duplicate_order":
        return _copy(orders, no, seller)
    if name == "fake_proof":
        at = dt.datetime.combine(covered_day(today), dt.time(10, 20))
        order = seller.by_courier(Order(no, at, "Instagram", lines, TRANSFER))
        seen_at = at.replace(hour=14, minute=5)
        return replace(
            order, paid_at=seen_at, marked=True, claimed_at=at.replace(hour=13, minute=50),
            fake=True, proof_link="https://example.com/bukti/tf-0001.jpg",
        )  # fmt: skip
    if name == "cancelled_with_money":
        at = dt.datetime.combine(today - dt.timedelta(days=6), dt.time(11, 30))
        order = seller.by_courier(Order(no, at, "WhatsApp", lines, TRANSFER))
        return replace(
            order, paid_at=at.replace(hour=12), marked=True,
            cancelled_at=at.replace(hour=17), cancel_reason="Stok kosong",
        )  # fmt: skip
    if name == "claimed_not_there":
        at = dt.datetime.combine(today - dt.timedelta(days=2), dt.time(10, 0))
        order = seller.by_courier(Order(no, at, "WhatsApp", lines, TRANSFER))
        return replace(order, claimed_at=at.replace(hour=11))
    if name == "paid_rounded":
        at = dt.datetime.combine(today - dt.timedelta(days=1), dt.time(21, 30))
        order = seller.by_courier(Order(no, at, "WhatsApp", lines, TRANSFER))
        return replace(
            order, paid_at=at.replace(minute=50), transferred_idr=-(-order.total_idr // 500) * 500
        )
    if name == "sold_out_item":
        at = dt.datetime.combine(today - dt.timedelta(days=1), dt.time(9, 30))
        order = seller.by_courier(Order(no, at, "WhatsApp", lines, COD))
        return replace(order, sent_at=at.replace(hour=16), tracking_no="0100000000007712")
    return seller.by_courier(Order(no, at, "WhatsApp", lines, COD))


def _copy(orders: Sequence[Order], no: str, seller: Seller) -> Order:
    """The newest unpaid transfer again, typed seven minutes later under another number."""
    old = next(
        order
        for order in reversed(orders)
        if order.paid_via == TRANSFER
        and order.paid_at is None
        and not order.cancel_reason
        and order.layout != STAMPED  # a form copied again bears another hour
    )
    at = min(old.at + dt.timedelta(minutes=7), seller.now)
    at = at if at.date() == old.at.date() else old.at
    return replace(old, no=no, at=at, code=seller.codes.take(at), note="")


def _damage(name: str, order: Order, rows: list[Row]) -> None:
    first = rows[0]
    if name == "duplicate_order":
        first["ordered_on"] = serial(order.at.date())
    if name == "wrong_item":
        first["item"] = "Kaos Polos - Nvy L"  # nearest: Navy L
    if name == "qty_not_a_number":
        first["qty"] = "abc"
    if name == "lost_zeros":
        first["shipping_fee_idr"] = 15
    if name == "lost_zeros_by_sheet":
        first["shipping_fee_idr"] = 12.5
    if name == "two_couriers":
        rows[1]["courier"] = "SiCepat"
    if name == "discount_above_subtotal":
        first["discount_idr"] = order.goods_idr + 50_000
    if name == "missing_phone" and order.who is not None:
        first["buyer_text"] = (
            f"{order.who.name}\n{order.who.street}, {order.who.district}, {order.who.city.name}"
        )


def broken_paste(numbers: Sequence[str], at: dt.datetime, random: Random) -> list[Row]:
    """A chat form that broke over as many rows as *numbers*, on the next printed numbers."""
    lines = chat_text(stray_buyer(random), 0, at).split("\n")
    return [{"order_no": no, "buyer_text": line} for no, line in zip(numbers, lines, strict=False)]


def stray_buyer(random: Random) -> Buyer:
    """A buyer who has no order yet."""
    return buyer(random.randrange(9_500, 9_999), random)


def confirmation_rows(where: Mapping[str, str], today: dt.date) -> list[Row]:
    """A few answers in Konfirmasi: two questions put off, with a reason."""
    return [
        {
            "code": f"B01-{where['claimed_not_there']}",
            "answer": "Tunda s.d.",
            "until": serial(today + dt.timedelta(days=1)),
            "answered_by": ADMIN,
            "reason": "pembeli janji kirim bukti besok",
        },
        {
            "code": f"B13-{where['cancelled_with_money']}",
            "answer": "Tunda s.d.",
            "until": serial(today + dt.timedelta(days=5)),
            "answered_by": FINANCE,
            "reason": "tunggu nomor rekening pembeli",
        },
    ]
