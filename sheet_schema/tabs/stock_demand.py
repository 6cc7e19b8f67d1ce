"""``stock_demand``: what is there and promised per item, by reserve_stock, in memory."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Check, Quantity, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional


@dataclass(frozen=True)
class StockDemand(SheetRow):
    """One item of Produk; a never counted item has no quantities but its promise."""

    tab_key: ClassVar[str] = "stock_demand"
    writer: ClassVar[Writer] = Writer.MEMORY
    primary_key: ClassVar[tuple[str, ...]] = ("item",)

    item: Column[str] = col(Text())
    counted: Column[bool] = col(Check())
    on_hand_qty: Column[int | None] = optional(Quantity(minimum=None))
    allocated_qty: Column[int] = col(Quantity())
    available_qty: Column[int | None] = optional(Quantity(minimum=None))
    waiting_orders: Column[str] = col(Text())  #: numbers of open orders that hold it, ``;`` between


STOCK_DEMAND = StockDemand
