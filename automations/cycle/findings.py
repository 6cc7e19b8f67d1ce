"""Findings about whole tabs: H01 result overwritten, H02 header gone, H03 tab gone, H04 copy; U01 bad settings."""

from collections.abc import Iterable, Mapping
from typing import Any

from automations.workbook.job import Action, Context, Level, Problem, Sentence
from automations.workbook.settings import Settings, setting_value
from automations.workbook.snapshot import Snapshot
from automations.workbook.tables import HeaderFault, Table
from sheet_schema.tabs.settings import SETTINGS


def tab_findings(
    snapshot: Snapshot, faults: Iterable[HeaderFault], ctx: Context
) -> tuple[Problem, ...]:
    """Problems of tabs as a whole; keys are titles, since there is no row to point at."""
    return (
        *(_header(fault, snapshot, ctx) for fault in faults),
        *(_gone(tab, ctx) for tab in sorted(snapshot.missing)),
        *(_copy(title, tab, snapshot, ctx) for title, tab in sorted(snapshot.copies.items())),
        *(
            _spoiled(tab, column, text, ctx)
            for (tab, column), text in sorted(snapshot.spoiled.items())
        ),
    )


def _title(tab: str, snapshot: Snapshot, ctx: Context) -> str:
    return snapshot.titles.get(tab) or ctx.labels.titles[tab]


def _header(fault: HeaderFault, snapshot: Snapshot, ctx: Context) -> Problem:
    header, title = (
        ctx.labels.header(fault.tab, fault.column),
        _title(fault.tab.tab_key, snapshot, ctx),
    )
    params = (("column", header), ("double", int(fault.double)), ("tab", title))
    return Problem(
        fault.tab.tab_key, title, None, fault.column, "H02", Level.STOP, params, suggestion=header
    )


def _gone(tab: str, ctx: Context) -> Problem:
    title = ctx.labels.titles[tab]
    return Problem(tab, title, None, "", "H03", Level.STOP, (("tab", title),))


def _copy(title: str, tab: str, snapshot: Snapshot, ctx: Context) -> Problem:
    params = (("tab", _title(tab, snapshot, ctx)), ("title", title))
    return Problem(tab, title, None, "", "H04", Level.LOOK, params)


def _spoiled(tab: str, column: str, text: str, ctx: Context) -> Problem:
    header = ctx.labels.headers[tab, column]
    return Problem(tab, header, 1, column, "H01", Level.STOP, (("column", header),), content=text)


def setting_findings(
    table: Table[Any], unusable: Mapping[str, str], in_force: Settings
) -> tuple[Problem, ...]:
    """U01: a value of Pengaturan that cannot be used, at its row, and what holds instead."""
    names = [name.strip().casefold() for name in table[SETTINGS.name].tolist()]
    rows = {
        name: row
        for name, row, value in reversed(
            list(zip(names, table.rows, table[SETTINGS.value].tolist(), strict=True))
        )
        if value.strip()
    }
    default = Settings()
    return tuple(
        Problem(
            SETTINGS.tab_key, name, rows[name], SETTINGS.value.key, "U01", Level.LOOK,
            (("name", name), ("old", setting_value(name, in_force)), ("value", value)),
            content=value, suggestion=setting_value(name, default),
        )
        for name, value in sorted(unusable.items())
    )  # fmt: skip


def stubborn_questions(
    columns: Iterable[tuple[str, str]], snapshot: Snapshot, ctx: Context
) -> tuple[Action, ...]:
    """Result columns that were overwritten again after two repairs in a day: asked of people."""
    found = []
    for tab, column in columns:
        header, title = ctx.labels.headers[tab, column], _title(tab, snapshot, ctx)
        what = Sentence.of("action.overwritten", column=header, tab=title)
        found.append(
            Action(f"H01-{tab}.{column}", Level.STOP, what, role="owner", tab=tab, key=header)
        )
    return tuple(found)
