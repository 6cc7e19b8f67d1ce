"""One order with everything its status depends on: facts, money, moments."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from automations.matching.plain import records
from automations.matching.told import ToldPrices
from automations.workbook.tables import Tables
from sheet_schema.tabs import (
    BANK_TRANSACTIONS,
    ORDER_BOOK,
    ORDER_FACTS,
    ORDER_MONEY,
    ORDER_PRICES,
    PAYMENT_MATCHES,
)


class Money(NamedTuple):
    """What the bank says of an order; ``order_money`` without its key."""

    total_idr: int | None = None
    proven_idr: int = 0
    proven_on: dt.date | None = None
    line_account: str = ""
    score: int | None = None
    answered_by: str = ""
    suggested_line: str = ""
    suggested_idr: int | None = None
    suggested_score: int | None = None
    until: dt.date | None = None
    absent: bool = False


class Case(NamedTuple):
    """A tuple, since there are ten thousand."""

    order_no: str
    row: int
    ordered_on: dt.date | None
    channel: str
    courier: str
    kind: str
    discount_idr: int
    down_payment_idr: int | None
    seen_by: str
    claims: bool
    tracking_no: str
    cancel_reason: str
    hold_until: dt.date | None
    counter_sale: bool
    excluded: bool
    incomplete: bool
    missing: str
    money: Money
    complete_at: dt.datetime | None
    seen_at: dt.datetime | None
    claimed_at: dt.datetime | None
    sent_at: dt.datetime | None
    goods_idr: int | None
    surplus_idr: int

    @property
    def sent(self) -> bool:
        """Whether the parcel was handed over."""
        return self.tracking_no != ""

    @property
    def over_the_counter(self) -> bool:
        """Paid and handed over when typed."""
        return self.counter_sale and self.kind in ("cash", "qris")


_NO_MOMENTS = (None, None, None, None)
_NO_MONEY = Money()


def cases(tables: Tables) -> Iterator[Case]:
    """Every order, in the order of the facts."""
    tab = ORDER_FACTS
    columns = (
        tab.order_no, tab.row, tab.ordered_on, tab.channel, tab.courier, tab.payment_kind,
        tab.discount_idr, tab.down_payment_idr, tab.money_seen_by, tab.claims_paid,
        tab.tracking_no, tab.cancel_reason, tab.hold_until, tab.counter_sale, tab.excluded,
        tab.incomplete, tab.missing,
    )  # fmt: skip
    money, moments = _money(tables), _moments(tables)
    prices, over = ToldPrices.of(tables[ORDER_PRICES]), _surpluses(tables)
    for row in records(tables[tab], *columns):
        order_no = row[0]
        yield Case._make(
            (
                *row, money.get(order_no, _NO_MONEY), *moments.get(order_no, _NO_MOMENTS),
                prices.goods_idr(order_no), over.get(order_no, 0),
            )
        )  # fmt: skip


def _money(tables: Tables) -> Mapping[str, Money]:
    tab = ORDER_MONEY
    columns = (
        tab.total_idr, tab.proven_idr, tab.proven_on, tab.line_account, tab.score,
        tab.answered_by, tab.suggested_line, tab.suggested_idr, tab.suggested_score,
        tab.statement_until, tab.covered,
    )  # fmt: skip
    rows = records(tables[tab], tab.order_no, *columns)
    return {order_no: Money(*more) for order_no, *more in rows}


Moments = tuple["dt.datetime | None", ...]


def _moments(tables: Tables) -> Mapping[str, Moments]:
    tab = ORDER_BOOK
    columns = (tab.first_complete_at, tab.money_seen_at, tab.claimed_at, tab.sent_at)
    rows = records(tables[tab], tab.order_no, *columns)
    return {order_no: tuple(more) for order_no, *more in rows}


def _surpluses(tables: Tables) -> Mapping[str, int]:
    """Order → what its line brought beyond the bills it pays."""
    if PAYMENT_MATCHES not in tables or BANK_TRANSACTIONS not in tables:
        return {}
    tab, bank = PAYMENT_MATCHES, BANK_TRANSACTIONS
    lines = records(tables[bank], bank.line_id, bank.state, bank.in_sen)
    left = {no: (sen or 0) // 100 for no, state, sen in lines if state == "partial"}
    last: dict[str, str] = {}
    rows = records(tables[tab], tab.line_id, tab.order_no, tab.amount_idr, tab.tier)
    for line_id, order_no, idr, tier in rows:
        if line_id in left and tier != "suggested":
            left[line_id] -= idr
            last[line_id] = order_no
    return {order_no: left[line_id] for line_id, order_no in last.items() if left[line_id] > 0}
