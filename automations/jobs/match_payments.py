"""match-payments → Mutasi Bank, Pembayaran, ``order_money``: which bank line pays which order.

Precise first: what is only likely is proposed.  Mutasi Bank is a journal: only lines whose
state, order, category or rule changed are given.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from automations.matching.answers import Staff, counting, owner_needed, quiet_codes, read_answers
from automations.matching.bank_findings import (
    Findings,
    absent,
    answer_problems,
    doubts,
    line_problems,
    order_problems,
    questions,
)
from automations.matching.bank_lines import BankRow, Held, bank_rows, statement_until
from automations.matching.coverage import coverage
from automations.matching.evidence import Pair
from automations.matching.ledger_rows import by_line, held_now, match_rows
from automations.matching.orders import Order, orders_of
from automations.matching.plain import records, values
from automations.matching.settlement import Booking, Desk, Settlement
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Outcome, Sentence, outcome
from automations.workbook.tables import Tables, typed
from sheet_schema.tabs import (
    BANK_LEDGER,
    BANK_TRANSACTIONS,
    CONFIRMATIONS,
    ORDER_BOOK,
    ORDER_FACTS,
    ORDER_LINES,
    ORDER_MONEY,
    ORDER_PRICES,
    PAYMENT_MATCHES,
    TEAM,
)


def run(tables: Tables, ctx: Context) -> Outcome:
    """The ledger's new states, every match and proposal, and what each order is paid."""
    rows = bank_rows(tables, ctx)
    orders = orders_of(tables, ctx)
    answers = read_answers(tables[CONFIRMATIONS]) if CONFIRMATIONS in tables else ()
    staff = Staff.of(tables)
    counted = {c: a for c, a in counting(answers).items() if not owner_needed(a, staff)}
    settlement = Desk(rows, orders, counted, ctx.settings, ctx.labels).settle()
    booked = by_line(settlement)
    held = {
        row.line_id: held_now(row, settlement, booked.get(row.line_id, []), ctx) for row in rows
    }
    found = Findings(
        {row.line_id: row for row in rows},
        {line_id: now.state for line_id, now in held.items()},
        orders,
        settlement,
        booked,
        coverage(rows),
        frozenset(c for c, a in counted.items() if c.startswith("B08-") and a.kind != "snooze"),
        quiet_codes(tables, ctx),
        ctx,
    )
    suggested = _suggested(settlement)
    gone = absent(found, frozenset(suggested))
    short = {no: idr for no, idr in settlement.outstanding.items() if idr > _slack(ctx)}
    problems = [*line_problems(found), *order_problems(found, gone, short), *doubts(found)]
    asked = [p for p in problems if f"{p.code}-{p.key}" not in found.quiet]
    told = [*asked, *answer_problems(answers, settlement.refused)]
    money = _Money(
        orders, settlement, suggested, gone, statement_until(rows), found.rows, staff, ctx
    )
    return outcome(
        _journal(tables, rows, held, ctx),
        Contents.rows(PAYMENT_MATCHES, list(match_rows(settlement, found.rows, ctx))),
        Contents.of(ORDER_MONEY, money.frame()),
        problems=told,
        actions=questions(asked),
    )


def _slack(ctx: Context) -> int:
    return ctx.settings.short_tolerance_idr


def _suggested(settlement: Settlement) -> dict[str, Pair]:
    """Order → its strongest open proposal."""
    best: dict[str, Pair] = {}
    for proposal in settlement.decision.proposals.values():
        for pair in proposal.pairs:
            held = best.get(pair.order_no)
            if held is None or (-pair.points, pair.line_id) < (-held.points, held.line_id):
                best[pair.order_no] = pair
    return best


def _journal(
    tables: Tables, rows: Sequence[BankRow], held: Mapping[str, Held], ctx: Context
) -> Contents:
    """The lines that are new, or of which anything differs from what the journal holds."""
    ledger, before = tables[BANK_LEDGER], tables[BANK_TRANSACTIONS]
    shared = [c for c in BANK_TRANSACTIONS.columns() if c.key not in _MATCHED]
    sources = [getattr(BANK_LEDGER, column.key) for column in shared]
    plain = [column for column in shared if column.key != "balance_check"]
    known = {row[0]: row for row in records(before, *plain)}
    checks = dict(
        zip(
            values(before, BANK_TRANSACTIONS.line_id),
            values(before, BANK_TRANSACTIONS.balance_check),
            strict=True,
        )
    )
    at = [column.key for column in shared].index("balance_check")
    changed: list[dict[str, Any]] = []
    for row, cells in zip(rows, records(ledger, *sources), strict=True):
        now = held[row.line_id]
        rest = cells[:at] + cells[at + 1 :]
        if (
            now != row.held
            or rest != known.get(row.line_id)
            or _said(cells[at], ctx) != checks.get(row.line_id)
        ):
            changed.append(dict(zip((c.key for c in shared), cells, strict=True)) | now._asdict())
    return Contents.rows(BANK_TRANSACTIONS, changed)


def _said(check: object, ctx: Context) -> object:
    """A check as the journal holds it: its text."""
    return ctx.words(check) if isinstance(check, Sentence) else check


_MATCHED = frozenset(Held._fields)


@dataclass(frozen=True)
class _Money:
    """Builds ``order_money``: one row per priced order."""

    orders: Mapping[str, Order]
    settlement: Settlement
    suggested: Mapping[str, Pair]
    gone: frozenset[str]
    until: Mapping[str, dt.date]
    rows: Mapping[str, BankRow]
    staff: Staff
    ctx: Context

    def frame(self) -> pd.DataFrame:
        """The table's frame."""
        keys = [column.key for column in ORDER_MONEY.columns()]
        columns: list[tuple[Any, ...]] = list(zip(*self._rows(), strict=True))
        kinds = [column.cell.kind for column in ORDER_MONEY.columns()]
        cells = columns or [()] * len(keys)
        return pd.DataFrame(
            {key: typed(kind, part) for key, kind, part in zip(keys, kinds, cells, strict=True)}
        )

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        paying: dict[str, list[Booking]] = {}
        for booking in self.settlement.bookings:
            paying.setdefault(booking.order_no, []).append(booking)
        newest = max(self.until.values(), default=None)
        for order_no, order in self.orders.items():
            proven = order.total_idr - self.settlement.outstanding[order_no]
            until = self.until.get(order.account) if order.account else newest
            guess = self.suggested.get(order_no)
            yield (
                order_no, order.total_idr, proven, *self._completing(paying.get(order_no)),
                *((guess.line_id, self.rows[guess.line_id].whole_idr, guess.score) if guess else ("", None, None)),
                until, order_no in self.gone,
            )  # fmt: skip

    def _completing(self, bookings: list[Booking] | None) -> tuple[Any, ...]:
        """Day, line, account, score and answerer of the last line that pays an order."""
        if not bookings:
            return (None, "", "", None, "")
        last = max(bookings, key=lambda b: (self.rows[b.line_id].day, b.line_id))
        row = self.rows[last.line_id]
        score = last.score if last.score is not None else last.pair.score if last.pair else None
        return (row.day, row.line_id, row.account, score, self._answered_by(last))

    def _answered_by(self, booking: Booking) -> str:
        if booking.tier != "confirmed":
            return ""
        by = self.staff.only_name(booking.answer.by) if booking.answer else ""
        return by or self.ctx.words(Sentence("answer.someone"))


JOB = Job(
    "match-payments",
    reads=(BANK_LEDGER, BANK_TRANSACTIONS, ORDER_FACTS, ORDER_LINES, ORDER_PRICES, ORDER_BOOK),
    writes=(BANK_TRANSACTIONS, PAYMENT_MATCHES, ORDER_MONEY),
    run=run,
    glances=(CONFIRMATIONS, TEAM),
)
