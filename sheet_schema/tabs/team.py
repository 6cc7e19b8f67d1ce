"""Tim: who works in the shop (workbook tab 14)."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Choice, Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class Member(SheetRow):
    """One person; inactive ones leave the dropdowns but stay valid in old rows."""

    tab_key: ClassVar[str] = "team"
    writer: ClassVar[Writer] = Writer.STAFF
    primary_key: ClassVar[tuple[str, ...]] = ("name",)
    shown: ClassVar[Shown] = Shown.LINKED

    name: Column[str] = col(Text(40))
    role: Column[str | None] = optional(Choice("role"))
    email: Column[str | None] = optional(Text(120))
    active: Column[str | None] = optional(Choice("yes_no"))
    deputy: Column[str | None] = optional(Text(40))
    hours: Column[str | None] = optional(Text(40))


TEAM = Member
