"""Sends fenced batches and settles what became of them: done, refused, or unknown."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automations.errors import OutcomeUnknownError, SheetsError
from automations.sheets_api.connect import Connection
from automations.sheets_api.fence import MachineState, fence_requests, next_fence
from automations.sheets_api.requests import Batch, entered, update_cells
from automations.sheets_api.transport import encoded
from sheet_schema.cells import Cell
from sheet_schema.tabs.machine import MACHINE_ROWS

SETTLE_S = 5.0  #: between two looks at the machine tab, for a back-off base of 1 s


@dataclass(frozen=True)
class Written:
    """One confirmed batch, and the machine tab after it."""

    batch: Batch
    machine: MachineState


@dataclass(frozen=True)
class Sender:
    """Writes to one workbook as *install_id*; *look* reads the machine tab afresh."""

    connection: Connection
    workbook_id: str
    machine_sheet_id: int
    install_id: str
    random_bytes: Callable[[int], bytes]
    look: Callable[[], MachineState]

    def send(
        self,
        batches: Sequence[Batch],
        machine: MachineState,
        now: dt.datetime,
        *,
        cells: Mapping[str, Cell] | None = None,
        released: bool = False,
        cause: str = "write",
    ) -> Iterator[Written]:
        """Send each of *batches* behind its fence, yielding it once it is confirmed.

        *cells* (by name) go into the machine tab with the last one.  The first batch that is not
        confirmed raises: ``FenceRefusedError`` and ``OutcomeUnknownError`` after two looks agreed
        that it was not applied, or disagreed; other errors at once.
        """
        last = len(batches) - 1
        for i, batch in enumerate(batches):
            extra: dict[str, Cell] = dict(cells or {}) if i == last else {}
            if last:
                extra["rebuilding"] = "" if i == last else True
            elif machine.rebuilding:
                extra["rebuilding"] = ""
            machine = self._one(batch, machine, now, extra, released=released, cause=cause)
            yield Written(batch, machine)

    def _one(
        self,
        batch: Batch,
        machine: MachineState,
        now: dt.datetime,
        extra: Mapping[str, Cell],
        *,
        released: bool,
        cause: str,
    ) -> MachineState:
        payload = b",".join(piece.encoded for piece in batch)
        digest = hashlib.sha256(payload + encoded(dict(extra))).digest()
        fence = next_fence(machine, self.install_id, digest, now, self.random_bytes)
        cells = {**fence.cells(released=released), **extra}
        head = [
            *fence_requests(machine.range_id, fence, self.machine_sheet_id),
            *machine_requests(self.machine_sheet_id, cells),
        ]
        parts = [*map(encoded, head), *([payload] if payload else [])]
        body = b'{"requests":[' + b",".join(parts) + b"]}"
        try:
            self.connection.write(f"{self.workbook_id}:batchUpdate", body, cause=cause)
        except OutcomeUnknownError as error:
            self._settle(fence.operation_id, error)
        return machine.with_(cells)

    def _settle(self, operation_id: str, error: OutcomeUnknownError) -> None:
        """Come back when two looks agree that the write is there; else raise *error* or doubt."""
        wait_s = SETTLE_S * self.connection.backoff_s
        looks: list[str] = []
        for _ in range(2):
            self.connection.sleep(wait_s)
            try:
                looks.append(self.look().operation_id)
            except SheetsError as blind:
                raise error from blind
        if looks[0] != looks[1]:
            raise OutcomeUnknownError(
                "two looks at _Mesin disagree about the last write; the next cycle reads "
                f"everything again. First: {error}",
                status=error.status,
            ) from error
        if looks[0] != operation_id:
            raise error


def machine_requests(sheet_id: int, cells: Mapping[str, Cell]) -> list[dict[str, Any]]:
    """``updateCells`` of the named machine *cells*, neighbours joined."""
    found: list[dict[str, Any]] = []
    run: list[list[dict[str, Any]]] = []
    for row, name in enumerate((*MACHINE_ROWS, ""), start=1):
        if name in cells:
            run.append([entered(cells[name], formula=False)])
        elif run:
            found.append(update_cells(sheet_id, row - len(run), 1, run))
            run = []
    return found
