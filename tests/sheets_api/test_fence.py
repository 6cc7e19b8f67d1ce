"""The fence of a write and the lease before it."""

import datetime as dt

import pytest

from automations.errors import StandbyError, WorkbookError
from automations.sheets_api.fence import (
    LEASE,
    MachineState,
    check_may_write,
    fence_requests,
    next_fence,
)
from sheet_schema.days import serial_at

NOW = dt.datetime(2026, 11, 21, 14, 5)


def machine(holder: str, until: dt.datetime) -> MachineState:
    return MachineState.of([7, "rekapin_e7_old", "op", holder, serial_at(until)])


def test_the_machine_tab_is_read_by_place() -> None:
    state = MachineState.of([7, "rekapin_e7_old", "op", "toko-1", 46347.5, "", 46347.5])
    assert state.epoch == (7, "rekapin_e7_old")
    assert state.lease_until == dt.datetime(2026, 11, 21, 12, 0)
    assert (state.written_at, state.schema_version, state.rebuilding) == (None, None, False)


def test_a_counter_that_is_no_number_is_refused() -> None:
    with pytest.raises(WorkbookError, match="init --repair"):
        _ = MachineState.of(["tujuh"]).counter


def test_a_live_foreign_lease_means_standing_by() -> None:
    with pytest.raises(StandbyError, match="toko-2"):
        check_may_write(machine("toko-2", NOW + dt.timedelta(minutes=1)), "toko-1", NOW)


def test_an_ended_lease_and_our_own_do_not_hinder() -> None:
    check_may_write(machine("toko-2", NOW), "toko-1", NOW)
    check_may_write(machine("toko-1", NOW + LEASE), "toko-1", NOW)
    check_may_write(MachineState(), "toko-1", NOW)


def test_a_newer_layout_is_not_written() -> None:
    newer = MachineState.of([]).with_({"schema_version": 99})
    with pytest.raises(WorkbookError, match="newer rekapin"):
        check_may_write(newer, "toko-1", NOW)


def test_the_next_fence_counts_on_and_takes_a_fresh_name() -> None:
    fence = next_fence(machine("toko-1", NOW), "toko-1", b"digest", NOW, lambda n: b"\xff" * n)
    assert (fence.counter, fence.range_id) == (8, "rekapin_e8_77777777")
    assert fence.cells() == {
        "counter": 8,
        "range_id": "rekapin_e8_77777777",
        "operation_id": fence.operation_id,
        "install_id": "toko-1",
        "lease_until": serial_at(NOW + dt.timedelta(minutes=30)),
        "written_at": serial_at(NOW),
        "beat_at": serial_at(NOW),
    }
    assert fence.cells(released=True)["lease_until"] == ""


def test_operations_differ_by_writer_counter_and_content() -> None:
    ids = {
        next_fence(state, writer, digest, NOW, bytes).operation_id
        for state in (MachineState(), machine("x", NOW))
        for writer in ("toko-1", "toko-2")
        for digest in (b"a", b"b")
    }
    assert len(ids) == 8


def test_the_fence_deletes_the_last_range_and_adds_the_next_one() -> None:
    fence = next_fence(MachineState(), "toko-1", b"", NOW, bytes)
    cell = {
        "sheetId": 5,
        "startRowIndex": 1,
        "endRowIndex": 2,
        "startColumnIndex": 1,
        "endColumnIndex": 2,
    }
    added = {
        "addNamedRange": {
            "namedRange": {
                "namedRangeId": "rekapin_e1_aaaaaaaa",
                "name": "rekapin_e1_aaaaaaaa",
                "range": cell,
            }
        }
    }
    deleted = {"deleteNamedRange": {"namedRangeId": "rekapin_e0_x"}}
    assert fence_requests("rekapin_e0_x", fence, 5) == [deleted, added]
    assert fence_requests("", fence, 5) == [added]
