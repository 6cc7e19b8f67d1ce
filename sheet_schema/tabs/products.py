"""Produk: what the shop sells (workbook tab 5).  Item key = SKU if typed, else ``Nama - Varian``."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Quantity, Rupiah, Sentenced, Text
from sheet_schema.model import ByRow, Column, SheetRow, Shown, Writer, col, optional, result


@dataclass(frozen=True)
class Product(SheetRow):
    """One thing that can be sold."""

    tab_key: ClassVar[str] = "products"
    writer: ClassVar[Writer] = Writer.STAFF
    primary_key: ClassVar[tuple[str, ...]] = ("sku", "name", "variant")
    shown: ClassVar[Shown] = Shown.VISIBLE

    sku: Column[str | None] = optional(Text(40))
    name: Column[str] = col(Text(120))
    variant: Column[str | None] = optional(Text(120))
    category: Column[str | None] = optional(Text(60))
    price_idr: Column[int | None] = optional(Rupiah(minimum=1))
    reseller_price_idr: Column[int | None] = optional(Rupiah(minimum=1))
    cost_idr: Column[int | None] = optional(Rupiah())
    min_stock: Column[int | None] = optional(Quantity())
    lead_time_days: Column[int | None] = optional(Quantity())
    min_order: Column[int | None] = optional(Quantity())
    order_multiple: Column[int | None] = optional(Quantity(minimum=1))
    supplier: Column[str | None] = optional(Text())
    weight_g: Column[int | None] = optional(Quantity())
    barcode: Column[str | None] = optional(Text(60))
    photo_link: Column[str | None] = optional(Text(), group=True)
    description_link: Column[str | None] = optional(Text(), group=True)
    bundle: Column[str | None] = optional(Text(), group=True)
    old_names: Column[str | None] = optional(Text(), group=True)
    active: Column[str | None] = optional(Choice("yes_no"))
    stock = result(Sentenced(), ByRow(4))
    check = result(Sentenced(), ByRow(3))
    complete_pct = result(Sentenced(), ByRow(5))


PRODUCTS = Product
