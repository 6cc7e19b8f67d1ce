"""list-actions: the questions of the cycle into Perlu Dicek, ⛔ first, then by rupiah."""

import datetime as dt

from automations.rules.confirmation_rules import answer_code
from automations.rules.lists import days, texts
from automations.rules.questions import Question, asked, of_problems, without_quiet
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Outcome, Sentence, outcome, urgency
from automations.workbook.links import open_link
from automations.workbook.tables import Tables
from sheet_schema.tabs.actions import ACTIONS
from sheet_schema.tabs.confirmations import CONFIRMATIONS
from sheet_schema.tabs.problems import PROBLEMS

LONGEST = 60


def run(tables: Tables, ctx: Context) -> Outcome:
    """At most 60 lines; the rest is counted in the note."""
    questions = [
        *asked(ctx.actions),
        *of_problems(ctx.problems, ctx.actions, _old_findings(tables, ctx.today)),
    ]
    due = without_quiet(questions, _put_off(tables, ctx.today))
    due.sort(key=lambda question: urgency(question.action))
    since = _since(tables)
    rows = [_row(question, ctx, since) for question in due[:LONGEST]]
    note = Sentence.of("actions.note", at=ctx.now, asked=len(due), more=max(0, len(due) - LONGEST))
    return outcome(Contents.rows(ACTIONS, rows, notes=(note,)))


def _old_findings(tables: Tables, today: dt.date) -> frozenset[tuple[str, str]]:
    """(key, code) of findings told since before yesterday."""
    if PROBLEMS not in tables:
        return frozenset()
    held, oldest = tables[PROBLEMS], today - dt.timedelta(days=1)
    pairs = zip(texts(held, PROBLEMS.key), texts(held, PROBLEMS.code), strict=True)
    told = zip(pairs, days(held, PROBLEMS.since), strict=True)
    return frozenset(pair for pair, day in told if day is not None and day < oldest)


def _put_off(tables: Tables, today: dt.date) -> dict[str, dt.date]:
    """Code → the day until which it is silent (*Tunda s.d.*)."""
    if CONFIRMATIONS not in tables:
        return {}
    rows, c = tables[CONFIRMATIONS], CONFIRMATIONS
    answers = zip(texts(rows, c.code), texts(rows, c.answer), days(rows, c.until), strict=True)
    return {
        answer_code(code): until
        for code, answer, until in answers
        if answer == "snooze" and until is not None and until >= today
    }


def _since(tables: Tables) -> dict[str, dt.date]:
    """Code → the day it was first asked, from Perlu Dicek as it stands."""
    if ACTIONS not in tables:
        return {}
    held = tables[ACTIONS]
    pairs = zip(texts(held, ACTIONS.code), days(held, ACTIONS.since), strict=True)
    return {code: day for code, day in pairs if day is not None}


def _row(question: Question, ctx: Context, since: dict[str, dt.date]) -> dict[str, object]:
    action = question.action
    first = since.get(action.code) or action.since or ctx.today
    return {
        "code": action.code,
        "what": action.what,
        "suggestion": question.suggestion,
        "amount_idr": action.amount_idr,
        "role": ctx.labels.choice("role", action.role),
        "why": action.why,
        "since": first,
        "age_days": max(0, (ctx.today - first).days),
        "due": action.due,
        "open_link": open_link(ctx, action.tab, action.key) if action.tab else None,
    }


JOB = Job(
    "list-actions",
    reads=(),
    writes=(ACTIONS,),
    run=run,
    glances=(ACTIONS, PROBLEMS, CONFIRMATIONS),
)
