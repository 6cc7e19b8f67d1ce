"""Decides which line pays which order: precise first, everything doubtful is proposed.

Example: a line of Rp150.123 and one open order that asks for Rp150.123 with its kode unik, paid
the same day under the buyer's name: 70 + 25 + 10 = 105 points, shown as 100, booked.  Were there
a second order asking for Rp150.123, neither is booked and both are named.

Days are worked off in order, so that an order paid on Monday is no rival on Friday; within a
day nothing depends on the order of rows.  An amount that is only near is never booked.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from automations.matching.evidence import FEES_IDR, ROUNDED_BELOW_IDR, Due, Line, Pair, pair_of
from automations.matching.lines import PAYOUT
from automations.workbook.settings import Settings

BEFORE_ORDER_DAYS = 7  #: money may come before the order is typed
TWICE_WITHIN_DAYS = 3  #: a second equal line so near may be the same payment again
PROPOSALS = 3
_NUMBER = re.compile(r"[A-Z]{1,4}\d{3,8}")


@dataclass(frozen=True)
class Proposal:
    """Why a line was booked or only proposed: its pairs, best first."""

    pairs: tuple[Pair, ...]
    hint: str  #: code of what keeps it from being automatic, "" when it is


@dataclass
class Decision:
    """What the engine found: line id → its automatic pair, and → its proposals."""

    automatic: dict[str, Pair] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    rivals: dict[str, tuple[Pair, ...]] = field(default_factory=dict)  #: of automatic ones


class _Market:
    """Open orders by everything a line could fit; changes as orders are paid."""

    def __init__(self, dues: Iterable[Due], forbidden: frozenset[tuple[str, str]]) -> None:
        self.dues: dict[str, Due] = {}
        self.forbidden = forbidden
        self.asking: dict[int, set[str]] = {}  # amounts asked for to the rupiah
        self.near: dict[int, set[str]] = {}  # amounts with the code forgotten or a fee taken off
        self.thousands: dict[int, set[str]] = {}
        for due in dues:
            self._add(due)

    def _places(self, due: Due) -> Iterator[tuple[dict[int, set[str]], int]]:
        yield self.asking, due.due_idr
        if due.down_payment_idr and not due.part_paid:
            yield self.asking, due.down_payment_idr
        if due.code and not due.part_paid:
            yield self.near, due.due_idr - due.code
            yield self.thousands, due.due_idr // ROUNDED_BELOW_IDR
        for fee in FEES_IDR:
            yield self.near, due.due_idr - fee

    def _add(self, due: Due) -> None:
        self.dues[due.order_no] = due
        for index, amount in self._places(due):
            index.setdefault(amount, set()).add(due.order_no)

    def pay(self, order_no: str, idr: int) -> None:
        """Take *idr* off what an order asks for."""
        due = self.dues.pop(order_no)
        for index, amount in self._places(due):
            index[amount].discard(order_no)
        if due.due_idr > idr:
            self._add(due._replace(due_idr=due.due_idr - idr, part_paid=True))

    def exact(self, line: Line) -> list[Due]:
        """Orders that ask for just this amount, in the time of *line*."""
        return [self.dues[no] for no in self.asking.get(line.idr, ()) if self._in_time(line, no)]

    def pairs(self, line: Line) -> list[Pair]:
        """Every order that *line* may concern, best first."""
        thousand = line.idr // ROUNDED_BELOW_IDR
        found = set(self.asking.get(line.idr, ())) | self.near.get(line.idr, set())
        for step in (-1, 0, 1):
            found |= self.thousands.get(thousand + step, set())
        found |= {no for no in _NUMBER.findall(line.text.upper()) if no in self.dues}
        fitting = [no for no in found if self._in_time(line, no)]
        alone = sum(due.live for due in self.exact(line)) <= 1
        made = (pair_of(line, self.dues[no], alone=alone) for no in fitting)
        return sorted((p for p in made if p is not None), key=lambda p: (-p.points, p.order_no))

    def _in_time(self, line: Line, order_no: str) -> bool:
        if (line.line_id, order_no) in self.forbidden:
            return False
        due = self.dues[order_no]
        return (due.asked_on - line.day).days <= BEFORE_ORDER_DAYS and line.day <= due.until


class _Judge:
    """Applies thresholds to the pairs of the lines that are still open."""

    def __init__(self, lines: Sequence[Line], market: _Market, settings: Settings) -> None:
        self.market, self.settings = market, settings
        self.open = {line.line_id: line for line in lines}
        self.by_amount: dict[int, list[Line]] = {}
        for line in lines:
            self.by_amount.setdefault(line.idr, []).append(line)

    def hint(self, line: Line, pairs: Sequence[Pair]) -> str:
        """What keeps the best pair from being booked; "" when nothing does."""
        best = pairs[0]
        if not best.exact:
            return "near"
        if line.kind == PAYOUT:
            return "wallet"
        if not self.market.dues[best.order_no].live:
            return "cancelled"
        asking = [due for due in self.market.exact(line) if due.live]
        if sum(due.asked_on <= line.day for due in asking) > 1 or (
            len(asking) > 1 and all(due.asked_on > line.day for due in asking)
        ):
            return "equal"
        settings = self.settings
        needed = settings.automatic_from if best.certain else settings.automatic_from_without_code
        if best.score < needed:
            return "weak" if best.certain else "uncoded"
        distance = max(1, settings.rival_distance)
        if len(pairs) > 1 and best.points - pairs[1].points < distance:
            return "rival"
        twin = self._twin_points(line, best)
        return "twice" if twin is not None and best.points - twin < distance else ""

    def _twin_points(self, line: Line, best: Pair) -> int | None:
        """Points of the strongest other line for the same order; None without one."""
        found = None
        for other in self.by_amount[line.idr]:
            near = abs((other.day - line.day).days) <= TWICE_WITHIN_DAYS
            if other.line_id == line.line_id or other.line_id not in self.open or not near:
                continue
            theirs = self.market.pairs(other)
            if theirs and theirs[0].order_no == best.order_no:
                found = max(found or 0, theirs[0].points)
        return found


def decide(
    lines: Sequence[Line],
    dues: Iterable[Due],
    settings: Settings,
    forbidden: frozenset[tuple[str, str]] = frozenset(),
) -> Decision:
    """Automatic pairs and proposals for open *lines* and *dues*; *forbidden* pairs are skipped."""
    decision = Decision()
    market = _Market(dues, forbidden)
    judge = _Judge(lines, market, settings)
    days: dict[dt.date, list[Line]] = {}
    for line in lines:
        days.setdefault(line.day, []).append(line)
    for day in sorted(days):
        while _booked(days[day], market, judge, decision):
            pass
    for line in sorted(judge.open.values()):
        pairs = [p for p in market.pairs(line) if p.score >= settings.suggest_from]
        if pairs:
            decision.proposals[line.line_id] = Proposal(
                tuple(pairs[:PROPOSALS]), judge.hint(line, pairs)
            )
    return decision


def _booked(lines: Sequence[Line], market: _Market, judge: _Judge, decision: Decision) -> bool:
    """Book what is certain among one day's lines; whether anything was."""
    found: dict[str, list[Pair]] = {}
    for line in lines:
        if line.line_id in judge.open and market.exact(line):
            pairs = market.pairs(line)
            if pairs and not judge.hint(line, pairs):
                found[line.line_id] = pairs
    claims = Counter(pairs[0].order_no for pairs in found.values())
    clear = sorted((no, pairs) for no, pairs in found.items() if claims[pairs[0].order_no] == 1)
    for line_id, pairs in clear:
        decision.automatic[line_id] = pairs[0]
        decision.rivals[line_id] = tuple(pairs[1:PROPOSALS])
        del judge.open[line_id]
        market.pay(pairs[0].order_no, pairs[0].idr)
    return bool(clear)
