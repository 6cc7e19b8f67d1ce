"""One workbook as the cycle sees it: read, write, beat, release; the shadow is kept meanwhile."""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from automations.errors import OutcomeUnknownError, SheetsRefusedError, StandbyError
from automations.sheets_api.connect import Connection
from automations.sheets_api.fence import MachineState, check_may_write
from automations.sheets_api.layout import Layout
from automations.sheets_api.metadata import Metadata
from automations.sheets_api.read import Facts, Reader
from automations.sheets_api.requests import Batch, Piece, cut, pieces
from automations.sheets_api.shadow import Held, Kept, Shadow
from automations.sheets_api.transport import RequestCounter, encoded
from automations.sheets_api.write import Sender, Written
from automations.state.folder import WorkbookFolder
from automations.workbook.labels import Labels
from automations.workbook.plan import CellsChange, applied
from automations.workbook.snapshot import Snapshot
from sheet_schema.cells import Cell, Cells
from sheet_schema.tabs import MACHINE, TABS

STRAYED_MOST = 100  #: cells changed by hand that one reading tells of


@dataclass(frozen=True)
class Strayed:
    """A cell of a bot tab that somebody changed: its place (row as people count), was and is."""

    tab: str
    row: int
    column: str  #: column key
    was: Cell
    found: Cell


@dataclass(frozen=True)
class Reading:
    """What one read gave.

    *rolled_back*: the machine tab is older than what was confirmed here; nothing may be written
    until a later reading has caught up or ``Workbook.adopt`` was called.
    """

    snapshot: Snapshot
    machine: MachineState
    layout: Layout
    full: bool
    install_id: str  #: ours
    rolled_back: bool = False
    strayed: tuple[Strayed, ...] = ()
    metadata: Metadata | None = None  #: after a full read
    slowest_s: float = 0.0  #: seconds of the slowest request; above 10 the formulas are heavy

    def stand_by_unless_ours(self, now: dt.datetime) -> None:
        """Raise ``StandbyError`` under a live foreign lease, ``WorkbookError`` of a newer layout."""
        check_may_write(self.machine, self.install_id, now)


class Workbook:
    """One workbook over one connection; holds the rows of bot tabs from cycle to cycle."""

    def __init__(
        self,
        connection: Connection,
        workbook_id: str,
        folder: WorkbookFolder,
        labels: Labels,
        install_id: str,
        *,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
        limit_bytes: int = 4_000_000,
    ) -> None:
        """*install_id* signs the lease; *limit_bytes* is where a write is cut into batches."""
        self.connection, self.workbook_id, self.install_id = connection, workbook_id, install_id
        self._labels, self._random, self._limit = labels, random_bytes, limit_bytes
        self._shadow = Shadow(folder.shadow)
        self._kept = self._shadow.load()
        self._machine: MachineState | None = None
        self._layout = Layout()

    @property
    def counter(self) -> RequestCounter:
        """Requests and bytes by cause."""
        return self.connection.counter

    @property
    def requests(self) -> Mapping[str, int]:
        """Requests so far by cause."""
        return self.counter.by_cause

    @property
    def held(self) -> Held:
        """Bot tabs as last confirmed, by tab key; empty where that is in doubt."""
        return self._kept.held if self._kept is not None else {}

    def read(self, *, full: bool = False, cause: str = "") -> Reading:
        """The workbook now: one request while the shadow holds, everything else in full.

        A shadow of another epoch, or a refused read, leads to a full read by itself.  The clock
        of the cycle's deadline starts here.
        """
        self.connection.begin()
        if full or self._kept is None:
            return self._full(cause or "full read")
        cause = cause or "warm read"
        return self._warm(cause) or self._full(f"{cause}, in full")

    def _reader(self, cause: str) -> Reader:
        return Reader(self.connection, self.workbook_id, self._labels, cause)

    def _warm(self, cause: str) -> Reading | None:
        kept = self._kept
        if kept is None:
            return None
        try:
            facts = self._reader(cause).warm(kept.layout)
        except SheetsRefusedError:
            return None
        if facts.machine.epoch != kept.epoch:
            return None
        held = {key: rows for key, rows in kept.held.items() if key in facts.layout.sheet_ids}
        if facts.layout != kept.layout:
            self._keep(held, facts.machine, facts.layout)
        return self._reading(facts, held, ())

    def _full(self, cause: str) -> Reading:
        kept = self._kept
        facts = self._reader(cause).full(kept.layout if kept else None)
        found, known = facts.held or {}, kept.held if kept else {}
        held = {key: known[key] if known.get(key) == rows else rows for key, rows in found.items()}
        same_epoch = kept is not None and kept.epoch == facts.machine.epoch
        strayed = tuple(_strayed(known, held)) if same_epoch else ()
        if facts.machine.counter >= self._shadow.highest:
            self._keep(held, facts.machine, facts.layout)
        return self._reading(facts, held, strayed)

    def _reading(self, facts: Facts, held: Held, strayed: tuple[Strayed, ...]) -> Reading:
        self._machine, self._layout = facts.machine, facts.layout
        layout = facts.layout
        snapshot = Snapshot(
            grids=facts.grids,
            held=held,
            sheet_ids=layout.sheet_ids,
            titles=layout.titles,
            missing=layout.missing,
            copies=layout.copies,
            spoiled=facts.spoiled,
            address=layout.address,
        )
        full = facts.held is not None
        return Reading(
            snapshot,
            facts.machine,
            layout,
            full,
            self.install_id,
            rolled_back=facts.machine.counter < self._shadow.highest,
            strayed=strayed,
            metadata=facts.metadata if full else None,
            slowest_s=self.connection.slowest_read_s,
        )

    def write(
        self,
        changes: Sequence[CellsChange],
        reading: Reading,
        now: dt.datetime,
        *,
        cells: Mapping[str, Cell] | None = None,
        requests: Sequence[Mapping[str, Any]] = (),
        cause: str = "write",
    ) -> None:
        """Send *changes* of the plan made from *reading*, and *cells* of the machine tab by name.

        *requests* (numbers printed ahead) go along in the last batch.  Nothing at all is sent
        when there is nothing to say.  An error leaves the shadow valid, or
        dropped where a batch may have been applied or was refused.
        """
        if reading.rolled_back:
            raise StandbyError(
                f"the workbook shows write {reading.machine.counter}, but {self._shadow.highest} "
                "was confirmed here: an old version was restored, or the read was stale; nothing "
                "is written until that is settled"
            )
        if not changes and not cells and not requests and not reading.machine.rebuilding:
            return
        found = pieces(changes, self._layout.sheet_ids, self._layout.row_counts)
        batches: list[Batch] = cut(found, self._limit) or [()]
        batches[-1] += tuple(Piece((), encoded(request)) for request in requests)
        self._send(batches, now, cells=cells, cause=cause)

    def beat(self, reading: Reading, now: dt.datetime) -> None:
        """Show that the bot lives, and renew the lease; nothing while *reading* is rolled back."""
        if not reading.rolled_back:
            self._send([()], now, cause="beat")

    def release(self, now: dt.datetime) -> None:
        """Give the lease back, if it is ours and still runs."""
        machine = self._machine
        if machine is None or self._kept is None or machine.install_id != self.install_id:
            return
        if machine.lease_until is not None and machine.lease_until > now:
            self.connection.begin()
            self._send([()], now, cause="release", released=True)

    def adopt(self, reading: Reading) -> None:
        """Accept a workbook that was rolled back; the next read is a full one."""
        self._shadow.adopt(reading.machine.counter)
        self._kept = None

    def _send(
        self,
        batches: Sequence[Batch],
        now: dt.datetime,
        *,
        cause: str,
        cells: Mapping[str, Cell] | None = None,
        released: bool = False,
    ) -> None:
        machine, kept = self._machine, self._kept
        if machine is None or kept is None:
            raise ValueError("a workbook is read before it is written, and again after an error")
        check_may_write(machine, self.install_id, now)
        rows = dict(kept.held)
        sender = Sender(
            self.connection,
            self.workbook_id,
            self._layout.sheet_ids[MACHINE.tab_key],
            self.install_id,
            self._random,
            lambda: self._reader("settle").machine(self._layout),
        )
        try:
            for done in sender.send(
                batches, machine, now, cells=cells, released=released, cause=cause
            ):
                self._confirm(done, rows)
        except (OutcomeUnknownError, SheetsRefusedError):
            self._shadow.drop()
            self._kept = None
            raise

    def _confirm(self, done: Written, rows: dict[str, tuple[Cells, ...]]) -> None:
        by_tab: dict[str, list[CellsChange]] = {}
        grown = dict(self._layout.row_counts)
        for piece in done.batch:
            if piece.rows is not None:
                grown[piece.rows[0]] = piece.rows[1]
            for change in piece.changes:
                by_tab.setdefault(change.tab, []).append(change)
        for key, changes in by_tab.items():
            tab = TABS[key]
            rows[key] = applied(
                rows.get(key, ()), changes, top=tab.top, left=tab.left, width=len(tab.columns())
            )
        self._machine = done.machine
        self._layout = replace(self._layout, row_counts=grown)
        self._keep(dict(rows), done.machine, self._layout)

    def _keep(self, held: Held, machine: MachineState, layout: Layout) -> None:
        self._kept = Kept(held, machine.epoch, layout)
        self._shadow.save(held, machine.epoch, layout)


def _strayed(known: Held, held: Held) -> list[Strayed]:
    found: list[Strayed] = []
    for key, rows in held.items():
        before = known.get(key)
        if before is None or before is rows:
            continue
        tab = TABS[key]
        names = [column.key for column in tab.columns()]
        blank: Cells = ("",) * len(names)
        for i in range(max(len(before), len(rows))):
            was = before[i] if i < len(before) else blank
            now = rows[i] if i < len(rows) else blank
            found += [
                Strayed(key, tab.top + i, name, a, b)
                for name, a, b in zip(names, was, now, strict=True)
                if a != b
            ]
    return found[:STRAYED_MOST]
