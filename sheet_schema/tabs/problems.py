"""Periksa: every finding about a cell or row (workbook tab 19); its sole writer is list_problems."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Day, LinkFormula, Quantity, Sentenced, Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class ProblemLine(SheetRow):
    """One finding; ``row`` is where it stood at the last read, a help for the eye."""

    tab_key: ClassVar[str] = "problems"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("tab", "key", "code", "column")
    ordered: ClassVar[bool] = True
    shown: ClassVar[Shown] = Shown.LINKED
    top: ClassVar[int] = 3

    tab: Column[str] = col(Text())
    key: Column[str] = col(Text())
    row: Column[int | None] = optional(Quantity())
    code: Column[str] = col(Text())
    level: Column[str] = col(Choice("level"))
    column: Column[str] = col(Text())
    content: Column[str | None] = optional(Text())
    message: Column[object] = col(Sentenced())
    suggestion: Column[str | None] = optional(Text())
    since: Column[dt.date | None] = optional(Day())
    open_link: Column[str | None] = optional(LinkFormula())


PROBLEMS = ProblemLine
