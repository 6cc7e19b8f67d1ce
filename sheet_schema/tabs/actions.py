"""Perlu Dicek: questions to people, each with a code to answer in Konfirmasi (workbook tab 2)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Day, LinkFormula, Quantity, Rupiah, Sentenced, Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class ActionLine(SheetRow):
    """One question, at most 60 in the tab; the rest is counted."""

    tab_key: ClassVar[str] = "actions"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("code",)
    ordered: ClassVar[bool] = True
    shown: ClassVar[Shown] = Shown.VISIBLE
    top: ClassVar[int] = 3

    code: Column[str] = col(Text())
    what: Column[object] = col(Sentenced())
    suggestion: Column[object] = optional(Sentenced())
    amount_idr: Column[int | None] = optional(Rupiah(minimum=None))
    role: Column[object] = optional(Sentenced())
    why: Column[object] = optional(Sentenced())
    since: Column[dt.date | None] = optional(Day())
    age_days: Column[int | None] = optional(Quantity())
    due: Column[dt.date | None] = optional(Day())
    open_link: Column[str | None] = optional(LinkFormula())


ACTIONS = ActionLine
