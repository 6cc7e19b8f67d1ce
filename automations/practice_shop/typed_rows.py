"""Pesanan, Pengaturan and the order book of the practice shop as cells.

Staff type the way people do: dates as dates and sometimes as text, money in words, shared
cells once per order, numbers in small letters now and then.
"""

import datetime as dt
from collections.abc import Iterable
from random import Random
from typing import Any

from automations.practice_shop.orders import CASH, COUNTER, TRANSFER, Order
from automations.practice_shop.people import ADMIN, chat_text
from sheet_schema.cells import Cell
from sheet_schema.days import serial

Row = dict[str, Cell]

SHOP_NAME = "Toko Melati"
ACCOUNT_NUMBER = "1234567890"
ACCOUNT_HOLDER = "MELATI SARI"
_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
)  # fmt: skip


def setting_rows(started_on: dt.date) -> list[Row]:
    """Rows of Pengaturan that differ from the defaults, names as ``DECLARED`` has them."""
    values = {
        "nama_toko": SHOP_NAME,
        "mulai_pakai": f"{started_on:%d/%m/%Y}",
        "jam_buka": "08.00-20.00",
        "rekening": f"BCA {ACCOUNT_NUMBER} {ACCOUNT_HOLDER}",
        "order_dari_default": "WhatsApp",
        "bayar_default": TRANSFER,
        "kode_unik": "ya",
        "staf_lihat_untung": "ya",
        "batas_bayar_jam": "24",
    }
    return [{"name": name, "value": value} for name, value in values.items()]


def order_rows(orders: Iterable[Order], random: Random) -> dict[str, list[Row]]:
    """Rows of Pesanan by order number, in the order of *orders*: one row per item."""
    return {order.no: _rows_of(order, random) for order in orders}


def _rows_of(order: Order, random: Random) -> list[Row]:
    rows: list[Row] = [
        {"order_no": order.no, "item": _item_as_typed(line.item.key, random), "qty": line.qty}
        for line in order.lines
    ]
    first = rows[0]
    first["ordered_on"] = typed_day(order.at.date(), random)
    if order.channel != "WhatsApp" or random.random() < 0.5:
        first["channel"] = order.channel
    if order.who is not None:
        first["buyer_text"] = (
            order.who.name
            if order.courier == "Ambil sendiri"
            else chat_text(order.who, order.layout, order.at)
        )
        first["courier"] = order.courier
    if order.shipping_idr:
        first["shipping_fee_idr"] = typed_rupiah(order.shipping_idr, random)
    if order.discount_idr:
        first["discount_idr"] = typed_rupiah(order.discount_idr, random)
    defaults = {CASH} if order.channel in COUNTER else {TRANSFER}
    if order.paid_via not in defaults or random.random() < 0.3:
        first["paid_via"] = order.paid_via
    if order.marked:
        first["money_seen_by"] = ADMIN
    first |= _rest(order)
    for row in rows[1:]:
        if random.random() < 0.2:  # some pull the date and courier down too; equal counts once
            row |= {key: first[key] for key in ("ordered_on", "courier") if key in first}
    return rows


def _rest(order: Order) -> Row:
    texts = {
        "tracking_no": order.tracking_no,
        "cancel_reason": order.cancel_reason,
        "note": order.note,
        "proof_link": order.proof_link,
    }
    row: Row = {key: text for key, text in texts.items() if text}
    if order.claimed_at is not None:
        row["claims_paid"] = True
    return row


def _item_as_typed(key: str, random: Random) -> str:
    return key.lower() if random.random() < 0.03 else key


def typed_day(day: dt.date, random: Random) -> Cell:
    """A date as it stands in the cell: mostly a serial number, at times text."""
    chance = random.random()
    if chance < 0.96:
        return serial(day)
    if chance < 0.98:
        return f"{day:%d-%m-%Y}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def typed_rupiah(amount: int, random: Random) -> Cell:
    """Rupiah as typed: mostly a number, at times ``15rb``, ``Rp 15.000``, ``15.000,-``."""
    dotted = f"{amount:,}".replace(",", ".")
    forms: list[Cell] = [amount]
    if amount % 1000 == 0:
        forms = [amount, f"{amount // 1000}rb", f"Rp {dotted}", f"{dotted},-", f"{amount // 1000}k"]
    return random.choices(forms, (92, 3, 3, 1, 1)[: len(forms)])[0]


def book_row(order: Order) -> dict[str, Any]:
    """The ``ORDER_BOOK`` row of an order: what the bot saw of it, and when."""
    seen_at = order.paid_at if order.marked else None
    row: dict[str, Any] = {
        "order_no": order.no,
        "unique_code": order.code,
        "state": "cancelled" if order.cancel_reason else "used",
        "first_filled_at": order.at,
        "first_complete_at": order.at,
        "money_seen_at": seen_at,
        "claimed_at": order.claimed_at,
        "sent_at": order.sent_at if order.tracking_no else None,
    }
    return {key: value for key, value in row.items() if value is not None}


def free_book_row(no: str, code: int | None) -> dict[str, Any]:
    """The ``ORDER_BOOK`` row of a printed number that no order has yet."""
    row: dict[str, Any] = {"order_no": no, "state": "free"}
    return row if code is None else row | {"unique_code": code}
