"""The daemon: one bad job never stops the others, missed runs are made up once."""

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from automations.daemon import Cadence, Daemon, due_day
from automations.errors import SheetsUnavailableError, StandbyError
from automations.state.memory import Memory


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 11, 21, 9, 0)

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_(self, seconds: int) -> None:
        self.at += dt.timedelta(seconds=seconds)


def daemon(
    folder: Path, clock: Clock, cycle: Callable[[], None], close: Callable[[], None] = lambda: None
) -> Daemon:
    return Daemon(
        clock, Memory(folder / "memory.json"), Cadence(30, 900), cycle, close, dt.time(0, 10)
    )


def test_a_cycle_runs_at_its_cadence_and_slower_outside_opening_hours(tmp_path: Path) -> None:
    clock, ran = Clock(), []
    loop = daemon(tmp_path, clock, lambda: ran.append(clock.at))
    for _ in range(4):
        loop.tick()
        clock.pass_(15)
    assert len(ran) == 2

    clock.at = dt.datetime(2026, 11, 21, 22, 0)
    for _ in range(4):
        loop.tick()
        clock.pass_(450)
    assert len(ran) == 4


def test_a_failing_cycle_is_tried_again_and_the_day_close_still_runs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock, closed = Clock(), []

    def fail() -> None:
        raise SheetsUnavailableError("quota")

    loop = daemon(tmp_path, clock, fail, lambda: closed.append(1))
    loop.tick()
    clock.pass_(31)
    loop.tick()

    assert closed == [1]
    assert [record.message for record in caplog.records].count("cycle: quota") == 2


def test_a_bug_is_logged_with_its_trace_and_does_not_end_the_loop(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def bug() -> None:
        raise ZeroDivisionError

    daemon(tmp_path, Clock(), bug).tick()

    assert caplog.records[0].exc_info


def test_repeated_faults_slow_the_cycle_down(tmp_path: Path) -> None:
    cadence = Cadence(30, 900, faults=6)

    assert cadence.seconds(dt.datetime(2026, 11, 21, 9, 0)) == 240


def test_another_writer_ends_the_loop(tmp_path: Path) -> None:
    def held() -> None:
        raise StandbyError("held by another")

    with pytest.raises(StandbyError):
        daemon(tmp_path, Clock(), held).tick()


def test_a_day_close_missed_for_three_days_is_made_up_once(tmp_path: Path) -> None:
    clock, closed = Clock(), []
    daemon(tmp_path, clock, lambda: None, lambda: closed.append(1)).tick()
    clock.pass_(3 * 86400)
    later = daemon(tmp_path, clock, lambda: None, lambda: closed.append(1))
    later.tick()
    later.tick()

    assert closed == [1, 1]


def test_before_the_hour_the_day_before_is_the_one_due() -> None:
    assert due_day(dt.datetime(2026, 11, 21, 0, 5), dt.time(0, 10)) == dt.date(2026, 11, 20)
    assert due_day(dt.datetime(2026, 11, 21, 0, 10), dt.time(0, 10)) == dt.date(2026, 11, 21)


def test_stopping_lets_the_cycle_under_way_finish(tmp_path: Path) -> None:
    done: list[str] = []
    stop = threading.Event()

    def cycle() -> None:
        stop.set()
        done.append("finished")

    loop = Daemon(
        Clock(),
        Memory(tmp_path / "m.json"),
        Cadence(30, 900),
        cycle,
        lambda: None,
        dt.time(0, 10),
        stop,
    )
    loop.run()

    assert done == ["finished"]
