"""Findings worth asking about in Perlu Dicek: ⛔ by order, ⚠ and old ✍ grouped by rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from automations.workbook.job import Action, Level, Problem, Sentence, urgency

_STOPPING = (Level.EXCLUDES, Level.STOP)
_ROLES = {
    "orders": "admin",
    "products": "admin",
    "stock_movements": "warehouse",
    "cash_entries": "finance",
    "confirmations": "finance",
    "paste_bank": "finance",
    "bank_transactions": "finance",
    "settings": "owner",
    "team": "owner",
}
_FEW = 2  #: findings of one rule that are still told one by one


@dataclass(frozen=True)
class Question:
    """A line of Perlu Dicek before it has its day: an action, and a suggestion as plain text."""

    action: Action
    suggestion: object = None


def asked(actions: Iterable[Action]) -> list[Question]:
    """The questions that jobs asked, one per code."""
    by_code: dict[str, Action] = {}
    for action in actions:
        by_code.setdefault(action.code, action)
    return [Question(action, action.suggestion) for action in by_code.values()]


def of_problems(
    problems: Iterable[Problem], actions: Iterable[Action], old: frozenset[tuple[str, str]]
) -> list[Question]:
    """Questions made of findings that no job asked about itself.

    *old*: (key, code) of ✍ that are more than a day old.
    """
    told = {(action.code.split("-")[0], action.key) for action in actions}
    told |= {(action.code, action.key) for action in actions}
    codes = {action.code for action in actions}
    stopping: dict[tuple[str, str], list[Problem]] = {}
    soft: dict[str, list[Problem]] = {}
    for problem in problems:
        if (problem.code, problem.key) in told or f"{problem.code}-{problem.key}" in codes:
            continue
        if problem.key in codes:
            continue  # asked under the id of its bank line
        if problem.level in _STOPPING:
            stopping.setdefault((problem.tab, problem.key), []).append(problem)
        elif problem.level is Level.LOOK or (
            problem.level is Level.FILL and (problem.key, problem.code) in old
        ):
            soft.setdefault(problem.code, []).append(problem)
    broken = {key for _, key in stopping}
    made = [_of_row(found) for found in stopping.values()]
    for found in soft.values():
        left = [problem for problem in found if problem.key not in broken]
        made += _of_rule(left)
    return _once(made)


def _of_row(found: list[Problem]) -> Question:
    worst = min(found, key=urgency)
    return _question(worst, f"{worst.code}-{worst.key}", more=len(found) - 1)


def _of_rule(found: list[Problem]) -> list[Question]:
    if len(found) < _FEW:
        return [_question(problem, f"{problem.code}-{problem.key}", more=0) for problem in found]
    worst = min(found, key=urgency)
    amount = sum(problem.amount_idr or 0 for problem in found) or None
    what = Sentence.of(
        "action.group", count=len(found), rule=worst.code, first=worst.sentence, key=worst.key
    )
    one = _question(worst, worst.code, more=0)
    return [Question(replace(one.action, what=what, amount_idr=amount, key=""))]


def _question(problem: Problem, code: str, *, more: int) -> Question:
    what = Sentence.of("action.problem", key=problem.key, message=problem.sentence, more=more)
    action = Action(
        code,
        problem.level,
        what,
        amount_idr=problem.amount_idr,
        role="owner" if problem.owner_only else _ROLES.get(problem.tab, "admin"),
        tab=problem.tab,
        key=problem.key,
    )
    return Question(action, " ".join(problem.suggestion.split())[:200])


def _once(questions: Iterable[Question]) -> list[Question]:
    by_code: dict[str, Question] = {}
    for question in questions:
        by_code.setdefault(question.action.code, question)
    return list(by_code.values())


def without_quiet(questions: Iterable[Question], quiet: Mapping[str, object]) -> list[Question]:
    """*questions* without those that somebody put off."""
    return [question for question in questions if question.action.code.upper() not in quiet]
