"""The status of an order by the table of workbook.md 5, its gates and what it counts for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from automations.matching.allocations import expired
from automations.matching.cases import Case
from automations.workbook.settings import Settings

PAID = frozenset({"paid", "seen_paid"})


class Verdict(NamedTuple):
    """What an order is; *money* is its payment status before shipping is looked at."""

    status: str
    money: str  #: draft, cancelled, awaiting_payment, part_paid, seen_paid, paid, cod, expired
    money_gate: bool
    may_ship: bool
    waits_for: str  #: item that holds the shipment, "" without
    counts: bool
    revenue_on: dt.date | None
    outstanding_idr: int | None


@dataclass(frozen=True)
class Judgement:
    """The rules in force; *short_of* says which open order waits for which item."""

    now: dt.datetime
    settings: Settings
    disowned: frozenset[str]  #: orders whose Uang Masuk the owner struck out
    short_of: Mapping[str, str]

    def verdict(self, case: Case) -> Verdict:
        """The status of *case*."""
        money = self.money(case)
        gate = self.money_gate(case, money)
        waits_for = self.short_of.get(case.order_no, "") if gate else ""
        held = case.hold_until is not None and case.hold_until > self.now.date()
        out = case.sent or case.over_the_counter
        may_ship = gate and not out and not waits_for and not held
        status = self._status(case, money, gate=gate, may_ship=may_ship, waits=bool(waits_for))
        counts = _counts(case, money, status)
        return Verdict(
            status, money, gate, may_ship, waits_for, counts,
            _revenue_day(case, money) if counts else None, _outstanding(case, money),
        )  # fmt: skip

    def money(self, case: Case) -> str:
        """The payment status alone."""
        total = case.money.total_idr
        if case.cancel_reason and not case.sent:
            return "cancelled"
        if total is None or ((case.excluded or case.incomplete) and not case.sent):
            return "draft"
        if case.over_the_counter:
            return "paid"
        if case.kind == "cod":
            return "cod"
        proven = case.money.proven_idr
        if proven and proven >= total - self.settings.short_tolerance_idr:
            return "paid"
        seen = case.seen_by and case.order_no not in self.disowned
        if seen and not case.down_payment_idr:
            return "seen_paid"
        if proven or seen:
            return "part_paid"
        return "expired" if self._too_late(case) else "awaiting_payment"

    def _too_late(self, case: Case) -> bool:
        waits = case.claims or case.money.suggested_line or case.sent or case.kind != "transfer"
        hours = self.settings.payment_due_hours
        return not waits and expired(case.complete_at, hours, self.now, case.money.until)

    def money_gate(self, case: Case, money: str) -> bool:
        """Whether the money allows shipping."""
        if money in ("paid", "cod"):
            return True
        by_bank = case.kind in ("transfer", "qris")
        wanted = self.settings.statement_required and by_bank
        return money == "seen_paid" and not wanted and not case.money.absent

    def _status(self, case: Case, money: str, *, gate: bool, may_ship: bool, waits: bool) -> str:
        if money in ("draft", "cancelled"):
            return money
        if case.over_the_counter:
            closed = case.ordered_on is not None and case.ordered_on < self.now.date()
            return "completed" if closed else "paid"
        if case.sent:
            if _came_back(case, self.settings):
                return "sent_back"
            final = money in PAID or (money == "cod" and case.seen_by != "")
            since = case.sent_at or self.now
            done = since + dt.timedelta(days=self.settings.done_after_days) <= self.now
            return "completed" if final and gate and done else "shipped"
        if may_ship:
            return "ready"
        return "waiting_stock" if waits else money


def _came_back(case: Case, settings: Settings) -> bool:
    """Whether a sent parcel is marked as returned: the last of the cancel reasons."""
    back = settings.cancel_reasons[-1].casefold() if settings.cancel_reasons else ""
    return case.sent and case.cancel_reason.casefold() == back != ""


def cancelled_late(case: Case, settings: Settings) -> bool:
    """P05: Batal after sending, other than a parcel that came back."""
    return case.sent and case.cancel_reason != "" and not _came_back(case, settings)


def _counts(case: Case, money: str, status: str) -> bool:
    if status in ("draft", "cancelled", "sent_back") or case.excluded:
        return False
    return money in PAID or (money == "cod" and case.sent)


def _revenue_day(case: Case, money: str) -> dt.date | None:
    if case.over_the_counter:
        return case.ordered_on
    if money == "cod":
        return case.sent_at.date() if case.sent_at is not None else None
    if case.seen_by and case.seen_at is not None:
        return case.seen_at.date()
    return case.money.proven_on or case.ordered_on


def _outstanding(case: Case, money: str) -> int | None:
    if case.money.total_idr is None or money in ("draft", "cancelled"):
        return None
    settled = money in PAID or (money == "cod" and case.seen_by)
    return 0 if settled else case.money.total_idr - case.money.proven_idr
