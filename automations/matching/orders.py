"""Orders as matching sees them: what each was told, and until when its money is looked for."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from automations.matching.evidence import PROPOSED_AFTER_DAYS, Due
from automations.matching.plain import records
from automations.matching.told import ToldPrices
from automations.workbook.job import Context
from automations.workbook.settings import Settings
from automations.workbook.tables import Tables
from sheet_schema.tabs import ORDER_BOOK, ORDER_FACTS, ORDER_PRICES

PART_PAYMENT_DAYS = 90  #: how long the rest after a DP may take
BY_BANK = frozenset({"transfer", "credit", ""})  #: payment kinds that a bank line pays one by one


class Order(NamedTuple):
    """A priced order; a tuple, since there are ten thousand."""

    order_no: str
    row: int
    total_idr: int
    code: int
    ask_idr: int  #: agreed DP with its code, 0 without
    kind: str
    account: str  #: where its transfer goes; the first account when none is named
    phone: str
    name: str
    asked_on: dt.date
    seen_by: str
    seen_at: dt.datetime | None
    sent: bool
    cancelled: bool
    counter_sale: bool

    @property
    def payable(self) -> bool:
        """Whether a transfer may pay it."""
        return self.kind in BY_BANK and not (self.counter_sale and self.kind != "transfer")

    def due(self, outstanding_idr: int, settings: Settings) -> Due:
        """It as the engine sees it, *outstanding_idr* being unpaid."""
        wait = PART_PAYMENT_DAYS if self.ask_idr else PROPOSED_AFTER_DAYS
        since = max(self.asked_on, self.seen_at.date()) if self.seen_at else self.asked_on
        until = since + dt.timedelta(days=wait + settings.payment_due_hours // 24)
        part_paid = outstanding_idr < self.total_idr
        return Due(
            self.order_no, outstanding_idr, self.code, self.ask_idr, self.account, self.phone,
            self.name, self.asked_on, until, not self.cancelled, part_paid,
        )  # fmt: skip


def orders_of(tables: Tables, ctx: Context) -> dict[str, Order]:
    """Order number → every order that was told a price and still stands in the workbook."""
    totals = ToldPrices.of(tables[ORDER_PRICES]).totals
    book = _book(tables)
    first = ctx.settings.accounts[0].name if ctx.settings.accounts else ""
    tab = ORDER_FACTS
    columns = (
        tab.order_no, tab.row, tab.payment_kind, tab.account, tab.phone, tab.recipient_name,
        tab.ordered_on, tab.down_payment_idr, tab.money_seen_by, tab.tracking_no,
        tab.cancel_reason, tab.counter_sale,
    )  # fmt: skip
    found = {}
    for row in records(tables[ORDER_FACTS], *columns):
        order_no, sheet_row, kind, account, phone, name, day, down, seen_by, sent, gone, here = row
        if order_no not in totals:
            continue
        code, complete_at, seen_at = book.get(order_no, (None, None, None))
        code = code or 0 if kind == "transfer" else 0
        asked_on = day or (complete_at or ctx.now).date()
        found[order_no] = Order(
            order_no, sheet_row, totals[order_no], code, down + code if down else 0, kind,
            account or first, phone, name, asked_on, seen_by, seen_at, sent != "", gone != "" and sent == "",
            bool(here),
        )  # fmt: skip
    return found


Stamps = tuple[int | None, dt.datetime | None, dt.datetime | None]


def _book(tables: Tables) -> Mapping[str, Stamps]:
    tab = ORDER_BOOK
    columns = (tab.order_no, tab.unique_code, tab.first_complete_at, tab.money_seen_at)
    rows = records(tables[ORDER_BOOK], *columns)
    return {order_no: (code, complete, seen) for order_no, code, complete, seen in rows}
