"""Log Bot: what the bot did and why, only ever added to (workbook tab 48)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Moment, Quantity, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional


@dataclass(frozen=True)
class LogEntry(SheetRow):
    """One event of one cycle."""

    tab_key: ClassVar[str] = "log"
    writer: ClassVar[Writer] = Writer.CYCLE
    primary_key: ClassVar[tuple[str, ...]] = ("at", "seq")
    journal: ClassVar[bool] = True

    at: Column[dt.datetime] = col(Moment())
    seq: Column[int] = col(Quantity())
    cycle: Column[str] = col(Text())
    event: Column[str] = col(Text())
    key: Column[str | None] = optional(Text())
    before: Column[str | None] = optional(Text())
    after: Column[str | None] = optional(Text())
    because: Column[str | None] = optional(Text())


LOG = LogEntry
