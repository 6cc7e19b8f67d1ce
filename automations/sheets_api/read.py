"""The warm read (one request) and the full read (metadata, formulas, everything)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from automations.errors import SheetsRefusedError
from automations.sheets_api import filters
from automations.sheets_api.answers import missing_sheet
from automations.sheets_api.connect import Connection
from automations.sheets_api.fence import MachineState
from automations.sheets_api.filters import Area, Columns
from automations.sheets_api.layout import (
    HELD,
    PASTE,
    STAFF,
    Header,
    Layout,
    header_of,
    rows_of,
    searched,
    spoiled_results,
)
from automations.sheets_api.links import with_semicolons
from automations.sheets_api.metadata import Metadata, read_metadata
from automations.workbook.labels import Labels
from automations.workbook.snapshot import Grid
from sheet_schema.cells import Cell, Cells
from sheet_schema.model import SheetRow
from sheet_schema.tabs import MACHINE

_COPY_OF = ("Copy of ", "Salinan dari ", "Salinan ")


@dataclass(frozen=True)
class Facts:
    """What a read found: grids of staff and paste tabs, the machine tab, the layout it was read by.

    *held* (bot tabs, rows from ``top`` down) and *metadata* are there after a full read only.
    """

    layout: Layout
    machine: MachineState
    grids: Mapping[str, Grid]
    spoiled: Mapping[tuple[str, str], str]
    held: Mapping[str, tuple[Cells, ...]] | None = None
    metadata: Metadata = field(default_factory=lambda: Metadata(Layout()))


@dataclass(frozen=True)
class Reader:
    """Reads one workbook: the connection, the id, the words of its headers, the cause counted."""

    connection: Connection
    workbook_id: str
    labels: Labels
    cause: str

    def areas(self, wanted: Sequence[Area], *, formulas: bool = False) -> dict[Area, Columns]:
        """The columns of *wanted*, by one request."""
        path = f"{self.workbook_id}/values:batchGetByDataFilter"
        body = filters.body(wanted, formulas=formulas)
        answer: Mapping[str, Any] = self.connection.read("POST", path, cause=self.cause, body=body)
        return filters.matched(wanted, answer)

    def warm(self, layout: Layout) -> Facts:
        """Staff, paste and machine tabs in one request; a gone tab or moved header costs more."""
        try:
            return self._facts(layout, ())
        except SheetsRefusedError as error:
            if missing_sheet(error) is None:
                raise
        now = read_metadata(self.connection, self.workbook_id, self.cause).layout
        headers = {key: layout.headers.get(key, Header()) for key in now.sheet_ids}
        return self._facts(replace(now, headers=headers, copies=layout.copies), ())

    def full(self, before: Layout | None) -> Facts:
        """Everything: metadata, formulas, all tabs.  *before* knows where results stood."""
        try:
            return self._full(before)
        except SheetsRefusedError as error:
            if missing_sheet(error) is None:
                raise
        return self._full(before)  # a tab went between the metadata and the read

    def machine(self, layout: Layout) -> MachineState:
        """The machine tab alone."""
        area = filters.machine_area(layout.sheet_ids[MACHINE.tab_key])
        return _machine(self.areas([area])[area])

    def _full(self, before: Layout | None) -> Facts:
        metadata = read_metadata(self.connection, self.workbook_id, self.cause)
        links, layout = self._formulas(metadata)
        facts = self._facts(layout, filters.held_areas(layout), before, links)
        gone = facts.machine.range_id
        if gone and gone not in metadata.range_ids:
            again = read_metadata(self.connection, self.workbook_id, self.cause)
            if gone not in again.range_ids:  # its cell was deleted: the next write adds alone
                machine = facts.machine.with_({"range_id": ""})
                return replace(facts, machine=machine, metadata=metadata)
        return replace(facts, metadata=metadata)

    def _formulas(self, metadata: Metadata) -> tuple[dict[tuple[str, int], list[Cell]], Layout]:
        """Link formulas by (bot tab, place of the column), and the layout with headers found."""
        layout = metadata.layout
        heads = {
            tab: filters.search_area(layout.sheet_ids[tab.tab_key]) for tab in layout.present(STAFF)
        }
        maybe = _maybe_copies(metadata, self.labels)
        strange = {sheet_id: filters.search_area(sheet_id) for sheet_id in maybe}
        links = {
            (tab.tab_key, at): area
            for tab in layout.present(HELD)
            for at, area in filters.link_areas(layout, tab).items()
        }
        found = self.areas([*heads.values(), *strange.values(), *links.values()], formulas=True)
        headers = {
            tab.tab_key: searched(tab, _rows(found[area]), self.labels)
            for tab, area in heads.items()
        }
        copies = {
            metadata.strangers[sheet_id]: tab.tab_key
            for sheet_id, tab in maybe.items()
            if searched(tab, _rows(found[strange[sheet_id]]), self.labels).inputs
            and len(searched(tab, _rows(found[strange[sheet_id]]), self.labels).inputs)
            == len(headers[tab.tab_key].inputs)
        }
        texts = {
            key: [with_semicolons(cell) for cell in (found[area] or [[]])[0]]
            for key, area in links.items()
        }
        return texts, replace(layout, headers=headers, copies=copies)

    def _facts(
        self,
        layout: Layout,
        held: Sequence[Area],
        before: Layout | None = None,
        links: Mapping[tuple[str, int], list[Cell]] | None = None,
    ) -> Facts:
        """One read; one more when a header stands elsewhere than *layout* says."""
        found = self.areas([*filters.fact_areas(layout), *held])
        seen = {tab.tab_key: self._header(layout, tab, found) for tab in layout.present(STAFF)}
        lost = [key for key, header in seen.items() if _lost(layout.headers[key], header)]
        moved = [key for key, header in seen.items() if _moved(layout.headers[key], header)]
        if moved:
            seen |= self._searched(layout, lost)
            layout = replace(layout, headers={**layout.headers, **seen})
            found = self.areas([*filters.fact_areas(layout), *held])
            seen = {tab.tab_key: self._header(layout, tab, found) for tab in layout.present(STAFF)}
        grids = {tab.tab_key: _grid(layout, tab, found) for tab in layout.present(STAFF)}
        grids |= {tab.tab_key: _pasted(layout, tab, found) for tab in layout.present(PASTE)}
        spoiled: dict[tuple[str, str], str] = {}
        for tab in layout.present(STAFF):
            key = tab.tab_key
            last = (before or layout).headers.get(key)
            spoiled |= spoiled_results(tab, grids[key].header, seen[key], last, self.labels)
        kept = {key: _remembering(header, layout.headers.get(key)) for key, header in seen.items()}
        return Facts(
            replace(layout, headers=kept),
            _machine(found[filters.machine_area(layout.sheet_ids[MACHINE.tab_key])]),
            grids,
            spoiled,
            {tab.tab_key: _held(layout, tab, found, links or {}) for tab in layout.present(HELD)}
            if held
            else None,
        )

    def _header(self, layout: Layout, tab: type[SheetRow], found: Mapping[Area, Columns]) -> Header:
        cells = _first_row(found[filters.header_area(layout, tab)])
        return header_of(tab, cells, layout.headers[tab.tab_key].row, self.labels)

    def _searched(self, layout: Layout, lost: Sequence[str]) -> dict[str, Header]:
        """Headers of tabs whose header row shows none, among the first five rows."""
        if not lost:
            return {}
        areas = {key: filters.search_area(layout.sheet_ids[key]) for key in lost}
        found = self.areas(list(areas.values()))
        return {
            tab.tab_key: searched(tab, _rows(found[areas[tab.tab_key]]), self.labels)
            for tab in STAFF
            if tab.tab_key in areas
        }


def _lost(before: Header, now: Header) -> bool:
    """Whether most headers are gone from their row: they may have been pushed down."""
    return len(now.inputs) * 2 < len(before.inputs)


def _moved(before: Header, now: Header) -> bool:
    """Whether inputs stand where nothing was read."""
    return _lost(before, now) or not set(now.inputs) <= set(before.inputs)


def _remembering(now: Header, before: Header | None) -> Header:
    """*now*, with the last known places of results whose headers are spoiled."""
    return now if before is None else replace(now, results={**before.results, **now.results})


def _machine(columns: Columns) -> MachineState:
    return MachineState.of(columns[0] if columns else ())


def _first_row(columns: Columns) -> Cells:
    return tuple(column[0] if column else "" for column in columns)


def _rows(columns: Columns) -> tuple[Cells, ...]:
    return rows_of(columns, len(columns))


def _grid(layout: Layout, tab: type[SheetRow], found: Mapping[Area, Columns]) -> Grid:
    columns: dict[int, Sequence[Cell]] = {}
    for area in filters.input_areas(layout, tab):
        columns.update(enumerate(found[area], start=area.first_column))
    head = found[filters.header_area(layout, tab)]
    row = layout.headers[tab.tab_key].row
    return Grid(layout.titles[tab.tab_key], _first_row(head), columns, row)


def _pasted(layout: Layout, tab: type[SheetRow], found: Mapping[Area, Columns]) -> Grid:
    """The lines below ``top``; the header holds one cell, B2."""
    answer = _first_row(found[filters.answer_cell(layout.sheet_ids[tab.tab_key])])
    lines = found[filters.pasted_area(layout, tab)]
    columns = dict(enumerate(lines, start=tab.left))
    return Grid(layout.titles[tab.tab_key], answer or ("",), columns, 1)


def _held(
    layout: Layout,
    tab: type[SheetRow],
    found: Mapping[Area, Columns],
    links: Mapping[tuple[str, int], list[Cell]],
) -> tuple[Cells, ...]:
    width = len(tab.columns())
    columns = list(found[filters.held_area(layout, tab)])
    columns += [()] * (width - len(columns))
    for at in range(width):
        columns[at] = links.get((tab.tab_key, at), columns[at])
    return rows_of(columns, width)


def _maybe_copies(metadata: Metadata, labels: Labels) -> dict[int, type[SheetRow]]:
    """Sheets whose title says that they are a copy of a staff tab."""
    found: dict[int, type[SheetRow]] = {}
    for sheet_id, title in metadata.strangers.items():
        rest = next((title[len(sign) :] for sign in _COPY_OF if title.startswith(sign)), "")
        for tab in metadata.layout.present(STAFF):
            names = {labels.title(tab), metadata.layout.titles[tab.tab_key]}
            if rest and any(rest.startswith(name) for name in names):
                found[sheet_id] = tab
    return found
