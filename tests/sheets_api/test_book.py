"""A workbook over whole cycles: requests spent, fences refused, fates unknown, leases, shadows."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from automations.errors import (
    FenceRefusedError,
    OutcomeUnknownError,
    SheetsRefusedError,
    SheetsUnavailableError,
    StandbyError,
)
from automations.sheets_api.transport import Timeouts
from automations.workbook.plan import CellsChange
from sheet_schema.tabs import ORDER_RESULTS
from tests.sheets_api.drawn_book import NOW, Bench, bench

WIDTH = len(ORDER_RESULTS.columns())
LATER = NOW + dt.timedelta(hours=1)
SHORT = Timeouts(connect_s=1, read_s=0.3, write_s=0.3, cycle_s=30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def result(row: int, *cells: str | int) -> CellsChange:
    return CellsChange("order_results", row, 0, cells)


def padded(*cells: str | int) -> tuple[str | int, ...]:
    return (*cells, *[""] * (WIDTH - len(cells)))


def nota(desk: Bench) -> list[list[object]]:
    return [list(row) for row in desk.read("_Nota!A2:C")]


def test_a_busy_cycle_is_one_read_and_one_write_an_idle_one_is_one_read(desk: Bench) -> None:
    book = desk.workbook()
    book.write([result(2, "N1", 100)], book.read(), NOW)
    desk.server.requests.clear()
    reading = book.read()
    book.write([result(2, "N1", 200), result(3, "N2", 5)], reading, NOW)
    assert (desk.reads(), desk.writes(), len(desk.server.requests)) == (1, 1, 2)
    book.write([], book.read(), NOW)
    assert (desk.reads(), desk.writes(), len(desk.server.requests)) == (2, 1, 3)
    assert book.requests == {"full read": 3, "write": 2, "warm read": 2}
    assert nota(desk) == [["N1", 200], ["N2", 5]]


def test_what_was_written_is_held_and_untouched_tabs_stay_the_same_objects(desk: Bench) -> None:
    desk.type("stock_levels", 3, 0, [["Kaos", 4]])
    book = desk.workbook()
    first = book.read()
    book.write([result(3, "N2", 5)], first, NOW)
    second = book.read()
    assert second.snapshot.held["order_results"] == (padded(), padded("N2", 5))
    assert second.snapshot.held["stock_levels"] is first.snapshot.held["stock_levels"]
    assert book.read().snapshot.held["order_results"] is second.snapshot.held["order_results"]
    again = book.read(full=True).snapshot.held["order_results"]
    assert again is second.snapshot.held["order_results"]


def test_a_new_process_goes_on_from_the_shadow_and_a_lost_shadow_costs_a_full_read(
    desk: Bench,
) -> None:
    book = desk.workbook()
    book.write([result(2, "N1")], book.read(), NOW)
    reading = desk.workbook().read()
    assert (reading.full, reading.snapshot.held["order_results"]) == (False, (padded("N1"),))
    other = desk.workbook(state="other").read()
    assert (other.full, other.snapshot.held["order_results"]) == (True, (padded("N1"),))


def test_a_write_by_another_bot_makes_the_next_read_a_full_one(desk: Bench) -> None:
    ours, theirs = desk.workbook(), desk.workbook("toko-2", state="theirs")
    ours.write([result(2, "N1")], ours.read(), NOW)
    theirs.write([result(3, "N2")], theirs.read(), LATER)
    reading = ours.read()
    assert reading.full
    assert reading.snapshot.held["order_results"] == (padded("N1"), padded("N2"))


def test_a_live_foreign_lease_means_standing_by(desk: Bench) -> None:
    ours, theirs = desk.workbook(), desk.workbook("toko-2", state="theirs")
    theirs.write([result(2, "N1")], theirs.read(), NOW)
    reading = ours.read()
    with pytest.raises(StandbyError, match="toko-2"):
        ours.write([result(2, "N9")], reading, NOW)
    with pytest.raises(StandbyError):
        reading.stand_by_unless_ours(NOW)
    theirs.release(NOW)
    ours.write([result(2, "N9")], ours.read(), NOW)
    assert nota(desk) == [["N9"]]


def test_a_beat_renews_the_lease_and_keeps_the_shadow(desk: Bench) -> None:
    book = desk.workbook()
    reading = book.read()
    book.beat(reading, NOW)
    reading = book.read()
    assert not reading.full
    assert (reading.machine.beat_at, reading.machine.counter) == (NOW, 1)
    assert reading.machine.lease_until == NOW + dt.timedelta(minutes=30)


def test_two_bots_on_one_state_of_affairs_only_the_first_is_accepted(desk: Bench) -> None:
    ours, rival = desk.workbook(), desk.workbook("toko-2", state="theirs")
    ours.write([result(2, "N1")], ours.read(), NOW)
    ours.release(NOW)
    readings = ours.read(), rival.read()
    rival.write([result(2, "N2")], readings[1], NOW)
    with pytest.raises(FenceRefusedError):
        ours.write([result(2, "N3")], readings[0], NOW)
    assert nota(desk) == [["N2"]]
    assert desk.slept == [5.0, 5.0]
    assert ours.read().full


def test_a_false_refusal_leads_to_a_new_plan_not_to_a_second_write(desk: Bench) -> None:
    book = desk.workbook()
    book.write([result(2, "N1")], book.read(), NOW)
    reading = book.read()
    desk.server.faults.add("false_fence", path=":batchUpdate")
    with pytest.raises(FenceRefusedError):
        book.write([result(2, "N2")], reading, NOW)
    assert nota(desk) == [["N1"]]
    book.write([result(2, "N2")], book.read(), NOW)
    assert nota(desk) == [["N2"]]


@pytest.mark.parametrize(
    "fault", ["applied_then_status", "applied_then_cut", "cut_body", "empty_body", "duplicate"]
)
def test_a_write_that_was_applied_is_found_and_never_sent_again(desk: Bench, fault: str) -> None:
    book = desk.workbook()
    reading = book.read()
    rule = desk.server.faults.add(fault, path=":batchUpdate")
    book.write([result(2, "N1", 100)], reading, NOW)
    assert rule.injected == 1
    assert desk.writes() == 1
    assert nota(desk) == [["N1", 100]]
    assert not book.read().full


def test_a_write_that_hangs_after_it_was_applied_is_found(desk: Bench) -> None:
    book = desk.workbook(connection=desk.connection(timeouts=SHORT))
    reading = book.read()
    desk.server.faults.add("applied_then_silence", path=":batchUpdate", seconds=0.6)
    book.write([result(2, "N1", 100)], reading, NOW)
    assert nota(desk) == [["N1", 100]]


@pytest.mark.parametrize("fault", ["status", "cut"])
def test_a_write_that_was_not_applied_raises_and_the_next_cycle_reads_everything(
    desk: Bench, fault: str
) -> None:
    book = desk.workbook()
    reading = book.read()
    desk.server.faults.add(fault, path=":batchUpdate")
    with pytest.raises(OutcomeUnknownError):
        book.write([result(2, "N1")], reading, NOW)
    assert nota(desk) == []
    assert book.held == {}
    reading = book.read()
    assert reading.full
    book.write([result(2, "N1")], reading, NOW)
    assert nota(desk) == [["N1"]]


def test_a_write_that_arrives_late_is_refused_by_the_fence(desk: Bench) -> None:
    book = desk.workbook()
    book.write([result(2, "N1")], book.read(), NOW)
    reading = book.read()
    desk.server.faults.add("late", path=":batchUpdate", seconds=0.4)
    with pytest.raises(OutcomeUnknownError):
        book.write([result(2, "LATE")], reading, NOW)
    book.write([result(2, "N2")], book.read(), NOW)
    threading.Event().wait(0.8)
    assert nota(desk) == [["N2"]]
    assert not book.read().full


def test_looks_that_disagree_settle_nothing(desk: Bench) -> None:
    book = desk.workbook()
    book.write([result(2, "N1")], book.read(), NOW)
    reading = book.read()
    desk.server.faults.add("applied_then_status", path=":batchUpdate")
    desk.server.faults.add("stale_read", path=":batchGetByDataFilter")
    with pytest.raises(OutcomeUnknownError, match="disagree"):
        book.write([result(2, "N2")], reading, NOW)
    assert book.read().full


def test_a_fate_that_cannot_be_looked_up_stays_unknown(desk: Bench) -> None:
    book = desk.workbook()
    reading = book.read()
    desk.server.faults.add("applied_then_status", path=":batchUpdate")
    desk.server.faults.add("status", path=":batchGetByDataFilter", times=None)
    with pytest.raises(OutcomeUnknownError):
        book.write([result(2, "N1")], reading, NOW)
    desk.server.faults.clear()
    reading = book.read()
    assert (reading.full, reading.snapshot.held["order_results"]) == (True, (padded("N1"),))


def test_out_of_quota_leaves_the_shadow_as_it_was(desk: Bench) -> None:
    book = desk.workbook()
    book.write([result(2, "N1")], book.read(), NOW)
    reading = book.read()
    desk.server.faults.add("status", path=":batchUpdate", status=429, times=None)
    with pytest.raises(SheetsUnavailableError):
        book.write([result(2, "N2")], reading, NOW)
    desk.server.faults.clear()
    assert not book.read().full


def test_a_refused_write_drops_the_shadow(desk: Bench) -> None:
    book = desk.workbook()
    reading = book.read()
    beyond = CellsChange("order_results", 2, 44, ("a", "b"))
    with pytest.raises(SheetsRefusedError):
        book.write([beyond], reading, NOW)
    assert book.read().full


def test_a_short_grid_grows_in_the_same_batch_and_only_as_needed(desk: Bench) -> None:
    def rows() -> int:
        fields = {"fields": "sheets.properties"}
        listed = desk.staff.read("GET", desk.workbook_id, cause="staff", params=fields)
        grids = {s["properties"]["sheetId"]: s["properties"] for s in listed["sheets"]}
        return int(grids[desk.sheets["order_results"]]["gridProperties"]["rowCount"])

    book = desk.workbook()
    book.write([result(61, "N60")], book.read(), NOW)
    assert (desk.writes(), rows()) == (1, 261)
    book.write([result(261, "N260")], book.read(), NOW)
    assert rows() == 261
    book.write([result(262, "N261")], book.read(), NOW)
    assert rows() == 462
    assert nota(desk)[-2:] == [["N260"], ["N261"]]


def test_a_plan_beyond_the_limit_goes_in_fenced_batches_and_says_so_meanwhile(
    desk: Bench,
) -> None:
    book = desk.workbook(limit_bytes=300)
    changes = [result(row, "x" * 100) for row in (2, 4, 6)]
    reading = book.read()
    desk.server.faults.add("status", path=":batchUpdate", nth=2)
    with pytest.raises(OutcomeUnknownError):
        book.write(changes, reading, NOW)
    reading = book.read()
    assert reading.machine.rebuilding
    assert len(reading.snapshot.held["order_results"]) == 1
    book.write(changes[1:], reading, NOW)
    reading = book.read()
    assert (reading.machine.rebuilding, reading.machine.counter) == (False, 3)
    assert len(reading.snapshot.held["order_results"]) == 5


def test_a_flag_left_by_a_killed_process_is_cleared_by_a_plan_without_changes(desk: Bench) -> None:
    desk.type("machine", 9, 1, [[True]])
    book = desk.workbook()
    book.write([], book.read(), NOW)
    assert not book.read().machine.rebuilding


def test_named_cells_of_the_machine_tab_travel_with_the_write(desk: Bench) -> None:
    book = desk.workbook()
    book.write([], book.read(), NOW, cells={"last_day_close": 46347.5})
    assert book.read().machine.values["last_day_close"] == 46347.5


def test_ready_made_requests_are_fenced_with_the_write(desk: Bench) -> None:
    book = desk.workbook()
    number = {"userEnteredValue": {"stringValue": "N501"}}
    append = {
        "appendCells": {
            "sheetId": desk.sheets["orders"],
            "rows": [{"values": [number]}],
            "fields": "userEnteredValue",
        }
    }
    book.write([], book.read(), NOW, requests=[append])
    reading = book.read()
    assert reading.snapshot.grids["orders"].columns[0] == ["N501"]
    assert (desk.writes(), reading.machine.counter) == (1, 1)


def test_a_lost_epoch_range_is_replaced_by_a_fresh_one(desk: Bench) -> None:
    book = desk.workbook()
    book.write([result(2, "N1")], book.read(), NOW)
    machine = book.read().machine
    desk.batch({"deleteNamedRange": {"namedRangeId": machine.range_id}})
    with pytest.raises(FenceRefusedError):
        book.write([result(2, "N2")], book.read(), NOW)
    book.write([result(2, "N2")], book.read(), NOW)
    assert nota(desk) == [["N2"]]
    assert not book.read().full


def test_a_cell_of_a_bot_tab_changed_by_hand_is_told_by_the_next_full_read(desk: Bench) -> None:
    book = desk.workbook()
    book.write([result(2, "N1", 100)], book.read(), NOW)
    desk.type("order_results", 2, 1, [["seratus"]])
    assert book.read().strayed == ()
    (strayed,) = book.read(full=True).strayed
    assert (strayed.row, strayed.was, strayed.found) == (2, 100, "seratus")


def test_a_workbook_of_an_older_counter_is_not_written_until_it_is_adopted(desk: Bench) -> None:
    book = desk.workbook()
    for name in ("N1", "N2"):
        book.write([result(2, name)], book.read(), NOW)
    desk.type("machine", 2, 1, [[1]])
    reading = book.read()
    assert reading.rolled_back
    with pytest.raises(StandbyError, match="shows write 1, but 2 was confirmed"):
        book.write([result(2, "N3")], reading, NOW)
    again = desk.workbook()
    assert again.read(full=True).rolled_back
    again.adopt(reading)
    reading = again.read()
    assert not reading.rolled_back
    again.write([result(2, "N3")], reading, NOW)
    assert nota(desk) == [["N3"]]
