"""Mutasi Bank: the ledger of bank lines (workbook tab 9), and ``bank_ledger`` in memory.

Identity of a line is formats.md 1.6: account, date, direction, amount, text, k-th twin; the
id is minted once and kept.  Money in integer sen.
"""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Check, Choice, Day, Moment, Sen, Sentenced, Text
from sheet_schema.model import Column, SheetRow, Shown, Writer, col, optional


@dataclass(frozen=True)
class BankTransaction(SheetRow):
    """One line of a statement; exactly one of in and out is filled."""

    tab_key: ClassVar[str] = "bank_transactions"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("line_id",)
    journal: ClassVar[bool] = True
    shown: ClassVar[Shown] = Shown.VISIBLE

    line_id: Column[str] = col(Text())
    account: Column[str] = col(Text())
    booked_on: Column[dt.date | None] = optional(Day())
    pending: Column[bool] = col(Check())
    description: Column[str] = col(Text())
    party: Column[str | None] = optional(Text())
    reference: Column[str | None] = optional(Text())
    in_sen: Column[int | None] = optional(Sen())
    out_sen: Column[int | None] = optional(Sen())
    balance_sen: Column[int | None] = optional(Sen())
    balance_check: Column[object] = optional(Sentenced())
    state: Column[str] = col(Choice("bank_line_state"))
    matched_to: Column[str | None] = optional(Text())
    category: Column[str | None] = optional(Text())
    rule: Column[str | None] = optional(Text())
    source: Column[str] = col(Text())
    first_seen_at: Column[dt.datetime] = col(Moment())


@dataclass(frozen=True)
class BankLine(SheetRow):
    """The merged ledger as ``file_statements`` hands it on, before matching."""

    tab_key: ClassVar[str] = "bank_ledger"
    writer: ClassVar[Writer] = Writer.MEMORY
    primary_key: ClassVar[tuple[str, ...]] = ("line_id",)

    line_id: Column[str] = col(Text())
    account: Column[str] = col(Text())
    booked_on: Column[dt.date | None] = optional(Day())
    pending: Column[bool] = col(Check())
    description: Column[str] = col(Text())
    party: Column[str | None] = optional(Text())
    reference: Column[str | None] = optional(Text())
    in_sen: Column[int | None] = optional(Sen())
    out_sen: Column[int | None] = optional(Sen())
    balance_sen: Column[int | None] = optional(Sen())
    balance_check: Column[object] = optional(Sentenced())
    source: Column[str] = col(Text())
    first_seen_at: Column[dt.datetime] = col(Moment())


BANK_TRANSACTIONS = BankTransaction
BANK_LEDGER = BankLine
