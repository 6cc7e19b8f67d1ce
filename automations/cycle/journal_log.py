"""Rows for Log Bot: what this cycle did beside computing results."""

import datetime as dt
from collections.abc import Sequence

from automations.cycle.decide import Skipped
from automations.sheets_api.book import Reading
from automations.sheets_api.repair import Repaired
from automations.workbook.arrivals import Arrival, RefusedFile
from automations.workbook.contents import WantedTab
from automations.workbook.snapshot import Snapshot
from sheet_schema.cells import Cells
from sheet_schema.days import serial_at
from sheet_schema.tabs import LOG


def log_tab(
    at: dt.datetime,
    arrivals: Sequence[Arrival],
    skipped: Sequence[Skipped],
    repaired: Sequence[Repaired],
    reading: Reading,
) -> tuple[WantedTab, ...]:
    """The log's new rows as one patch, or nothing; a fault that goes on is told once a day."""
    events = [*_files(arrivals), *_faults(skipped), *_repairs(repaired), *_strayed(reading)]
    told = _told_today(at, reading.snapshot)
    fresh = [event for event in dict.fromkeys(events) if event not in told]
    if not fresh:
        return ()
    moment = serial_at(at)
    rows: tuple[Cells, ...] = tuple(
        (moment, seq, f"{at:%Y%m%d-%H%M%S}", *event) for seq, event in enumerate(fresh, start=1)
    )
    return (WantedTab(LOG, rows, patch=True),)


Event = tuple[str, str, str, str, str]  #: event, key, before, after, because
_LONGEST = 45_000  #: a cell holds 50,000 characters


def _files(arrivals: Sequence[Arrival]) -> list[Event]:
    return [
        ("file refused", a.source, "", "", f"{a.reason} {a.detail}".strip())
        if isinstance(a, RefusedFile)
        else ("file read", a.source, "", f"{len(a.lines)} lines", "")
        for a in arrivals
    ]


def _faults(skipped: Sequence[Skipped]) -> list[Event]:
    return [("job failed", s.job, "", "", s.because[:500]) for s in skipped if s.trace]


def _repairs(repaired: Sequence[Repaired]) -> list[Event]:
    """What stood in result columns before they were restored, whole."""
    return [
        ("column repaired", f"{r.tab}.{r.column}", r.before[:_LONGEST], "", r.refused)
        for r in repaired
    ]


def _strayed(reading: Reading) -> list[Event]:
    """Cells of bot tabs that somebody changed by hand, about to be overwritten."""
    return [
        (
            "hand edit overwritten",
            f"{s.tab} {s.column} {s.row}",
            str(s.found)[:_LONGEST],
            str(s.was)[:500],
            "",
        )
        for s in reading.strayed
    ]


def _told_today(at: dt.datetime, snapshot: Snapshot) -> set[tuple[str, ...]]:
    keys = [column.key for column in LOG.columns()]
    when, *told = (keys.index(k) for k in ("at", "event", "key", "before", "after", "because"))
    today = int(serial_at(at))
    return {
        tuple(str(row[i]) for i in told)
        for row in snapshot.held.get(LOG.tab_key, ())[-500:]
        if isinstance(row[when], (int, float)) and int(row[when]) == today
    }
