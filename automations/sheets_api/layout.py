"""Where things stand in one workbook: sheetIds, titles, and the columns of staff tabs (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from automations.workbook.labels import Labels
from automations.workbook.tables import places
from sheet_schema.cells import Cell, Cells, fold
from sheet_schema.model import SheetRow, Writer
from sheet_schema.tabs import MACHINE, WORKBOOK

HEADER_SEARCH = 5  #: rows looked through for a header that staff pushed down
STAFF = tuple(tab for tab in WORKBOOK if tab.writer is Writer.STAFF)
PASTE = tuple(tab for tab in WORKBOOK if tab.writer is Writer.PASTE)
#: Bot tabs, the journals of the cycle itself among them; the machine tab is read apart.
HELD = tuple(
    tab for tab in WORKBOOK if tab.writer in {Writer.BOT, Writer.CYCLE} and tab is not MACHINE
)


@dataclass(frozen=True)
class Header:
    """A staff tab's header: its row as people count, positions of inputs and of results by key."""

    row: int = 1
    inputs: tuple[int, ...] = ()
    results: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """Where the tabs were at the last look; missing ones stand in ``missing`` only."""

    sheet_ids: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    row_counts: Mapping[int, int] = field(default_factory=dict)  #: sheetId → rows of its grid
    headers: Mapping[str, Header] = field(default_factory=dict)  #: staff tabs
    missing: frozenset[str] = frozenset()
    copies: Mapping[str, str] = field(default_factory=dict)
    address: str = ""

    def present(self, tabs: Sequence[type[SheetRow]]) -> tuple[type[SheetRow], ...]:
        """Those of *tabs* that are there."""
        return tuple(tab for tab in tabs if tab.tab_key in self.sheet_ids)


def header_of(tab: type[SheetRow], cells: Cells, row: int, labels: Labels) -> Header:
    """The header that *cells* show; without inputs when none of its words is known."""
    found = places(tab, cells, labels)
    inputs = sorted(at for c in tab.inputs() for at in found.get(c.key, ()))
    results = {c.key: found[c.key][0] for c in tab.results() if c.key in found}
    return Header(row, tuple(inputs), results)


def searched(tab: type[SheetRow], rows: Sequence[Cells], labels: Labels) -> Header:
    """The header among the first *rows*: the one that knows most inputs, the upper one of equals."""
    found = [header_of(tab, cells, i, labels) for i, cells in enumerate(rows, start=1)]
    best = max(found, key=lambda header: len(header.inputs), default=Header())
    return best if best.inputs else Header()


def spoiled_results(
    tab: type[SheetRow], cells: Cells, header: Header, before: Header | None, labels: Labels
) -> dict[tuple[str, str], str]:
    """(tab, result column) → what stands where its header should be, at most 80 signs.

    An array that is blocked by foreign content below shows ``#REF! (…)`` there; ``Loading...``
    passes by itself and is left out.
    """
    known = labels.aliases[tab.tab_key]
    last = before.results if before is not None else {}
    found: dict[tuple[str, str], str] = {}
    for born, column in enumerate(tab.columns()):
        if column.projection is None or column.key in header.results:
            continue
        at = last.get(column.key, born)
        content = str(cells[at]) if at < len(cells) else ""
        if content.startswith("Load"):
            continue
        foreign = "" if fold(content) in known else content
        found[tab.tab_key, column.key] = foreign[:80]
    return found


def runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring *positions* as half-open runs: (0, 1, 2, 5) → (0, 3), (5, 6)."""
    found: list[tuple[int, int]] = []
    for at in sorted(set(positions)):
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def rows_of(columns: Sequence[Sequence[Cell]], width: int) -> tuple[Cells, ...]:
    """Rows out of *columns*, each *width* cells, blanks filled in."""
    padded = [*columns[:width], *[()] * (width - len(columns))]
    return tuple(zip_longest(*padded, fillvalue=""))


def to_json(layout: Layout) -> dict[str, Any]:
    """*layout* as JSON keeps it."""
    return {
        "sheet_ids": dict(layout.sheet_ids),
        "titles": dict(layout.titles),
        "row_counts": {str(key): rows for key, rows in layout.row_counts.items()},
        "headers": {
            key: [header.row, list(header.inputs), dict(header.results)]
            for key, header in layout.headers.items()
        },
        "missing": sorted(layout.missing),
        "copies": dict(layout.copies),
        "address": layout.address,
    }


def from_json(kept: Mapping[str, Any]) -> Layout:
    """The layout that ``to_json`` made."""
    return Layout(
        kept["sheet_ids"],
        kept["titles"],
        {int(key): rows for key, rows in kept["row_counts"].items()},
        {
            key: Header(row, tuple(inputs), results)
            for key, (row, inputs, results) in kept["headers"].items()
        },
        frozenset(kept["missing"]),
        kept["copies"],
        kept["address"],
    )
