"""Tempel Mutasi: bank lines pasted as text from A5 on (workbook tab 8).

Row 1 holds the instruction, B2 the account, A3 the bot's answer.  No header: columns by place.
"""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, optional


@dataclass(frozen=True)
class PastedLine(SheetRow):
    """One pasted row: a whole CSV line in the first cell, or split over cells."""

    tab_key: ClassVar[str] = "paste_bank"
    writer: ClassVar[Writer] = Writer.PASTE
    primary_key: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[Shown] = Shown.VISIBLE
    top: ClassVar[int] = 5

    c1: Column[str | None] = optional(Text())
    c2: Column[str | None] = optional(Text())
    c3: Column[str | None] = optional(Text())
    c4: Column[str | None] = optional(Text())
    c5: Column[str | None] = optional(Text())
    c6: Column[str | None] = optional(Text())
    c7: Column[str | None] = optional(Text())
    c8: Column[str | None] = optional(Text())


PASTE_BANK = PastedLine
