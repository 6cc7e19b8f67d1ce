"""The lists behind dropdowns, columns D to F of _Harga (workbook tab 44)."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Text
from sheet_schema.model import Column, SheetRow, Writer, optional


@dataclass(frozen=True)
class DropdownRow(SheetRow):
    """The n-th entry of each list; at most 200."""

    tab_key: ClassVar[str] = "dropdown_lists"
    sheet: ClassVar[str] = "price_lookup"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ()
    ordered: ClassVar[bool] = True
    left: ClassVar[int] = 3

    item: Column[str | None] = optional(Text())
    open_code: Column[str | None] = optional(Text())
    order_no: Column[str | None] = optional(Text())


DROPDOWN_LISTS = DropdownRow
