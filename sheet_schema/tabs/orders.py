"""Pesanan: one row per item of an order, typed by staff (workbook tab 3).

A shared column (ⁿ) is told once per order: equal repeats count once, two values are N03.
"""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Check, Code, Day, Listed, Quantity, Rupiah, Sentenced, Text
from sheet_schema.model import (
    ByKey,
    Column,
    LineTotal,
    SheetRow,
    Shown,
    Writer,
    col,
    optional,
    result,
)


@dataclass(frozen=True)
class OrderItem(SheetRow):
    """One item of one order; an order of two items is two rows with one number."""

    tab_key: ClassVar[str] = "orders"
    writer: ClassVar[Writer] = Writer.STAFF
    primary_key: ClassVar[tuple[str, ...]] = ("order_no",)
    shown: ClassVar[Shown] = Shown.VISIBLE

    order_no: Column[str] = col(Code())
    ordered_on: Column[dt.date | None] = optional(Day(), shared=True)
    channel: Column[str | None] = optional(Listed("channel"), shared=True)
    buyer_text: Column[str | None] = optional(Text(), shared=True)
    item: Column[str | None] = optional(Listed("item"))
    qty: Column[int | None] = optional(Quantity(minimum=1))
    discount_idr: Column[int | None] = optional(Rupiah(), shared=True)
    shipping_fee_idr: Column[int | None] = optional(Rupiah(), shared=True)
    courier: Column[str | None] = optional(Listed("courier"), shared=True)
    paid_via: Column[str | None] = optional(Listed("paid_via"), shared=True)
    total_idr = result(Rupiah(), ByKey("order_results", 2))
    status = result(Sentenced(), ByKey("order_results", 4))
    money_seen_by: Column[str | None] = optional(Listed("team"), shared=True)
    tracking_no: Column[str | None] = optional(Text(80), shared=True)
    cancel_reason: Column[str | None] = optional(Listed("cancel_reason"), shared=True)
    note: Column[str | None] = optional(Text(), shared=True)
    recipient_name: Column[str | None] = optional(Text(), shared=True, group=True)
    phone: Column[str | None] = optional(Text(), shared=True, group=True)
    address: Column[str | None] = optional(Text(), shared=True, group=True)
    city: Column[str | None] = optional(Text(), shared=True, group=True)
    postal_code: Column[str | None] = optional(Text(), shared=True, group=True)
    #: What the buyer pays for one.  Blank means the price in Produk; never zero.
    unit_price_idr: Column[int | None] = optional(Rupiah(minimum=1), group=True)
    other_fee_idr: Column[int | None] = optional(Rupiah(), shared=True, group=True)
    down_payment_idr: Column[int | None] = optional(Rupiah(minimum=1), shared=True, group=True)
    claims_paid: Column[bool | None] = optional(Check(), shared=True, group=True)
    hold_until: Column[dt.date | None] = optional(Day(), shared=True, group=True)
    sender: Column[str | None] = optional(Text(), shared=True, group=True)
    store: Column[str | None] = optional(Listed("store"), shared=True, group=True)
    entered_by: Column[str | None] = optional(Listed("team"), shared=True, group=True)
    proof_link: Column[str | None] = optional(Text(), shared=True, group=True)
    payment_text = result(Sentenced(), ByKey("order_results", 5), group=True)
    shipping_text = result(Sentenced(), ByKey("order_results", 6), group=True)
    unique_code = result(Quantity(), ByKey("order_book", 2), group=True)
    line_total_idr = result(Rupiah(), LineTotal(), group=True)


ORDERS = OrderItem
