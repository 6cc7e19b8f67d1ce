"""``order_facts`` and ``order_lines``: staff rows gathered into orders, in memory.

gather_orders makes them once; every later job reads orders here, never the raw rows.
"""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Check, Day, Listed, Quantity, Rupiah, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional


@dataclass(frozen=True)
class OrderFacts(SheetRow):
    """One order as typed: shared cells joined, buyer read from the chat text."""

    tab_key: ClassVar[str] = "order_facts"
    writer: ClassVar[Writer] = Writer.MEMORY
    primary_key: ClassVar[tuple[str, ...]] = ("order_no",)

    order_no: Column[str] = col(Text())
    row: Column[int] = col(Quantity())  #: sheet row of its first line at this read
    lines_qty: Column[int] = col(Quantity())  #: rows with an item
    ordered_on: Column[dt.date | None] = optional(Day())  #: typed, else the day first seen
    day_typed: Column[bool] = col(Check())
    channel: Column[str] = col(Listed("channel"))  #: typed or the default
    delivered: Column[bool] = col(Check())  #: goes by courier: needs phone and address
    counter_sale: Column[bool] = col(Check())  #: Toko, Live, Bazar
    courier: Column[str] = col(Listed("courier"))
    paid_via: Column[str] = col(Listed("paid_via"))  #: as typed or the default
    payment_kind: Column[str] = col(Text())  #: transfer, qris, cod, cash, credit, "" if unknown
    account: Column[str] = col(Text())  #: which account a transfer goes to, "" otherwise
    discount_idr: Column[int] = col(Rupiah())
    shipping_fee_idr: Column[int] = col(Rupiah())
    other_fee_idr: Column[int] = col(Rupiah())
    down_payment_idr: Column[int | None] = optional(Rupiah())
    money_seen_by: Column[str] = col(Text())
    claims_paid: Column[bool] = col(Check())
    tracking_no: Column[str] = col(Text())
    cancel_reason: Column[str] = col(Text())
    hold_until: Column[dt.date | None] = optional(Day())
    note: Column[str] = col(Text())
    sender: Column[str] = col(Text())
    store: Column[str] = col(Text())
    recipient_name: Column[str] = col(Text())
    phone: Column[str] = col(Text())  #: canonical 62…, "" when none can be read
    address: Column[str] = col(Text())
    city: Column[str] = col(Text())
    subtotal_idr: Column[int | None] = optional(
        Rupiah()
    )  #: at today's or typed prices; blank: harga?
    excluded: Column[bool] = col(Check())  #: has a ⛔× finding: no total, no shipment
    incomplete: Column[bool] = col(Check())  #: a required cell is empty, or no price
    missing: Column[str] = col(Text())  #: keys of the empty required columns, ``;`` between


@dataclass(frozen=True)
class OrderLine(SheetRow):
    """One row of an order that names an item."""

    tab_key: ClassVar[str] = "order_lines"
    writer: ClassVar[Writer] = Writer.MEMORY
    primary_key: ClassVar[tuple[str, ...]] = ("order_no", "line")

    order_no: Column[str] = col(Text())
    line: Column[str] = col(Text())  #: item key or text as typed; ``#2`` from the second equal on
    row: Column[int] = col(Quantity())
    item_typed: Column[str] = col(Text())
    item: Column[str] = col(Text())  #: item key of Produk, "" when not found
    qty: Column[int | None] = optional(Quantity())
    typed_price_idr: Column[int | None] = optional(Rupiah())
    price_today_idr: Column[int | None] = optional(
        Rupiah()
    )  #: typed, else Produk (reseller's for resellers)


ORDER_FACTS = OrderFacts
ORDER_LINES = OrderLine
