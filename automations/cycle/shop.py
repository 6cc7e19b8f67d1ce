"""The shell around ``decide``: one workbook, its caches, and one cycle of reading and writing.

The order of things is what makes a kill at any moment harmless: files are read first, rows are
confirmed in the workbook, then the second copy of the journals is saved, then files are archived.
"""

import datetime as dt
import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from automations import inbox
from automations.clock import Now
from automations.cycle.decide import Decision, Inputs, Skipped, decide
from automations.cycle.grace import Grace
from automations.cycle.journal_log import log_tab
from automations.cycle.layout_check import check_layout, tell
from automations.cycle.upkeep import Upkeep, numbers_ahead
from automations.errors import OutcomeUnknownError
from automations.jobs import JOBS
from automations.sheets_api.book import Reading, Workbook
from automations.sheets_api.fence import check_may_write
from automations.sheets_api.projections import letter_of
from automations.sheets_api.repair import Repaired
from automations.state.journals import Journals
from automations.state.memory import Memory
from automations.workbook.arrivals import Arrival, RefusedFile
from automations.workbook.job import Action, Context, Job, Problem
from automations.workbook.labels import Labels
from automations.workbook.plan import CellsChange, WritePlan
from automations.workbook.settings import Settings, read_settings
from automations.workbook.snapshot import Snapshot
from automations.workbook.tables import Binder, Tables
from automations.workbook.wording import Wording
from sheet_schema.tabs import CONFIRMATIONS, ORDERS, SETTINGS, WORKBOOK

_HOURLY = dt.timedelta(hours=1)
_BEAT_EVERY = dt.timedelta(minutes=10)
JOURNALS = tuple(tab for tab in WORKBOOK if tab.journal)


@dataclass(frozen=True)
class Report:
    """What one cycle did, for people and for ``--json``."""

    at: dt.datetime
    seconds: float
    full: bool
    changed: dict[str, int]  #: tab key → cells written (or that would be)
    problems: tuple[Problem, ...]
    actions: tuple[Action, ...]
    skipped: tuple[Skipped, ...]
    refused: tuple[RefusedFile, ...]
    imported: dict[str, int]  #: file name → lines in it
    requests: dict[str, int]  #: requests so far by cause
    settings: Settings
    slowest_s: float = 0.0  #: seconds of the slowest request; above 10 the formulas are heavy
    rolled_back: bool = False  #: an old version of the workbook was restored; nothing is written


@dataclass
class Shop:
    """One workbook and what this process remembers of it from cycle to cycle."""

    workbook: Workbook
    journals: Journals
    memory: Memory  #: last runs of scheduled things
    labels: Labels
    wording: Wording
    now: Now
    inbox_folder: Path | None
    archive_folder: Path
    jobs: Sequence[Job] = JOBS
    binder: Binder = field(init=False)
    grace: Grace = field(default_factory=Grace)
    upkeep: Upkeep = field(init=False)
    repaired: tuple[Repaired, ...] = ()  #: by the cycle before, for the log of the next
    doubtful: bool = True  #: the next read must be a full one
    last_full_at: dt.datetime | None = None
    last_read_at: dt.datetime | None = None
    last_written_at: dt.datetime | None = None
    last_settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        """Bind columns with the workbook's labels."""
        self.binder, self.upkeep = Binder(self.labels), Upkeep(self.labels)

    def cycle(
        self,
        *,
        files: Sequence[Path] = (),
        jobs: Sequence[str] = (),
        write: bool = True,
        full: bool = False,
    ) -> Report:
        """Run one cycle; *files* besides the inbox; *jobs* narrows what is written.

        Raises:
            SheetsError: as the API answered; the next cycle begins with a full read.

        """
        began, at = time.perf_counter(), self.now()
        waiting = inbox.waiting(self.inbox_folder) if self.inbox_folder else []
        arrivals = inbox.read_files([*files, *waiting], at.date())
        try:
            reading = self._read(at, full=full, write=write)
            tell(reading)
            with _collector_paused():
                decision = self._decide(reading, arrivals, at)
                plan = _narrowed(decision.plan, self.jobs, jobs)
                changes = plan.changes(reading.snapshot.held)
            if write:
                seen = arrivals if changes else ()
                told = log_tab(at, seen, decision.skipped, self.repaired, reading)
                changes += WritePlan.of(told).changes(reading.snapshot.held)
                self._write(changes, reading, at)
                self._keep(waiting, arrivals)
                self.repaired = self.upkeep.repair(self.workbook, reading, at)
        except OutcomeUnknownError:
            self.doubtful = True
            raise
        self.last_read_at, self.last_settings = at, decision.settings
        return _report(
            at,
            time.perf_counter() - began,
            reading,
            changes,
            decision,
            arrivals,
            self.workbook.counter.by_cause,
        )

    def _read(self, at: dt.datetime, *, full: bool, write: bool) -> Reading:
        stale = self.last_full_at is None or at - self.last_full_at >= _HOURLY
        full = full or self.doubtful or stale
        cold, doubt = self.last_full_at is None, self.doubtful
        cause = "cold" if cold else "doubt" if doubt else "hourly" if full else "warm"
        reading = self.workbook.read(full=full, cause=cause)
        if reading.full and write and reading.metadata is not None:
            check_layout(reading.metadata.listed)
        if reading.full:
            self.last_full_at, self.doubtful = at, False
        if write:
            check_may_write(reading.machine, self.workbook.install_id, at)
        return reading

    def _decide(self, reading: Reading, arrivals: Sequence[Arrival], at: dt.datetime) -> Decision:
        snapshot = reading.snapshot
        lost = {
            tab.tab_key: self.journals.merge(tab, snapshot.held.get(tab.tab_key, ()))
            for tab in JOURNALS
        }
        inputs = Inputs(
            snapshot,
            tuple(arrivals),
            {key: rows for key, rows in lost.items() if rows},
            stubborn=self.upkeep.stubborn,
        )
        ctx = Context(
            at, self.last_settings, self.labels, self.wording, self.last_read_at, snapshot.address,
            snapshot.sheet_ids, snapshot.titles, _key_letters(snapshot, self.binder),
        )  # fmt: skip
        return decide(replace(inputs, typing=self._typing(snapshot)), ctx, self.jobs, self.binder)

    def _typing(self, snapshot: Snapshot) -> frozenset[tuple[str, int]]:
        bound = {}
        for tab in WORKBOOK:
            if tab.tab_key in snapshot.grids and tab.primary_key:
                table = self.binder.bind(tab, snapshot.grids[tab.tab_key])
                if not isinstance(table, tuple):
                    bound[tab.tab_key] = table
        return self.grace.typing(Tables(bound))

    def _write(self, changes: tuple[CellsChange, ...], reading: Reading, at: dt.datetime) -> None:
        if changes:
            self.workbook.write(changes, reading, at)
            self.last_written_at = at
        elif self.last_written_at is None or at - self.last_written_at >= _BEAT_EVERY:
            self.workbook.beat(reading, at)
            self.last_written_at = at

    def close_day(self) -> None:
        """The day close: numbers are printed ahead, then a full cycle prints the day's figures."""
        self.top_up_numbers()
        self.cycle(full=True)

    def top_up_numbers(self) -> None:
        """Print order numbers ahead where fewer than 300 free ones remain."""
        at = self.now()
        reading = self._read(at, full=False, write=True)
        printed, book = numbers_ahead(reading, self.binder, self._settings(reading))
        if book is None:
            return
        changes = WritePlan.of([book]).changes(reading.snapshot.held)
        try:
            self.workbook.write(changes, reading, at, requests=printed.requests, cause="numbers")
        except OutcomeUnknownError:
            self.doubtful = True
            raise

    def _settings(self, reading: Reading) -> Settings:
        grid = reading.snapshot.grids.get(SETTINGS.tab_key)
        table = self.binder.bind(SETTINGS, grid) if grid else ()
        if isinstance(table, tuple):
            return self.last_settings
        return read_settings(
            zip(table[SETTINGS.name], table[SETTINGS.value], strict=True), self.last_settings
        )[0]

    def release(self) -> None:
        """Give the lease back, so that another installation need not wait for it."""
        self.workbook.release(self.now())

    def _keep(self, waiting: Sequence[Path], arrivals: Sequence[Arrival]) -> None:
        held = self.workbook.held
        for tab in JOURNALS:
            self.journals.save(tab, held.get(tab.tab_key, ()))
        refused = {arrival.source for arrival in arrivals if isinstance(arrival, RefusedFile)}
        inbox.archive([path for path in waiting if path.name not in refused], self.archive_folder)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile: it would look through every remembered row again and again.

    A cycle makes values, hardly any circles, so waiting costs little memory.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _narrowed(plan: WritePlan, jobs: Sequence[Job], names: Sequence[str]) -> WritePlan:
    if not names:
        return plan
    mine = {tab for job in jobs if job.name in names for tab in job.writes}
    return WritePlan.of(tab for tab in plan.tabs if tab.tab in mine)


def _key_letters(snapshot: Snapshot, binder: Binder) -> dict[str, str]:
    """Where the key header of tabs that links lead to stands now."""
    letters = {"bank_transactions": "A", "order_book": "A"}
    for tab in (ORDERS, CONFIRMATIONS):
        grid = snapshot.grids.get(tab.tab_key)
        at = binder.positions(tab, grid).get(tab.primary_key[0]) if grid else None
        if at is not None:
            letters[tab.tab_key] = letter_of(at)
    return letters


def _report(
    at: dt.datetime,
    seconds: float,
    reading: Reading,
    changes: Sequence[CellsChange],
    decision: Decision,
    arrivals: Sequence[Arrival],
    requests: dict[str, int],
) -> Report:
    changed: dict[str, int] = {}
    for change in changes:
        if not change.stamp:
            changed[change.tab] = changed.get(change.tab, 0) + len(change.cells)
    refused = tuple(arrival for arrival in arrivals if isinstance(arrival, RefusedFile))
    imported = {a.source: len(a.lines) for a in arrivals if not isinstance(a, RefusedFile)}
    return Report(
        at, seconds, reading.full, changed, decision.problems, decision.actions, decision.skipped, refused, imported,
        dict(requests), decision.settings, reading.slowest_s, reading.rolled_back,
    )  # fmt: skip
