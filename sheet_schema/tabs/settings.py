"""Pengaturan: the shop's settings by name (workbook tab 13)."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Sentenced, Text
from sheet_schema.model import ByRow, Column, SheetRow, Shown, Writer, col, optional, result


@dataclass(frozen=True)
class Setting(SheetRow):
    """One setting; a bad value leaves the last good one in force (U01)."""

    tab_key: ClassVar[str] = "settings"
    writer: ClassVar[Writer] = Writer.STAFF
    primary_key: ClassVar[tuple[str, ...]] = ("name",)
    shown: ClassVar[Shown] = Shown.LINKED

    name: Column[str] = col(Text(60))
    value: Column[str | None] = optional(Text())
    unit: Column[str | None] = optional(Text())
    explanation: Column[str | None] = optional(Text())
    check = result(Sentenced(), ByRow(3))


SETTINGS = Setting
