"""Desired state against the state there: the requests that are missing, and what to tell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from automations.sheets_api.projections import needs
from automations.sheets_api.provision.cells import Request, cell_requests
from automations.sheets_api.provision.contents import contents_of, settings_in_force
from automations.sheets_api.provision.dropdowns import dropdown_requests
from automations.sheets_api.provision.guards import metadata_requests, protection_requests
from automations.sheets_api.provision.layout import (
    ALL_MODULES,
    Layout,
    Spot,
    layout_of,
)
from automations.sheets_api.provision.looks import (
    colour_requests,
    look_requests,
    place_looks,
    sample_look,
)
from automations.sheets_api.provision.state import WorkbookState
from automations.sheets_api.provision.structure import (
    chart_requests,
    group_requests,
    owner_requests,
    sheet_requests,
    workbook_properties,
)
from automations.sheets_api.provision.texts import Texts
from automations.workbook.labels import Labels
from automations.workbook.settings import Settings
from sheet_schema.model import Writer
from sheet_schema.tabs import SETTINGS


@dataclass(frozen=True)
class Wishes:
    """What the workbook shall be made of."""

    labels: Labels
    texts: Texts
    settings: Settings  #: of a new workbook; an existing one keeps what Pengaturan says
    bot_email: str  #: the account that writes; "" where it is not known: nothing is protected
    install_id: str
    zone: str = "Asia/Jakarta"
    modules: frozenset[str] = ALL_MODULES
    repair: bool = False  #: add input columns whose header is gone, at the right end
    reapply: bool = False  #: send formats and dropdowns even where the first row shows them


@dataclass(frozen=True)
class ProvisionPlan:
    """Requests of one run, in order; empty when the workbook is as it should be."""

    requests: tuple[Request, ...]
    notes: tuple[str, ...]  #: for the technician: what could not or need not be done
    layout: Layout


def plan_provision(state: WorkbookState, wishes: Wishes) -> ProvisionPlan:
    """What is missing in *state*.  Pure: the same state and wishes give the same requests."""
    layout = layout_of(state, wishes.labels, wishes.modules)
    layout, notes = _completed(layout, wishes)
    settings = settings_in_force(layout[SETTINGS.tab_key], wishes.settings)
    puts = contents_of(layout, state, wishes.labels, wishes.texts, settings)
    requests = [
        *workbook_properties(state, wishes.zone),
        *sheet_requests(layout),
        *metadata_requests(layout, state, wishes.install_id),
    ]
    for key, spot in layout.items():
        requests += look_requests(spot, reapply=wishes.reapply)
        requests += place_looks(spot)
        requests += cell_requests(spot.sheet_id, puts[key], spot.state)
        if spot.fresh and key in wishes.texts.samples:
            requests += sample_look(spot)
    requests += dropdown_requests(
        layout, wishes.labels, wishes.texts, settings, reapply=wishes.reapply
    )
    requests += group_requests(layout)
    requests += owner_requests(layout, staff_see_profit=wishes.settings.staff_see_profit)
    for key, spot in layout.items():
        if spot.tab.sheet_key() == key:
            requests += colour_requests([spot])
    requests += chart_requests(layout, wishes.texts)
    guards, kept_out = protection_requests(layout, wishes.bot_email)
    return ProvisionPlan(tuple(requests + guards), (*notes, *kept_out), layout)


def _completed(layout: Layout, wishes: Wishes) -> tuple[Layout, tuple[str, ...]]:
    """The layout with lost columns put back at the right end, and what is missing still."""
    found: dict[str, Spot] = {}
    notes: list[str] = []
    for key, spot in layout.items():
        found[key] = spot
        if spot.tab.writer is Writer.STAFF and spot.missing:
            found[key] = _with_lost(spot, repair=wishes.repair)
            notes += _lost_notes(found[key], wishes)
        if spot.state is None and spot.title != wishes.labels.title(spot.tab):
            own = wishes.labels.title(spot.tab)
            if spot.tab.sheet_key() == key:
                notes.append(f"the title {own!r} is taken; the new tab is called {spot.title!r}")
    return found, tuple(notes)


def _with_lost(spot: Spot, *, repair: bool) -> Spot:
    """Result columns are ours: they are put back.  Input columns only on *repair*."""
    results = {column.key for column in spot.tab.results()}
    columns = dict(spot.columns)
    cells = {} if spot.state is None else spot.state.cells
    used = (column for (_, column), cell in cells.items() if cell.get("userEnteredValue"))
    end = max((*columns.values(), *used), default=-1) + 1
    for key in spot.missing:
        if repair or key in results:
            columns[key] = end
            end += 1
    return replace(spot, columns=columns)


def _lost_notes(spot: Spot, wishes: Wishes) -> Iterator[str]:
    for key in spot.missing:
        header = wishes.labels.header(spot.tab, key)
        if key in spot.columns:
            yield f"tab {spot.title!r}: column {header!r} was gone and is put at the right end"
        else:
            yield f"tab {spot.title!r}: header {header!r} is missing; put it back or use --repair"
    for column in spot.tab.results():
        if not set(needs(spot.tab, column)) <= spot.columns.keys():
            header = wishes.labels.header(spot.tab, column.key)
            yield f"tab {spot.title!r}: {header!r} waits for the missing header"
