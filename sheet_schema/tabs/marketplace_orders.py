"""Pesanan Marketplace: item rows of marketplace exports (workbook tab 38), a journal.

Key = order + (SKU, or product + variation) + k-th twin; order-level money stands on the first
row of an order only.  A status never moves backwards (formats.md 2.1).
"""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Moment, Quantity, Rupiah, Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class MarketplaceLine(SheetRow):
    """One item row; rupiah whole."""

    tab_key: ClassVar[str] = "marketplace_orders"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = (
        "channel",
        "marketplace_order_no",
        "seller_sku",
        "product_name",
        "variation",
        "twin_no",
    )
    journal: ClassVar[bool] = True
    shown: ClassVar[Shown] = Shown.LINKED
    module: ClassVar[str] = "marketplace"

    store: Column[str | None] = optional(Text())
    channel: Column[str] = col(Text())
    marketplace_order_no: Column[str] = col(Text())
    seller_sku: Column[str | None] = optional(Text())
    item: Column[str | None] = optional(Text())
    product_name: Column[str] = col(Text())
    variation: Column[str | None] = optional(Text())
    twin_no: Column[int] = col(Quantity(minimum=1))
    qty: Column[int] = col(Quantity())
    list_price_idr: Column[int | None] = optional(Rupiah())
    deal_price_idr: Column[int | None] = optional(Rupiah())
    seller_discount_idr: Column[int | None] = optional(Rupiah())
    platform_discount_idr: Column[int | None] = optional(Rupiah())
    shipping_paid_idr: Column[int | None] = optional(Rupiah())
    order_paid_idr: Column[int | None] = optional(Rupiah())
    raw_status: Column[str] = col(Text())
    status: Column[str] = col(Choice("marketplace_status"))
    created_at: Column[dt.datetime | None] = optional(Moment())
    paid_at: Column[dt.datetime | None] = optional(Moment())
    ship_by: Column[dt.datetime | None] = optional(Moment())
    completed_at: Column[dt.datetime | None] = optional(Moment())
    courier: Column[str | None] = optional(Text())
    tracking_no: Column[str | None] = optional(Text())
    city: Column[str | None] = optional(Text())
    province: Column[str | None] = optional(Text())
    buyer: Column[str | None] = optional(Text())
    source: Column[str] = col(Text())


MARKETPLACE_ORDERS = MarketplaceLine
