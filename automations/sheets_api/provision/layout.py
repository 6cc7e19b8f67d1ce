"""Where every tab stands, or will stand: its sheet, header row and columns."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from automations.sheets_api.projections import Places, letter_of
from automations.sheets_api.provision.state import (
    COLUMN_KEY,
    TABS_KEY,
    SheetState,
    WorkbookState,
)
from automations.workbook.labels import Labels
from sheet_schema.cells import fold
from sheet_schema.model import SheetRow, Writer
from sheet_schema.tabs import GUIDE, PASTE_BANK, SUMMARY, WORKBOOK

#: Modules whose tabs this version knows.
ALL_MODULES = frozenset(tab.module for tab in WORKBOOK if tab.module)
#: Tabs without a header row.
HEADERLESS = frozenset({SUMMARY.tab_key, GUIDE.tab_key, PASTE_BANK.tab_key})
#: The chart of Ringkasan, the same id in every workbook.
CHART_ID = zlib.crc32(b"rekapin.summary_chart") % 2_000_000_000 + 1
#: Rows that are looked through for a header, when row 1 holds none.
_SEARCHED = 5


@dataclass(frozen=True)
class Spot:
    """One tab of the schema in the workbook; rows and columns count from 0."""

    tab: type[SheetRow]
    sheet_id: int
    title: str
    header_row: int
    columns: Mapping[str, int]
    missing: tuple[str, ...] = ()  #: column keys whose header was not found
    state: SheetState | None = None  #: none: the sheet does not exist yet
    reused: bool = False  #: the empty first sheet of a new file, taken as ours

    @property
    def fresh(self) -> bool:
        """Whether everything in it is still to be written."""
        return self.state is None or self.reused

    @property
    def has_header(self) -> bool:
        """Whether a row of headers is ours to keep."""
        return self.tab.tab_key not in HEADERLESS

    @property
    def first_row(self) -> int:
        """The first row of contents."""
        if self.tab.writer == Writer.STAFF:
            return self.header_row + 1
        return self.tab.top - 1


Layout = Mapping[str, Spot]


def layout_of(state: WorkbookState, labels: Labels, modules: frozenset[str]) -> Layout:
    """Tab key → spot, for every tab whose module is on or that exists already."""
    existing = our_sheets(state)
    wanted = [
        tab
        for tab in WORKBOOK
        if not tab.module or tab.module in modules or tab.sheet_key() in existing
    ]
    reused = _reusable(state) if not existing else None
    taken = {sheet.title.casefold() for sheet in state.sheets if sheet is not reused}
    ids = set(state.by_id())
    spots: dict[str, Spot] = {}
    for tab in wanted:
        key = tab.sheet_key()
        if key != tab.tab_key:  # columns in a sheet of another tab
            spots[tab.tab_key] = _beside(tab, spots[key])
        elif key in existing:
            spots[key] = _found(tab, existing[key], labels)
        elif key == SUMMARY.tab_key and reused is not None:
            spots[key] = _new(tab, reused.sheet_id, labels.title(tab), reused)
        else:
            sheet_id = _free_id(key, ids)
            ids.add(sheet_id)
            spots[key] = _new(tab, sheet_id, _free_title(labels.title(tab), taken))
    return spots


def chosen_id(key: str) -> int:
    """The sheetId of a tab in a new workbook: the same everywhere, so a lost answer is no harm."""
    return zlib.crc32(key.encode()) % 2_000_000_000 + 1


def places_of(layout: Layout, tab: type[SheetRow]) -> Places:
    """Letters of a tab's headers and titles of all tabs, as formulas need them."""
    spot = layout[tab.tab_key]
    return Places(
        {key: letter_of(index) for key, index in spot.columns.items()},
        {key: one.title for key, one in layout.items()},
        spot.header_row + 1,
    )


def existing_tabs(state: WorkbookState) -> Mapping[str, int]:
    """Tab key → sheetId as noted in the workbook; also ids that are gone.

    A damaged note counts as none: it is written anew, and chosen ids still find the sheets.
    """
    note = state.metadata.get(TABS_KEY, {}).get("metadataValue", "{}")
    try:
        return {str(key): int(number) for key, number in json.loads(note).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def our_sheets(state: WorkbookState) -> dict[str, SheetState]:
    """Tab key → sheet: as noted, else by the chosen ids, Ringkasan else by its chart."""
    sheets = state.by_id()
    chosen = {tab.sheet_key(): chosen_id(tab.sheet_key()) for tab in WORKBOOK}
    found = {
        key: sheets[number]
        for key, number in (chosen | dict(existing_tabs(state))).items()
        if number in sheets
    }
    for sheet in state.sheets:
        if any(chart.get("chartId") == CHART_ID for chart in sheet.charts):
            found.setdefault(SUMMARY.tab_key, sheet)
    return found


def _reusable(state: WorkbookState) -> SheetState | None:
    """The first sheet if nothing was entered in it: the blank one of a new file."""
    first = state.sheets[0]
    blank = not any(cell.get("userEnteredValue") for cell in first.cells.values())
    return first if blank and not first.protections and not first.charts else None


def _free_id(key: str, taken: set[int]) -> int:
    number = chosen_id(key)
    while number in taken:
        number += 1
    return number


def _free_title(title: str, taken: set[str]) -> str:
    wanted, n = title, 1
    while wanted.casefold() in taken:
        n += 1
        wanted = f"{title} {n}"
    taken.add(wanted.casefold())
    return wanted


def _by_place(tab: type[SheetRow]) -> dict[str, int]:
    return {column.key: tab.left + i for i, column in enumerate(tab.columns())}


def _new(tab: type[SheetRow], sheet_id: int, title: str, reused: SheetState | None = None) -> Spot:
    return Spot(tab, sheet_id, title, 0, _by_place(tab), (), reused, reused=reused is not None)


def _beside(tab: type[SheetRow], host: Spot) -> Spot:
    return Spot(
        tab, host.sheet_id, host.title, 0, _by_place(tab), (), host.state, reused=host.reused
    )


def _found(tab: type[SheetRow], sheet: SheetState, labels: Labels) -> Spot:
    if tab.writer is not Writer.STAFF:
        return Spot(tab, sheet.sheet_id, sheet.title, 0, _by_place(tab), (), sheet)
    aliases = labels.aliases[tab.tab_key]
    row = _header_row(sheet, aliases)
    columns = _tagged(tab, sheet)
    for c in range(sheet.width):
        key = aliases.get(fold(sheet.text(row, c)))
        if key and c not in columns.values():
            columns.setdefault(key, c)
    missing = tuple(column.key for column in tab.columns() if column.key not in columns)
    return Spot(tab, sheet.sheet_id, sheet.title, row, columns, missing, sheet)


def _header_row(sheet: SheetState, aliases: Mapping[str, str]) -> int:
    """The first of five rows with the most known headers."""
    known = [
        sum(fold(sheet.text(row, c)) in aliases for c in range(sheet.width))
        for row in range(_SEARCHED)
    ]
    return 0 if known[0] else known.index(max(known))


def _tagged(tab: type[SheetRow], sheet: SheetState) -> dict[str, int]:
    """Result columns by their developer metadata, which moves with them."""
    names = {f"{tab.tab_key}.{column.key}": column.key for column in tab.results()}
    return {
        names[value]: index
        for index, entries in sorted(sheet.columns.items(), reverse=True)
        for value in _values(entries)
        if value in names
    }


def _values(entries: Sequence[Mapping[str, object]]) -> list[str]:
    return [
        str(entry.get("metadataValue"))
        for entry in entries
        if entry.get("metadataKey") == COLUMN_KEY
    ]
