"""Ringkasan: what the owner reads in 30 seconds (workbook tab 1); 4 columns, no header row."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Sentenced
from sheet_schema.model import Column, SheetRow, Shown, Writer, optional


@dataclass(frozen=True)
class SummaryLine(SheetRow):
    """One line of the screen, from row 2 on; row 1 is the heartbeat formula of ``init``."""

    tab_key: ClassVar[str] = "summary"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ()
    ordered: ClassVar[bool] = True
    shown: ClassVar[Shown] = Shown.VISIBLE

    c1: Column[object] = optional(Sentenced())
    c2: Column[object] = optional(Sentenced())
    c3: Column[object] = optional(Sentenced())
    c4: Column[object] = optional(Sentenced())


SUMMARY = SummaryLine
