"""_Harga: prices by item key and by line of an open order (workbook tab 44, columns A and B)."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Sentenced, Text
from sheet_schema.model import Column, SheetRow, Writer, col


@dataclass(frozen=True)
class Price(SheetRow):
    """A price in rupiah, or the text ``harga?``; never blank, since a blank counts as 0."""

    tab_key: ClassVar[str] = "price_lookup"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("key",)

    key: Column[str] = col(Text())
    price: Column[object] = col(Sentenced())


PRICE_LOOKUP = Price
