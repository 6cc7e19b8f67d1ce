"""``order_money`` and ``order_statuses``: what matching and derive_status hand on, in memory."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Check, Choice, Day, Quantity, Rupiah, Sentenced, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional


@dataclass(frozen=True)
class OrderMoney(SheetRow):
    """What an order owes and what the bank proves, by match_payments; every priced order."""

    tab_key: ClassVar[str] = "order_money"
    writer: ClassVar[Writer] = Writer.MEMORY
    primary_key: ClassVar[tuple[str, ...]] = ("order_no",)

    order_no: Column[str] = col(Text())
    total_idr: Column[int | None] = optional(
        Rupiah()
    )  #: locked total with kode unik; blank: harga?
    proven_idr: Column[int] = col(Rupiah())  #: allocated from bank lines
    proven_on: Column[dt.date | None] = optional(Day())  #: date of the line that completed it
    line_id: Column[str] = col(Text())  #: the completing (or last) line, "" without
    line_account: Column[str] = col(Text())
    score: Column[int | None] = optional(Quantity())
    answered_by: Column[str] = col(Text())  #: who confirmed the match, "" when automatic
    suggested_line: Column[str] = col(Text())  #: best open suggestion, "" without
    suggested_idr: Column[int | None] = optional(Rupiah())
    suggested_score: Column[int | None] = optional(Quantity())
    statement_until: Column[dt.date | None] = optional(Day())  #: newest line of its account
    covered: Column[bool] = col(
        Check()
    )  #: the statement covers the Uang Masuk day, money absent (B08)


@dataclass(frozen=True)
class OrderStatus(SheetRow):
    """One order's derived status (workbook.md 5), gates and texts."""

    tab_key: ClassVar[str] = "order_statuses"
    writer: ClassVar[Writer] = Writer.MEMORY
    primary_key: ClassVar[tuple[str, ...]] = ("order_no",)

    order_no: Column[str] = col(Text())
    status: Column[str] = col(Choice("order_status"))
    counts: Column[bool] = col(Check())  #: a valid order (workbook.md 8)
    revenue_on: Column[dt.date | None] = optional(Day())  #: Tanggal omzet, when it counts
    total_idr: Column[int | None] = optional(Rupiah())
    revenue_idr: Column[int | None] = optional(Rupiah())  #: goods less discount
    outstanding_idr: Column[int | None] = optional(Rupiah())
    money_gate: Column[bool] = col(Check())
    may_ship: Column[bool] = col(Check())
    sent: Column[bool] = col(Check())
    holds_stock: Column[bool] = col(Check())
    status_text: Column[object] = col(Sentenced())
    payment_text: Column[object] = col(Sentenced())
    shipping_text: Column[object] = col(Sentenced())


ORDER_MONEY = OrderMoney
ORDER_STATUSES = OrderStatus
