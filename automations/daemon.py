"""``rekapin serve``: cycles until SIGTERM; the only user of ``schedule``.

``schedule`` only ticks.  What is due is computed here in the shop's own time, each body is
guarded (an exception would starve the jobs behind it), and a missed day close is made up once.
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import schedule

from automations.clock import Now
from automations.errors import RekapinError, StandbyError
from automations.state.memory import Memory

log = logging.getLogger("rekapin")
_TICK_S = 1
_FAULTS_BEFORE_SLOW = 3


@dataclass
class Cadence:
    """Seconds between cycles: opening hours, outside them, and after repeated faults."""

    open_s: int
    closed_s: int
    opens_at: dt.time = dt.time(8)
    closes_at: dt.time = dt.time(20)
    faults: int = 0

    def seconds(self, moment: dt.datetime) -> int:
        """How long after a cycle at *moment* the next one is due."""
        is_open = self.opens_at <= moment.time() < self.closes_at
        pause = self.open_s if is_open else self.closed_s
        extra = max(0, self.faults - _FAULTS_BEFORE_SLOW)
        return min(pause * 2**extra, 900) if extra else pause


@dataclass
class Daemon:
    """A loop that can be left running: *cycle* again and again, *day_close* once a day."""

    now: Now
    memory: Memory
    cadence: Cadence
    cycle: Callable[[], None]
    day_close: Callable[[], None]
    day_close_at: dt.time
    stop: threading.Event = field(default_factory=threading.Event)
    next_cycle_at: dt.datetime | None = None

    def run(self) -> None:
        """Tick until ``stop`` is set; the cycle under way is finished first.

        Raises:
            StandbyError: another writer holds the workbook; a service manager tries again.

        """
        ticker = schedule.Scheduler()
        ticker.every(_TICK_S).seconds.do(self.tick)
        self.tick()
        while not self.stop.is_set():
            self.stop.wait(max(0.05, min(ticker.idle_seconds or 0, 60)))
            if not self.stop.is_set():
                ticker.run_pending()

    def tick(self) -> None:
        """Run what is due now."""
        moment = self.now()
        if self.next_cycle_at is None or moment >= self.next_cycle_at:
            self.cadence.faults = (
                0 if self._guarded("cycle", self.cycle) else self.cadence.faults + 1
            )
            self.next_cycle_at = self.now() + dt.timedelta(seconds=self.cadence.seconds(moment))
        due = due_day(moment, self.day_close_at)
        if self.memory.get("last_day_close") != due.isoformat() and self._guarded(
            "day close", self.day_close
        ):
            self.memory.put({"last_day_close": due.isoformat()})

    def _guarded(self, name: str, body: Callable[[], None]) -> bool:
        try:
            body()
        except StandbyError:
            raise
        except RekapinError as error:
            log.warning("%s: %s", name, error)
            return False
        except Exception:
            log.exception("%s failed; the next one begins with a full read", name)
            return False
        return True


def due_day(moment: dt.datetime, at: dt.time) -> dt.date:
    """The day whose close is the newest one due at *moment*; a bot that was off makes up one."""
    return moment.date() if moment.time() >= at else moment.date() - dt.timedelta(days=1)
