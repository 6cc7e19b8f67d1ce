"""Which bank lines are the same, and what a statement adds: merging by multiset maximum.

Same line = same account, day, direction, amount, text without blanks, and k-th among equals
(formats.md 1.6).  The balance only separates twins.  A PEND line has no day yet; it keeps its id
when it gets one.  Ids are minted from the line itself, so that nothing here is random.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from automations.workbook.arrivals import StatementLine

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: A PEND line and its settled self stand at most so far apart.
PENDING_WINDOW = dt.timedelta(days=14)
#: An old statement may be filed late: its PEND lines were booked so long before they were seen.
FILED_LATE = dt.timedelta(days=62)

Key = tuple[dt.date | None, int, str]


@dataclass(frozen=True)
class LedgerLine:
    """One line of the merged ledger; ``amount_sen`` is positive for money in."""

    line_id: str
    account: str
    booked_on: dt.date | None  #: ``None``: still PEND
    description: str
    amount_sen: int
    balance_sen: int | None
    source: str
    first_seen_at: dt.datetime
    party: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Merged:
    """The ledger after a statement, and what became of each of its lines."""

    ledger: tuple[LedgerLine, ...]
    line_ids: tuple[str, ...]  #: id of each statement line, in its order
    new_ids: tuple[str, ...]


def bare_text(description: str) -> str:
    """A description as it is compared: no blanks, no case."""
    return "".join(description.split()).casefold()


def mint(line: StatementLine, account: str, twin: int, taken: AbstractSet[str]) -> str:
    """``M-`` and 8 Crockford digits from the line's own content; hashed again while taken."""
    parts = (
        account.casefold(),
        line.booked_on.isoformat() if line.booked_on else "",
        "in" if line.amount_sen > 0 else "out",
        str(abs(line.amount_sen)),
        bare_text(line.description),
        str(twin),
    )
    tries = 0
    while True:
        seed = "\x1f".join((*parts, str(tries)) if tries else parts)
        number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:5])
        line_id = "M-" + "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
        if line_id not in taken:
            return line_id
        tries += 1


@dataclass
class _Places:
    """Places in the account's ledger that the statement has not claimed yet."""

    lines: list[LedgerLine]
    by_key: dict[Key, list[int]] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)

    def free(self, key: Key) -> list[int]:
        return [i for i in self.by_key.get(key, ()) if i not in self.claimed]


def merge(
    ledger: Sequence[LedgerLine],
    lines: Sequence[StatementLine],
    *,
    account: str,
    source: str,
    seen_at: dt.datetime,
) -> Merged:
    """The *ledger* with a statement's *lines*: each existing line is claimed at most once."""
    own = _near_statement(ledger, lines, account)
    merged = list(ledger)
    places = _Places(merged)
    for i in own:
        places.by_key.setdefault(_key_of_ledger(merged[i]), []).append(i)
    found = _claims(places, lines, own)
    taken = {line.line_id for line in ledger}
    line_ids, new_ids = [], []
    for i, line in enumerate(lines):
        place = found.get(i)
        if place is None:
            twin = len(places.by_key.setdefault(_key(line), [])) + 1
            line_id = mint(line, account, twin, taken)
            places.by_key[_key(line)].append(len(merged))
            merged.append(_filed(line, line_id, account, source, seen_at))
            taken.add(line_id)
            new_ids.append(line_id)
        else:
            merged[place] = _confirmed(merged[place], line)
            line_id = merged[place].line_id
        line_ids.append(line_id)
    return Merged(tuple(merged), tuple(line_ids), tuple(new_ids))


def _near_statement(
    ledger: Sequence[LedgerLine], lines: Sequence[StatementLine], account: str
) -> list[int]:
    """Places of the account's lines that the statement could mean: PEND ones and near days."""
    days = [line.booked_on for line in lines if line.booked_on]
    low = min(days) - PENDING_WINDOW if days else dt.date.min
    high = max(days) + PENDING_WINDOW if days else dt.date.max
    return [
        i
        for i, line in enumerate(ledger)
        if line.account == account and (line.booked_on is None or low <= line.booked_on <= high)
    ]


def _key(line: StatementLine) -> Key:
    return line.booked_on, line.amount_sen, bare_text(line.description)


def _key_of_ledger(line: LedgerLine) -> Key:
    return line.booked_on, line.amount_sen, bare_text(line.description)


def _claims(places: _Places, lines: Sequence[StatementLine], own: Sequence[int]) -> dict[int, int]:
    """Statement line → place in the ledger, surest ways first."""
    found: dict[int, int] = {}
    dated = [i for i, line in enumerate(lines) if line.booked_on]
    pending = [i for i, line in enumerate(lines) if not line.booked_on]

    def claim(i: int, candidates: Iterable[int]) -> None:
        place = next((p for p in candidates if p not in places.claimed), None)
        if i not in found and place is not None:
            found[i] = place
            places.claimed.add(place)

    for i in dated:  # the very same line
        same = places.free(_key(lines[i]))
        claim(i, [p for p in same if places.lines[p].balance_sen == lines[i].balance_sen])
    for i in dated:  # one of the two has no balance to tell twins by
        same = places.free(_key(lines[i]))
        claim(i, [p for p in same if None in (places.lines[p].balance_sen, lines[i].balance_sen)])
    by_balance = _by_balance(places, own)
    for i in dated:  # worded differently by another export, yet the balance after it agrees
        line = lines[i]
        claim(i, by_balance.get((line.booked_on, line.amount_sen, line.balance_sen), ()))
    for i in dated:  # it was PEND
        claim(i, _near(places, places.free((None, *_key(lines[i])[1:])), lines[i].booked_on))
    for i in pending:
        claim(i, places.free(_key(lines[i])))
    loose = _dated_by_text(places, own) if len(found) < len(lines) else {}
    last_day = max((line.booked_on for line in lines if line.booked_on), default=None)
    for i in pending:  # an older export of a line that has settled since
        candidates = loose.get(_key(lines[i])[1:], ())
        claim(i, [p for p in candidates if _recent(places.lines[p], last_day)])
    return found


def _by_balance(
    places: _Places, own: Sequence[int]
) -> dict[tuple[dt.date | None, int, int | None], list[int]]:
    found: dict[tuple[dt.date | None, int, int | None], list[int]] = {}
    for p in own:
        line = places.lines[p]
        if line.booked_on and line.balance_sen is not None and p not in places.claimed:
            found.setdefault((line.booked_on, line.amount_sen, line.balance_sen), []).append(p)
    return found


def _dated_by_text(places: _Places, own: Sequence[int]) -> dict[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = {}
    for p in own:
        if places.lines[p].booked_on and p not in places.claimed:
            found.setdefault(_key_of_ledger(places.lines[p])[1:], []).append(p)
    return found


def _near(places: _Places, candidates: Sequence[int], day: dt.date | None) -> list[int]:
    return [
        p
        for p in candidates
        if day and -FILED_LATE <= day - places.lines[p].first_seen_at.date() <= PENDING_WINDOW
    ]


def _recent(line: LedgerLine, last_day: dt.date | None) -> bool:
    """Whether a settled line may be the PEND line of a statement that ends on *last_day*."""
    if line.booked_on is None:
        return False
    last = last_day or line.first_seen_at.date()
    return abs(line.booked_on - last) <= PENDING_WINDOW


def _filed(
    line: StatementLine, line_id: str, account: str, source: str, seen_at: dt.datetime
) -> LedgerLine:
    return LedgerLine(
        line_id,
        account,
        line.booked_on,
        line.description,
        line.amount_sen,
        line.balance_sen if line.booked_on else None,
        source,
        seen_at,
    )


def _confirmed(held: LedgerLine, line: StatementLine) -> LedgerLine:
    """What the ledger knows, completed: a day for a PEND line, a balance where none was."""
    if held.booked_on is None and line.booked_on is not None:
        return replace(held, booked_on=line.booked_on, balance_sen=line.balance_sen)
    if (
        held.booked_on
        and held.balance_sen is None
        and line.booked_on
        and line.balance_sen is not None
    ):
        return replace(held, balance_sen=line.balance_sen)
    return held
