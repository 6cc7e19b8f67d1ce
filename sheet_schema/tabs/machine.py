"""_Mesin: epoch, fence, lease and stamps of the bot, name in A, value in B (workbook tab 45)."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Sentenced, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional


@dataclass(frozen=True)
class MachineCell(SheetRow):
    """One named value; the rows of ``MACHINE_ROWS`` stand at fixed places."""

    tab_key: ClassVar[str] = "machine"
    writer: ClassVar[Writer] = Writer.CYCLE
    primary_key: ClassVar[tuple[str, ...]] = ("name",)

    name: Column[str] = col(Text())
    value: Column[object] = optional(Sentenced())


MACHINE = MachineCell

#: B2, B3, …: instants are serial numbers in the shop's zone.  B11 on: last good run of each
#: scheduled thing, for runs without a local state.
MACHINE_ROWS = (
    "counter",
    "range_id",
    "operation_id",
    "install_id",
    "lease_until",
    "written_at",
    "beat_at",
    "rebuilding",
    "schema_version",
    "last_day_close",
    "last_week",
    "last_month",
    "last_snapshot",
    "last_digest",
)
