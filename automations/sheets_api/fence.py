"""The fence and the lease: who may write, and how a repeated or rival write is refused (pure).

Every write deletes the last epoch range and adds a fresh one whose id and name were never used,
so that a repeated, late or rival batch fails as a whole (sheets_api.md 4.12, faults.md 2.2).
"""

import base64
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from automations.errors import StandbyError, WorkbookError
from sheet_schema.cells import Cell
from sheet_schema.days import moment_of, serial_at
from sheet_schema.tabs import SCHEMA_VERSION
from sheet_schema.tabs.machine import MACHINE_ROWS

#: Outlives the longest gap between cycles (15 min) and the cycle's deadline (6 min).
LEASE = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class MachineState:
    """The machine tab as read: the values of ``MACHINE_ROWS`` by name, blank ones as ``""``."""

    values: Mapping[str, Cell] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> "MachineState":
        """The state that B2, B3, … hold."""
        padded = [*cells, *[""] * len(MACHINE_ROWS)]
        return cls(dict(zip(MACHINE_ROWS, padded, strict=False)))

    @property
    def counter(self) -> int:
        """Writes so far; 0 before the first one.  Anything but a number is refused."""
        value = self.values.get("counter", "")
        if value == "":
            return 0
        if isinstance(value, (str, bool)):
            raise WorkbookError(
                f"_Mesin B2 holds {value!r} instead of a number: run `rekapin init --repair`"
            )
        return int(value)

    def text(self, name: str) -> str:
        """A value as text."""
        return str(self.values.get(name, ""))

    def moment(self, name: str) -> dt.datetime | None:
        """A value as an instant of the shop's zone; ``None`` when blank or no number."""
        value = self.values.get(name, "")
        return None if isinstance(value, (str, bool)) else moment_of(value)

    @property
    def range_id(self) -> str:
        """Id and name of the epoch range that the last write added."""
        return self.text("range_id")

    @property
    def epoch(self) -> tuple[int, str]:
        """What names the last write: the shadow is of this epoch or of none."""
        return (self.counter, self.range_id)

    @property
    def operation_id(self) -> str:
        """Of the last write."""
        return self.text("operation_id")

    @property
    def install_id(self) -> str:
        """Of the last writer."""
        return self.text("install_id")

    @property
    def lease_until(self) -> dt.datetime | None:
        """Until when the last writer wants to stay alone."""
        return self.moment("lease_until")

    @property
    def written_at(self) -> dt.datetime | None:
        """When the last batch was written."""
        return self.moment("written_at")

    @property
    def beat_at(self) -> dt.datetime | None:
        """When the bot last showed that it lives."""
        return self.moment("beat_at")

    @property
    def rebuilding(self) -> bool:
        """Whether a plan of several batches was begun and not ended."""
        return bool(self.values.get("rebuilding", ""))

    @property
    def schema_version(self) -> int | None:
        """Of the layout; ``None`` before ``init``."""
        value = self.values.get("schema_version", "")
        return None if isinstance(value, (str, bool)) else int(value)

    def with_(self, cells: Mapping[str, Cell]) -> "MachineState":
        """The state once *cells* are written."""
        return replace(self, values={**self.values, **cells})


def check_may_write(machine: MachineState, install_id: str, now: dt.datetime) -> None:
    """Raise ``StandbyError`` under a live foreign lease, ``WorkbookError`` under a newer schema."""
    version = machine.schema_version
    if version is not None and version > SCHEMA_VERSION:
        raise WorkbookError(
            f"the workbook has layout {version}, this program knows {SCHEMA_VERSION}: "
            "install the newer rekapin on this machine"
        )
    until, holder = machine.lease_until, machine.install_id
    if until is not None and until > now and holder not in {"", install_id}:
        raise StandbyError(
            f"the bot {holder!r} holds this workbook until {until:%Y-%m-%d %H:%M}; stop that one, "
            "or wait: this one takes over by itself once the lease has ended"
        )


@dataclass(frozen=True)
class Fence:
    """One write's place in the row of writes."""

    counter: int
    range_id: str
    operation_id: str
    install_id: str
    now: dt.datetime

    def cells(self, *, released: bool = False) -> dict[str, Cell]:
        """What the write leaves in the machine tab, by name."""
        return {
            "counter": self.counter,
            "range_id": self.range_id,
            "operation_id": self.operation_id,
            "install_id": self.install_id,
            "lease_until": "" if released else serial_at(self.now + LEASE),
            "written_at": serial_at(self.now),
            "beat_at": serial_at(self.now),
        }


def next_fence(
    machine: MachineState,
    install_id: str,
    digest: bytes,
    now: dt.datetime,
    random_bytes: Callable[[int], bytes],
) -> Fence:
    """The fence of the write after *machine*; *digest* is of the body's requests."""
    counter = machine.counter + 1
    sign = base64.b32encode(random_bytes(5)).decode().lower()
    own = f"{install_id}\n{counter}\n".encode() + digest
    operation = hashlib.sha256(own).hexdigest()[:20]
    return Fence(counter, f"rekapin_e{counter}_{sign}", operation, install_id, now)


def fence_requests(last_range_id: str, fence: Fence, sheet_id: int) -> list[dict[str, Any]]:
    """Requests 0 and 1 of a batch; the very first batch has the add alone."""
    cell = {
        "sheetId": sheet_id,
        "startRowIndex": 1,
        "endRowIndex": 2,
        "startColumnIndex": 1,
        "endColumnIndex": 2,
    }
    added = {"namedRangeId": fence.range_id, "name": fence.range_id, "range": cell}
    first = [{"deleteNamedRange": {"namedRangeId": last_range_id}}] if last_range_id else []
    return [*first, {"addNamedRange": {"namedRange": added}}]
