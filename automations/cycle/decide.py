"""``decide``: from what was read to what shall be written.  Pure: no I/O, no clock.

One job's bug, one paused tab or one missing input costs that job's tabs, never the others':
their old results stay.
"""

import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from automations.cycle.findings import setting_findings, stubborn_questions, tab_findings
from automations.workbook.arrivals import Arrival
from automations.workbook.contents import Contents, WantedTab, wanted
from automations.workbook.job import Action, Context, Job, Outcome, Problem
from automations.workbook.plan import WritePlan
from automations.workbook.settings import Settings, read_settings
from automations.workbook.snapshot import Snapshot
from automations.workbook.tables import Binder, HeaderFault, Table, Tables, empty_table
from sheet_schema.cells import Cells
from sheet_schema.model import SheetRow, Writer
from sheet_schema.tabs import PASTE_BANK, SETTINGS, WORKBOOK


@dataclass(frozen=True)
class Inputs:
    """What one cycle starts from."""

    snapshot: Snapshot
    arrivals: tuple[Arrival, ...] = ()
    #: Journal rows that the second copy has and the workbook lacks, by tab key: added again.
    lost: Mapping[str, Sequence[Cells]] = field(default_factory=dict)
    typing: frozenset[tuple[str, int]] = frozenset()
    stubborn: tuple[tuple[str, str], ...] = ()  #: (tab, result column) that repairs did not cure


@dataclass(frozen=True)
class Skipped:
    """A job that did not run, or failed: its tabs keep their old results."""

    job: str
    because: str  #: tab keys it lacked, or the last line of the error
    trace: str = ""  #: a bug's traceback, for the log


@dataclass(frozen=True)
class Decision:
    """What a cycle wants, and what it found on the way."""

    plan: WritePlan
    problems: tuple[Problem, ...]
    actions: tuple[Action, ...]
    skipped: tuple[Skipped, ...]
    settings: Settings


def decide(inputs: Inputs, ctx: Context, jobs: Sequence[Job], binder: Binder) -> Decision:
    """Run *jobs* in order over the tables of *inputs*; collect what they want written."""
    tables, faults = _bound(inputs.snapshot, binder)
    settings, unusable = _settings(tables, ctx.settings)
    ctx = replace(
        ctx,
        settings=settings or ctx.settings,
        unusable_settings=tuple(sorted(unusable.items())),
        problems=(
            *tab_findings(inputs.snapshot, faults, ctx),
            *(setting_findings(tables[SETTINGS], unusable, settings) if settings else ()),
        ),
        actions=stubborn_questions(inputs.stubborn, inputs.snapshot, ctx),
        arrivals=inputs.arrivals,
        typing=inputs.typing,
        paste_account=_paste_account(inputs.snapshot),
    )
    tables = tables.with_(_held(inputs, jobs, binder))
    wanted_tabs: list[WantedTab] = []
    skipped: list[Skipped] = []
    lacking: set[str] = set()
    for job in jobs:
        lacked = [tab.tab_key for tab in job.reads if tab.tab_key in lacking or tab not in tables]
        done = Skipped(job.name, ", ".join(lacked)) if lacked else _guarded(job, tables, ctx)
        if isinstance(done, Skipped):
            skipped.append(done)
            lacking |= {tab.tab_key for tab in job.writes if tab.writer is Writer.MEMORY}
            continue
        outcome, cells = done
        tables = tables.with_(_laid_over(tables, content) for content in outcome.contents)
        wanted_tabs += cells
        ctx = replace(
            ctx, problems=ctx.problems + outcome.problems, actions=ctx.actions + outcome.actions
        )
    wanted_tabs = [_with_lost(tab, inputs.lost.get(tab.tab.tab_key, ())) for tab in wanted_tabs]
    return Decision(
        WritePlan.of(wanted_tabs), ctx.problems, ctx.actions, tuple(skipped), ctx.settings
    )


def _guarded(job: Job, tables: Tables, ctx: Context) -> tuple[Outcome, list[WantedTab]] | Skipped:
    """What *job* gives and its cells, or why not: one job's bug never stops the others."""
    try:
        outcome = job.run(tables, ctx)
        cells = [
            wanted(content, ctx.choices, ctx.words)
            for content in outcome.contents
            if content.tab.writer is not Writer.MEMORY
        ]
    except Exception as error:  # noqa: BLE001 - a poison row costs its job, not the cycle
        return Skipped(job.name, f"{type(error).__name__}: {error}", traceback.format_exc())
    return outcome, cells


def _bound(snapshot: Snapshot, binder: Binder) -> tuple[Tables, tuple[HeaderFault, ...]]:
    tables: dict[str, Table[Any]] = {}
    faults: list[HeaderFault] = []
    for tab in WORKBOOK:
        grid = snapshot.grids.get(tab.tab_key)
        if grid is None:
            continue
        bound = binder.bind(tab, grid)
        if isinstance(bound, Table):
            tables[tab.tab_key] = bound
        else:
            faults += bound
    return Tables(tables), tuple(faults)


def _held(inputs: Inputs, jobs: Sequence[Job], binder: Binder) -> Iterable[Table[Any]]:
    """Bot tabs that jobs read as they stood before this cycle; lost journal rows included."""
    for tab in {tab for job in jobs for tab in (*job.reads, *job.glances)}:
        if tab.writer is Writer.BOT:
            rows = inputs.snapshot.held.get(tab.tab_key, ())
            lost = inputs.lost.get(tab.tab_key, ())
            yield (
                binder.held(tab, (*rows, *lost) if lost else rows)
                if rows or lost
                else empty_table(tab)
            )


def _laid_over(tables: Tables, contents: Contents) -> Table[Any]:
    """The table later jobs see: a journal with its patch merged in by key."""
    if not contents.patch or contents.tab not in tables:
        return contents.table
    return merged(tables[contents.tab], contents.table)


def merged(journal: Table[Any], patch: Table[Any]) -> Table[Any]:
    """*journal* with the rows of *patch* in place of those with the same key, new ones behind."""
    if not len(patch):
        return journal
    key = list(journal.tab.primary_key)
    keys = [column.key for column in journal.tab.columns()]
    new = pd.MultiIndex.from_frame(patch.frame[key])
    kept = journal.frame[~pd.MultiIndex.from_frame(journal.frame[key]).isin(new)]
    frames = [frame for frame in (kept[keys], patch.frame[keys]) if len(frame)]
    return Table(journal.tab, pd.concat(frames, ignore_index=True))


def _with_lost(tab: WantedTab, lost: Sequence[Cells]) -> WantedTab:
    if not tab.patch or not lost:
        return tab
    width = [column.key for column in tab.tab.columns()]
    at = [width.index(key) for key in tab.tab.primary_key]
    wanted_keys = {tuple(row[i] for i in at) for row in tab.rows}
    again = tuple(row for row in lost if tuple(row[i] for i in at) not in wanted_keys)
    return replace(tab, rows=tab.rows + again)


def _settings(tables: Tables, last: Settings) -> tuple[Settings | None, Mapping[str, str]]:
    if SETTINGS not in tables:
        return None, {}
    table = tables[SETTINGS]
    names, values = table[SETTINGS.name].tolist(), table[SETTINGS.value].tolist()
    return read_settings(zip(names, values, strict=True), last)


def _paste_account(snapshot: Snapshot) -> str:
    grid = snapshot.grids.get(PASTE_BANK.tab_key)
    return str(grid.header[0]).strip() if grid is not None and grid.header else ""


def tabs_of(jobs: Iterable[Job]) -> tuple[type[SheetRow], ...]:
    """Every tab or table that *jobs* write."""
    return tuple(tab for job in jobs for tab in job.writes)
