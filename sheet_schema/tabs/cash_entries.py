"""Kas: money in or out that is neither an order nor a settlement (workbook tab 7)."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Day, Listed, Rupiah, Sentenced, Text
from sheet_schema.model import ByRow, Column, SheetRow, Shown, Writer, col, optional, result


@dataclass(frozen=True)
class CashEntry(SheetRow):
    """One entry; exactly one of in and out is filled."""

    tab_key: ClassVar[str] = "cash_entries"
    writer: ClassVar[Writer] = Writer.STAFF
    primary_key: ClassVar[tuple[str, ...]] = (
        "entered_on",
        "account",
        "category",
        "money_in_idr",
        "money_out_idr",
    )
    shown: ClassVar[Shown] = Shown.VISIBLE

    entered_on: Column[dt.date] = col(Day())
    account: Column[str] = col(Listed("cash_account"))
    category: Column[str] = col(Listed("cash_category"))
    description: Column[str] = col(Text())
    money_in_idr: Column[int | None] = optional(Rupiah())
    money_out_idr: Column[int | None] = optional(Rupiah())
    other_account: Column[str | None] = optional(Listed("cash_account"))
    ref: Column[str | None] = optional(Text())
    proof_link: Column[str | None] = optional(Text())
    entered_by: Column[str | None] = optional(Listed("team"))
    check = result(Sentenced(), ByRow(3))
    at_bank = result(Sentenced(), ByRow(4))


CASH_ENTRIES = CashEntry
