"""Whether the bank can already say that money did not come (B08): never on a guess.

A statement covers a day when its lines join up, by balance, from that day to the next working
day; without balances nobody can know.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from automations.matching.bank_lines import BankRow

_FRIDAY = 4


@dataclass(frozen=True)
class Coverage:
    """One account: its first and newest day, days behind which money is missing."""

    first: dt.date
    newest: dt.date
    gaps: frozenset[dt.date] = field(default_factory=frozenset)
    balanced: bool = False
    days: frozenset[dt.date] = field(default_factory=frozenset)  #: with any line

    def covers(self, day: dt.date) -> bool:
        """Whether the lines are unbroken from *day* to the next working day at least."""
        end = next_working_day(day)
        shown_by = min((d for d in self.days if d >= end), default=end)
        broken = any(day <= gap <= shown_by for gap in self.gaps)
        return self.balanced and self.first <= day and self.newest >= end and not broken


def next_working_day(day: dt.date) -> dt.date:
    """The next day on which banks book: Monday to Friday."""
    following = day + dt.timedelta(days=1)
    while following.weekday() > _FRIDAY:
        following += dt.timedelta(days=1)
    return following


def coverage(rows: Iterable[BankRow]) -> Mapping[str, Coverage]:
    """Account → what its statement covers; PEND lines have no day yet and cover nothing."""
    first: dict[str, dt.date] = {}
    newest: dict[str, dt.date] = {}
    gaps: dict[str, set[dt.date]] = {}
    balanced: set[str] = set()
    days: dict[str, set[dt.date]] = {}
    for row in rows:
        if row.pending:
            continue
        first[row.account] = min(row.day, first.get(row.account, row.day))
        newest[row.account] = max(row.day, newest.get(row.account, row.day))
        days.setdefault(row.account, set()).add(row.day)
        if row.balanced:
            balanced.add(row.account)
        if row.gap:
            gaps.setdefault(row.account, set()).add(row.day)
    return {
        account: Coverage(
            first[account],
            newest[account],
            frozenset(gaps.get(account, ())),
            account in balanced,
            frozenset(days[account]),
        )
        for account in first
    }
