"""list-problems: every finding of the cycle into Periksa, worst first; its sole writer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from automations.rules.lists import days, texts
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Outcome, Problem, Sentence, outcome, urgency
from automations.workbook.links import open_link
from automations.workbook.tables import Tables
from sheet_schema.model import SheetRow, Shown
from sheet_schema.tabs import TABS
from sheet_schema.tabs.problems import PROBLEMS

LONGEST = 500
CONTENT_SIGNS = 200
#: Tabs whose rows people find by their key; the key of a finding elsewhere is only a text.
_KEYED = frozenset({"orders", "products", "settings", "team", "confirmations", "bank_transactions"})


def run(tables: Tables, ctx: Context) -> Outcome:
    """At most 500 lines; the rest is counted in the note."""
    lines = sorted(
        _told_once(ctx.problems), key=lambda line: (*urgency(line), line.key, line.column)
    )
    since = _since(tables)
    rows = [_row(line, ctx, since) for line in lines[:LONGEST]]
    note = Sentence.of(
        "problems.note", at=ctx.now, found=len(lines), more=max(0, len(lines) - LONGEST)
    )
    return outcome(Contents.rows(PROBLEMS, rows, notes=(note,)))


def _told_once(problems: Iterable[Problem]) -> list[Problem]:
    """One line per tab, key, code and column: equals without a key are counted, lines of an order named."""
    grouped: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in problems:
        place = (problem.tab, problem.key, problem.code, problem.column)
        grouped.setdefault(place, []).append(problem)
    told: list[Problem] = []
    for found in grouped.values():
        by_content: dict[str, list[Problem]] = {}
        for problem in found:
            by_content.setdefault(problem.content, []).append(problem)
        for content, equals in by_content.items():
            first = equals[0]
            key = first.key
            if len(by_content) > 1 and content:
                key = f"{key} · {' '.join(content.split())[:40]}"
            if len(equals) > 1:
                key = f"{key} ×{len(equals)}"
            told.append(first if key == first.key else replace(first, key=key))
    return told


def _since(tables: Tables) -> dict[tuple[str, str, str], dt.date]:
    """(key, code, column) → the day a finding was first told, from Periksa as it stands."""
    if PROBLEMS not in tables:
        return {}
    held = tables[PROBLEMS]
    columns = (texts(held, c) for c in (PROBLEMS.key, PROBLEMS.code, PROBLEMS.column))
    keys = zip(*columns, strict=True)
    return {
        key: day
        for key, day in zip(keys, days(held, PROBLEMS.since), strict=True)
        if day is not None
    }


def _row(
    line: Problem, ctx: Context, since: dict[tuple[str, str, str], dt.date]
) -> dict[str, object]:
    tab: type[SheetRow] | None = TABS.get(line.tab)
    column = line.column if tab is None else ctx.labels.header(tab, line.column)
    link_key = line.key.split(" · ")[0] if line.tab in _KEYED else ""
    return {
        "tab": ctx.titles.get(line.tab, ctx.labels.titles.get(line.tab, line.tab)),
        "key": line.key,
        "row": line.row,
        "code": line.code,
        "level": line.level.value,
        "column": column,
        "content": line.content[:CONTENT_SIGNS],
        "message": line.sentence,
        "suggestion": line.suggestion[:CONTENT_SIGNS],
        "since": since.get((line.key, line.code, column), ctx.today),
        "open_link": open_link(ctx, line.tab, link_key) if _for_people(tab) else None,
    }


def _for_people(tab: type[SheetRow] | None) -> bool:
    return tab is not None and tab.shown is not Shown.NEVER


JOB = Job("list-problems", reads=(), writes=(PROBLEMS,), run=run, glances=(PROBLEMS,))
