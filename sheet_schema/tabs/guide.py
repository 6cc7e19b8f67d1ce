"""Panduan: the one-page guide with the calculator, written by ``init`` (workbook tab 12)."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, optional


@dataclass(frozen=True)
class GuideLine(SheetRow):
    """One line; C20 is the one open cell, C21 to C28 the calculator (workbook.md 3)."""

    tab_key: ClassVar[str] = "guide"
    writer: ClassVar[Writer] = Writer.INIT
    primary_key: ClassVar[tuple[str, ...]] = ()
    shown: ClassVar[Shown] = Shown.VISIBLE
    top: ClassVar[int] = 1

    a: Column[str | None] = optional(Text())
    b: Column[str | None] = optional(Text())
    c: Column[str | None] = optional(Text())


GUIDE = GuideLine
