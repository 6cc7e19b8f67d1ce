"""What to check, worst first: findings and questions of all jobs, equal codes in one line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from automations.workbook.job import Action, Level, Problem, Sentence, urgency

_ASKED = (Level.EXCLUDES, Level.STOP, Level.LOOK)


@dataclass(frozen=True)
class Asked:
    """One thing to check; *more* others are just like it."""

    what: Sentence
    level: Level
    amount_idr: int
    more: int = 0


def to_check(problems: Iterable[Problem], actions: Iterable[Action], stock_tab: str) -> list[Asked]:
    """Everything of ⛔ and ⚠, worst level first, then most rupiah; stock has its own lines."""
    questions = [a for a in actions if a.level in _ASKED and a.tab != stock_tab]
    asked_codes = {action.code.upper() for action in questions}
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.level in _ASKED and f"{problem.code}-{problem.key}".upper() not in asked_codes:
            groups.setdefault(problem.code, []).append(problem)
    found = [(urgency(a), Asked(a.what, a.level, abs(a.amount_idr or 0))) for a in questions]
    for group in groups.values():
        worst = min(group, key=urgency)
        amount = max(abs(problem.amount_idr or 0) for problem in group)
        found.append((urgency(worst), Asked(worst.sentence, worst.level, amount, len(group) - 1)))
    ordered = sorted(found, key=lambda pair: pair[0])
    return list({asked.what: asked for _, asked in ordered}.values())


def largest(asked: Sequence[Asked]) -> Asked:
    """The one with most rupiah at stake, else the most urgent."""
    return max(asked, key=lambda one: one.amount_idr)
