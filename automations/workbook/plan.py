"""The write plan: wanted cells against held cells, by key; empty means nothing is sent.

A key keeps its row for ever, a new key takes a blank row or one at the end, a row given up
becomes blank.  Stamps (as-of texts) travel with another change of their row, never alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from automations.errors import RekapinError
from automations.workbook.contents import WantedTab
from sheet_schema.cells import Cell, Cells
from sheet_schema.model import Writer


class PlanError(RekapinError):
    """A job wanted what no job may do: a bug of ours, not a fault of the shop."""


@dataclass(frozen=True)
class CellsChange:
    """Neighbouring cells of one row, and what they become."""

    tab: str
    row: int  #: as people count
    column: int  #: the first one, from 0 in the sheet
    cells: Cells
    stamp: bool = False  #: only stamps: sent along with another change, never alone


@dataclass(frozen=True)
class WritePlan:
    """Wanted contents of bot tabs.  Building one checks it; nothing is sent here."""

    tabs: tuple[WantedTab, ...]

    @classmethod
    def of(cls, tabs: Iterable[WantedTab]) -> "WritePlan":
        """Collect *tabs*, refusing staff tabs and two writers of one tab."""
        plan = cls(tuple(tabs))
        seen: set[str] = set()
        for wanted in plan.tabs:
            key = wanted.tab.tab_key
            if wanted.tab.writer not in (Writer.BOT, Writer.CYCLE):
                raise PlanError(f"tab {key!r} is not a bot tab; a job may only read it")
            if key in seen:
                raise PlanError(f"tab {key!r} has two writers in one plan")
            seen.add(key)
        return plan

    def changes(self, held: Mapping[str, Sequence[Cells]]) -> tuple[CellsChange, ...]:
        """What differs from *held*, the rows from each tab's ``top`` down.

        Empty when only stamps differ; note rows are stamps and differ for free.
        """
        found = tuple(
            change for tab in self.tabs for change in _diff(tab, held.get(tab.tab.tab_key, ()))
        )
        if not found:
            return ()
        touched = {change.tab for change in found}
        return found + tuple(
            note for tab in self.tabs if tab.tab.tab_key in touched for note in _notes(tab)
        )


def _notes(wanted: WantedTab) -> Iterator[CellsChange]:
    if wanted.notes:
        tab = wanted.tab
        yield CellsChange(tab.tab_key, tab.top - 1, tab.left, wanted.notes, stamp=True)


def _diff(wanted: WantedTab, held: Sequence[Cells]) -> Iterator[CellsChange]:
    tab = wanted.tab
    blank: Cells = ("",) * len(tab.columns())
    for i, new in sorted(_places(wanted, held, blank).items()):
        old = held[i] if i < len(held) else blank
        if new == old and not any(isinstance(cell, bool) for cell in (*new, *old)):
            continue
        differ = [c for c in range(len(blank)) if not _same(new[c], old[c])]
        if differ and (new == blank or not wanted.stamps.issuperset(differ)):
            first, end = differ[0], differ[-1] + 1
            yield CellsChange(tab.tab_key, i + tab.top, tab.left + first, new[first:end])


def _places(wanted: WantedTab, held: Sequence[Cells], blank: Cells) -> dict[int, Cells]:
    """Row index → cells: every wanted row, and a blank for every row given up."""
    tab = wanted.tab
    given_up = {} if wanted.patch else {i: blank for i, old in enumerate(held) if old != blank}
    if tab.ordered:  # a short tab for people: top to bottom
        return given_up | dict(enumerate(wanted.rows))
    key_at = key_places(tab.primary_key, [column.key for column in tab.columns()])
    at: dict[Cells, int] = {}
    for i, old in enumerate(held):
        if old != blank and at.setdefault(tuple(old[k] for k in key_at), i) != i:
            given_up[i] = blank  # a row somebody duplicated: the first one counts
    free = chain((i for i, old in enumerate(held) if old == blank), count(len(held)))
    rows: dict[int, Cells] = {}
    for new in wanted.rows:
        key = tuple(new[k] for k in key_at)
        place = at.get(key)
        if place is None:
            place = at[key] = next(free)
        elif place in rows:
            raise PlanError(f"tab {tab.tab_key!r}: key {key!r} is wanted twice")
        rows[place] = new
    return given_up | rows


def key_places(primary_key: Sequence[str], columns: Sequence[str]) -> tuple[int, ...]:
    """Where the key's columns stand."""
    return tuple(columns.index(key) for key in primary_key)


def _same(new: Cell, old: Cell) -> bool:
    """Equal as the sheet sees it: TRUE is not 1."""
    return new == old and isinstance(new, bool) is isinstance(old, bool)


def applied(
    held: Sequence[Cells], changes: Iterable[CellsChange], *, top: int, left: int, width: int
) -> tuple[Cells, ...]:
    """*held* after *changes* of one tab: what the shadow remembers once they are confirmed."""
    rows = [list(row) for row in held]
    for change in changes:
        index = change.row - top
        if index < 0:
            continue  # the note row is no contents
        rows.extend([""] * width for _ in range(index + 1 - len(rows)))
        first = change.column - left
        rows[index][first : first + len(change.cells)] = change.cells
    return tuple(tuple(row) for row in rows)
