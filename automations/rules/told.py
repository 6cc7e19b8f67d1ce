"""Findings as people meet them beside a row: the worst first, with how many more there are."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from automations.workbook.job import Level, Problem, Sentence, urgency

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Worst:
    """The worst finding of a row or order, and the number of others."""

    problem: Problem
    more: int

    @property
    def message(self) -> Sentence:
        """The text of a Cek column."""
        return Sentence.of(
            "row.check",
            level=self.problem.level.value,
            message=self.problem.sentence,
            more=self.more,
        )

    def with_status(self, status: object) -> Sentence:
        """The text of Status: the message, then the *status* of the order."""
        return Sentence.of(
            "row.status",
            level=self.problem.level.value,
            message=self.problem.sentence,
            status=status,
            more=self.more,
        )


def worst_of(problems: Iterable[tuple[K, Problem]]) -> dict[K, Worst]:
    """Key → its worst finding; what is for the owner only is left out."""
    grouped: dict[K, list[Problem]] = {}
    for key, problem in problems:
        if not problem.owner_only:
            grouped.setdefault(key, []).append(problem)
    return {key: Worst(min(found, key=urgency), len(found) - 1) for key, found in grouped.items()}


def of_orders(problems: Iterable[Problem], *, with_info: bool) -> Mapping[str, Worst]:
    """Order number → worst finding; mere information only where asked."""
    return worst_of(
        (problem.key, problem)
        for problem in problems
        if problem.tab == "orders" and (with_info or problem.level is not Level.INFO)
    )


def of_rows(problems: Iterable[Problem], tab: str) -> Mapping[int, Worst]:
    """Sheet row → worst finding, for one staff tab."""
    return worst_of(
        (problem.row, problem)
        for problem in problems
        if problem.tab == tab and problem.row is not None
    )
