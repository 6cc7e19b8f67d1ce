"""number-orders → Buku Nota and Harga Nota: what an order is called, and what it asks for.

Both are journals: only new or changed rows are given.  Whether money has come or a parcel left
is taken as of before the cycle, so that an edit and its payment in one cycle are both right.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from automations.matching.allocations import expired, parse_shares, pay_by
from automations.matching.answers import SAMPLE, quiet_codes
from automations.matching.asking import Asked, Bill, asked_lines, changes, risen
from automations.matching.codes import CARRIED, CodeHolder, codes_for, number_order, rests_until
from automations.matching.plain import records
from automations.matching.told import ToldPrices
from automations.workbook.contents import Contents
from automations.workbook.job import (
    Action,
    Context,
    Job,
    Level,
    Outcome,
    Problem,
    Sentence,
    outcome,
)
from automations.workbook.settings import Settings
from automations.workbook.tables import Tables
from sheet_schema.tabs import (
    BANK_TRANSACTIONS,
    CONFIRMATIONS,
    ORDER_BOOK,
    ORDER_FACTS,
    ORDER_LINES,
    ORDER_PRICES,
    ORDERS,
    TEAM,
)


class Entry(NamedTuple):
    """A row of Buku Nota; a tuple, since there are ten thousand."""

    order_no: str
    unique_code: int | None = None
    state: str = "free"
    first_filled_at: dt.datetime | None = None
    first_complete_at: dt.datetime | None = None
    money_seen_at: dt.datetime | None = None
    claimed_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    adopted: bool | None = False


@dataclass(frozen=True)
class Facts:
    """What number_orders needs of one order."""

    order_no: str
    row: int
    ordered_on: dt.date | None
    channel: str
    payment_kind: str
    account: str
    extras_idr: int
    complete: bool
    money_seen: bool
    claimed: bool
    sent: bool
    cancelled: bool


@dataclass(frozen=True)
class Before:
    """The journals as they stood before this cycle."""

    book: Mapping[str, Entry]
    prices: ToldPrices
    paid_on: Mapping[str, dt.date]  #: order → day of the bank line that pays it
    until: Mapping[str, dt.date]  #: account → newest day of its statement

    def held(self, order_no: str) -> bool:
        """Whether money came, or a parcel left, before this cycle."""
        entry = self.book.get(order_no)
        seen = entry is not None and (entry.money_seen_at or entry.sent_at) is not None
        return seen or order_no in self.paid_on


def run(tables: Tables, ctx: Context) -> Outcome:
    """New and changed rows of the two journals; R05 and T05."""
    before = _before(tables)
    facts = {found.order_no: found for found in _facts(tables)}
    book = _book(tables, facts, before, ctx)
    lines = asked_lines(tables)
    asked = list(changes(_bills(facts, book, before, ctx.settings), lines, before.prices))
    new = [found for found in asked if found.told_idr is None or not found.bill.held]
    contents = (
        Contents.rows(
            ORDER_BOOK, [e._asdict() for no, e in book.items() if before.book.get(no) != e]
        ),
        Contents.rows(ORDER_PRICES, [row for found in new for row in _price_rows(found, ctx.now)]),
    )
    totals = dict(before.prices.totals) | {found.bill.order_no: found.total_idr for found in new}
    open_orders = {no for no in totals if no in facts and _open(facts[no], book[no], before, ctx)}
    quiet = quiet_codes(tables, ctx)
    late = [found for found in asked if found.told_idr is not None and found.bill.held]
    problems = [
        *_edited_late(late, quiet),
        *_risen(risen(open_orders, lines, before.prices)),
        *_equal_totals(open_orders, totals, facts, _next_free(book)),
    ]
    return outcome(*contents, problems=problems, actions=_questions(problems))


def _before(tables: Tables) -> Before:
    tab = ORDER_BOOK
    columns = (
        tab.order_no, tab.unique_code, tab.state, tab.first_filled_at, tab.first_complete_at,
        tab.money_seen_at, tab.claimed_at, tab.sent_at, tab.adopted,
    )  # fmt: skip
    book = {row[0]: Entry(*row) for row in records(tables[ORDER_BOOK], *columns)}
    paid_on: dict[str, dt.date] = {}
    until: dict[str, dt.date] = {}
    line = BANK_TRANSACTIONS
    bank = records(tables[line], line.account, line.booked_on, line.first_seen_at, line.matched_to)
    for account, booked_on, seen_at, matched_to in bank:
        day = booked_on or (seen_at.date() if seen_at is not None else None)
        if day is None:
            continue
        if day > until.get(account, dt.date.min):
            until[account] = day
        if matched_to:
            for order_no, _ in parse_shares(matched_to) or ():
                paid_on[order_no] = max(day, paid_on.get(order_no, day))
    return Before(book, ToldPrices.of(tables[ORDER_PRICES]), paid_on, until)


def _facts(tables: Tables) -> Iterator[Facts]:
    tab = ORDER_FACTS
    columns = (
        tab.order_no, tab.row, tab.ordered_on, tab.channel, tab.payment_kind, tab.account,
        tab.discount_idr, tab.shipping_fee_idr, tab.other_fee_idr, tab.subtotal_idr, tab.excluded,
        tab.incomplete, tab.money_seen_by, tab.claims_paid, tab.tracking_no, tab.cancel_reason,
    )  # fmt: skip
    for row in records(tables[ORDER_FACTS], *columns):
        order_no, sheet_row, day, channel, kind, account, less, fee, other, goods = row[:10]
        excluded, incomplete, seen_by, claims, tracking_no, cancel_reason = row[10:]
        extras = (fee or 0) + (other or 0) - (less or 0)
        complete = goods is not None and not excluded and not incomplete
        yield Facts(
            order_no, sheet_row, day, channel, kind, account, extras, complete,
            seen_by != "", bool(claims), tracking_no != "", cancel_reason != "",
        )  # fmt: skip


def _book(
    tables: Tables, facts: Mapping[str, Facts], before: Before, ctx: Context
) -> dict[str, Entry]:
    standing = dict.fromkeys(records(tables[ORDERS], ORDERS.order_no))
    numbers = [no for (no,) in standing if no and no != SAMPLE]
    book = dict(before.book)
    for order_no in numbers:
        known = before.book.get(order_no) or Entry(order_no, adopted=not before.book)
        found = facts.get(order_no)
        book[order_no] = _emptied(known) if found is None else _stamped(known, found, before, ctx)
    if ctx.settings.numbers_from_book and ctx.settings.unique_codes:
        wanting = list(_wanting(book, numbers, facts, before, ctx.settings))
        holders = (_holder(e, facts, before, ctx) for e in book.values() if e.unique_code)
        codes = codes_for(wanting, holders, ctx.now) if wanting else {}  # seldom: spare the walk
        for order_no, code in codes.items():
            book[order_no] = book[order_no]._replace(unique_code=code)
    return book


def _emptied(known: Entry) -> Entry:
    """A number whose row is empty: free, unless a price was told under it."""
    if known.state == "free" or known.first_complete_at or known.money_seen_at or known.sent_at:
        return known
    return known._replace(state="free", first_filled_at=None, claimed_at=None)


def _stamped(known: Entry, found: Facts, before: Before, ctx: Context) -> Entry:
    now = ctx.now
    late = _expired(known, found, before, ctx)
    state = "cancelled" if found.cancelled else "expired" if late else "used"
    return Entry(
        known.order_no,
        known.unique_code,
        state,
        known.first_filled_at or now,
        known.first_complete_at or (now if found.complete else None),
        known.money_seen_at or (now if found.money_seen else None),
        known.claimed_at or (now if found.claimed else None),
        known.sent_at or (now if found.sent else None),
        known.adopted,
    )


def _expired(known: Entry, found: Facts, before: Before, ctx: Context) -> bool:
    if found.payment_kind != "transfer" or found.claimed or found.money_seen or found.sent:
        return False
    if before.held(known.order_no):
        return False
    until = before.until.get(found.account) if found.account else _newest(before.until)
    return expired(known.first_complete_at, ctx.settings.payment_due_hours, ctx.now, until)


def _newest(until: Mapping[str, dt.date]) -> dt.date | None:
    return max(until.values(), default=None)


def _wanting(
    book: Mapping[str, Entry],
    numbers: Iterable[str],
    facts: Mapping[str, Facts],
    before: Before,
    settings: Settings,
) -> Iterator[str]:
    """Orders whose total was not told yet, then the next free numbers, as people count."""
    free = []
    for order_no in numbers:
        entry, found = book[order_no], facts.get(order_no)
        if found is None:
            if entry.state == "free":
                free.append(order_no)
        elif (
            entry.unique_code is None
            and found.payment_kind == "transfer"
            and order_no not in before.prices.totals
            and not (found.money_seen or found.claimed or found.sent or found.cancelled)
            and (not entry.adopted or _printed(order_no, found, settings))
        ):
            yield order_no
    for order_no in sorted(free, key=number_order)[:CARRIED]:
        if book[order_no].unique_code is None:
            yield order_no


def _printed(order_no: str, found: Facts, settings: Settings) -> bool:
    """Whether a number in use before the book began is one of ours, typed since then."""
    own, first = number_order(order_no), number_order(settings.first_number)
    since = settings.in_use_since
    ours = own[0] == first[0] and own[2] == "" and own[1] >= first[1]
    return ours and since is not None and (found.ordered_on is None or found.ordered_on >= since)


def _holder(entry: Entry, facts: Mapping[str, Facts], before: Before, ctx: Context) -> CodeHolder:
    assert entry.unique_code is not None
    found = facts.get(entry.order_no)
    if found is None and entry.state == "free":
        return CodeHolder(entry.order_no, entry.unique_code, ctx.now, None)
    paid_on = before.paid_on.get(entry.order_no)
    paid = entry.money_seen_at or entry.sent_at
    if paid is None and paid_on is not None:
        paid = dt.datetime.combine(paid_on, dt.time())
    over = None
    if found is None or found.cancelled or entry.state == "expired":
        since = entry.first_complete_at or entry.first_filled_at or ctx.now
        over = pay_by(since, ctx.settings.payment_due_hours)
    return CodeHolder(
        entry.order_no, entry.unique_code, entry.first_filled_at, rests_until(paid, over)
    )


def _bills(
    facts: Mapping[str, Facts], book: Mapping[str, Entry], before: Before, settings: Settings
) -> Iterator[Bill]:
    for order_no, found in facts.items():
        if not found.complete or (found.cancelled and order_no in before.prices.totals):
            continue
        code = book[order_no].unique_code or 0
        if found.payment_kind != "transfer" or (
            order_no not in before.prices.totals and not settings.unique_codes
        ):
            code = 0
        source = "reseller" if found.channel.casefold() == "reseller" else "product"
        yield Bill(order_no, found.row, found.extras_idr, code, source, before.held(order_no))


def _price_rows(asked: Asked, now: dt.datetime) -> Iterator[dict[str, object]]:
    for line in asked.lines:
        yield {
            "order_no": asked.bill.order_no,
            "line": line.line,
            "unit_price_idr": line.unit_price_idr,
            "qty": line.qty,
            "order_total_idr": asked.total_idr,
            "price_source": line.source,
            "since": now,
            "version": asked.version,
        }


def _open(found: Facts, entry: Entry, before: Before, ctx: Context) -> bool:
    """Whether an order still waits for a transfer."""
    waits = found.complete and found.payment_kind == "transfer" and entry.state == "used"
    done = found.money_seen or found.sent or before.held(found.order_no)
    return waits and not done and not _expired(entry, found, before, ctx)


def _next_free(book: Mapping[str, Entry]) -> str:
    free = (entry.order_no for entry in book.values() if entry.state == "free")
    return min(free, key=number_order, default="")


def _edited_late(late: Iterable[Asked], quiet: frozenset[str]) -> Iterator[Problem]:
    for asked in late:
        order_no, old, new = asked.bill.order_no, asked.told_idr, asked.total_idr
        if old == new or f"R05-{order_no}" in quiet:
            continue
        assert old is not None
        params = (("item", ""), ("n", 1), ("new", new), ("old", old), ("order_no", order_no))
        yield Problem(
            ORDERS.tab_key, order_no, asked.bill.row, "total_idr", "R05", Level.LOOK, params,
            amount_idr=abs(new - old),
        )  # fmt: skip


def _risen(found: Mapping[tuple[str, int, int], int]) -> Iterator[Problem]:
    for (item, old, new), n in sorted(found.items()):
        params = (("item", item), ("n", n), ("new", new), ("old", old), ("order_no", ""))
        yield Problem("products", item, None, "price_idr", "R05", Level.INFO, params)


def _equal_totals(
    open_orders: Iterable[str],
    totals: Mapping[str, int],
    facts: Mapping[str, Facts],
    next_free: str,
) -> Iterator[Problem]:
    """T05 on every open order but the first of those that ask for the same."""
    first: dict[tuple[int, str], str] = {}
    for order_no in sorted(open_orders, key=number_order):
        total = totals[order_no]
        other = first.setdefault((total, facts[order_no].account), order_no)
        if other != order_no:
            params = (("number", next_free), ("order_no", other), ("total", total))
            yield Problem(
                ORDERS.tab_key, order_no, facts[order_no].row, "total_idr", "T05", Level.LOOK,
                params, suggestion=next_free, amount_idr=total,
            )  # fmt: skip


def _questions(problems: Iterable[Problem]) -> Iterator[Action]:
    """R05 is a question with answers; T05 is only told."""
    for problem in problems:
        if problem.code == "R05" and problem.level is Level.LOOK:
            yield Action(
                f"R05-{problem.key}", Level.LOOK, problem.sentence, Sentence("suggestion.R05"),
                problem.amount_idr, "finance", tab=problem.tab, key=problem.key,
            )  # fmt: skip


JOB = Job(
    "number-orders",
    reads=(ORDERS, ORDER_FACTS, ORDER_LINES, ORDER_BOOK, ORDER_PRICES, BANK_TRANSACTIONS),
    writes=(ORDER_BOOK, ORDER_PRICES),
    run=run,
    glances=(CONFIRMATIONS, TEAM),
)
