"""Whether the running balance of an account joins up, whatever order the lines were filed in.

A line leads from the balance before it to the balance after it; the lines of a day make a path.
Where a path starts that no earlier one ends, money is missing between.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from automations.importers.identity import LedgerLine


@dataclass(frozen=True)
class Gap:
    """Money missing in the statements of an account, before *line_id*."""

    account: str
    after: dt.date  #: last day that joins up
    before: dt.date  #: day of the first line behind the gap
    missing_sen: int  #: balance found minus balance expected
    line_id: str


def gaps(lines: Iterable[LedgerLine]) -> tuple[Gap, ...]:
    """Every gap, by account and day; lines without a balance may fill one, PEND lines never."""
    accounts: dict[str, dict[dt.date, list[LedgerLine]]] = {}
    for line in lines:
        if line.booked_on is not None:
            accounts.setdefault(line.account, {}).setdefault(line.booked_on, []).append(line)
    return tuple(gap for name, days in accounts.items() for gap in _of_account(name, days))


def _of_account(account: str, days: Mapping[dt.date, Sequence[LedgerLine]]) -> Iterable[Gap]:
    ends: list[int] = []  # where the paths of the last day with balances end
    last_day = dt.date.min
    loose = 0  # lines without a balance that no step of the balance has shown yet
    for day in sorted(days):
        known = [line for line in days[day] if line.balance_sen is not None]
        loose += sum(line.amount_sen for line in days[day] if line.balance_sen is None)
        if not known:
            continue
        steps, new_ends = _path(known, ends)
        for expected, found in steps:
            if found - expected == loose:
                loose = 0
            elif found != expected:
                since = last_day if expected in ends else day
                yield Gap(account, since, day, found - expected, _line_at(known, found))
        loose = loose if ends else 0
        ends, last_day = new_ends, day


def _path(
    known: Sequence[LedgerLine], ends: Sequence[int]
) -> tuple[list[tuple[int, int]], list[int]]:
    """The day's joints as (balance expected, balance found), and where its paths end."""
    before = [_before(line) for line in known]
    after = [_after(line) for line in known]
    if before[1:] == after[:-1] and (not ends or before[0] in ends):  # filed in order, as mostly
        return [(before[0], before[0])], [after[-1]]
    starts = list((Counter(before) - Counter(after)).elements())
    stops = list((Counter(after) - Counter(before)).elements())
    if not starts:  # a day that ends where it began
        joined = next((end for end in ends if end in before), None)
        first = before[0] if joined is None else joined
        starts, stops = [first], [first]
    first = next((start for start in starts if start in ends), starts[0])
    starts.remove(first)
    expected = first if first in ends else ends[-1] if ends else first
    inner = list(zip(stops, starts, strict=False))
    return [(expected, first), *inner], stops


def _before(line: LedgerLine) -> int:
    return _after(line) - line.amount_sen


def _after(line: LedgerLine) -> int:
    assert line.balance_sen is not None
    return line.balance_sen


def _line_at(known: Sequence[LedgerLine], start: int) -> str:
    return next(line.line_id for line in known if _before(line) == start)
