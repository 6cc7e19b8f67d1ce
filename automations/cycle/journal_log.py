"""Rows for Log Bot: what this cycle did beside computing results."""

import datetime as dt
from collections.abc import Sequence

from automations.cycle.decide import Skipped
from automations.workbook.arrivals import Arrival, RefusedFile
from automations.workbook.contents import WantedTab
from automations.workbook.snapshot import Snapshot
from sheet_schema.cells import Cells
from sheet_schema.days import serial_at
from sheet_schema.tabs import LOG


def log_tab(
    at: dt.datetime, arrivals: Sequence[Arrival], skipped: Sequence[Skipped], snapshot: Snapshot
) -> tuple[WantedTab, ...]:
    """The log's new rows as one patch, or nothing; a fault that goes on is told once a day."""
    events = [*_files(arrivals), *_faults(skipped)]
    told = _told_today(at, snapshot)
    fresh = [event for event in dict.fromkeys(events) if event not in told]
    if not fresh:
        return ()
    moment = serial_at(at)
    rows: tuple[Cells, ...] = tuple(
        (moment, seq, f"{at:%Y%m%d-%H%M%S}", name, key, "", after, because)
        for seq, (name, key, after, because) in enumerate(fresh, start=1)
    )
    return (WantedTab(LOG, rows, patch=True),)


Event = tuple[str, str, str, str]  #: event, key, after, because


def _files(arrivals: Sequence[Arrival]) -> list[Event]:
    return [
        ("file refused", a.source, "", f"{a.reason} {a.detail}".strip())
        if isinstance(a, RefusedFile)
        else ("file read", a.source, f"{len(a.lines)} lines", "")
        for a in arrivals
    ]


def _faults(skipped: Sequence[Skipped]) -> list[Event]:
    return [("job failed", s.job, "", s.because[:500]) for s in skipped if s.trace]


def _told_today(at: dt.datetime, snapshot: Snapshot) -> set[Event]:
    keys = [column.key for column in LOG.columns()]
    when, name, key, after, why = (
        keys.index(k) for k in ("at", "event", "key", "after", "because")
    )
    today = int(serial_at(at))
    return {
        (str(row[name]), str(row[key]), str(row[after]), str(row[why]))
        for row in snapshot.held.get(LOG.tab_key, ())[-500:]
        if isinstance(row[when], (int, float)) and int(row[when]) == today
    }
