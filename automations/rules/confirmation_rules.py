"""The rules of Konfirmasi that need no bank line: I01 D01 K01 K03 X01."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from automations.rules.row_checks import RowChecks, left_out, not_in_list, unreadable
from automations.workbook.job import Level, Problem
from sheet_schema.tabs.confirmations import CONFIRMATIONS

_HARMLESS = frozenset({"category", "reason"})


def answer_code(typed: str) -> str:
    """The key of an answer: the first word of the cell, in upper case."""
    return typed.split(maxsplit=1)[0].upper() if typed.split() else ""


def cells_readable(rows: RowChecks) -> Iterator[Problem]:
    """D01 Q01 K01 K03."""
    return unreadable(rows, _HARMLESS)


def required(rows: RowChecks) -> Iterator[Problem]:
    """I01."""
    return left_out(rows, (CONFIRMATIONS.code, CONFIRMATIONS.answer))


def people_known(rows: RowChecks) -> Iterator[Problem]:
    """K01: Oleh is nobody of Tim."""
    return not_in_list(rows, CONFIRMATIONS.answered_by, rows.team)


def answered_once(rows: RowChecks) -> Iterator[Problem]:
    """X01: one code answered twice, and Waktu does not tell which is later."""
    answered = rows.cells[CONFIRMATIONS.answered_at.key]
    by_code: dict[str, list[int]] = defaultdict(list)
    for index in rows.indices:
        if code := answer_code(rows.cells[CONFIRMATIONS.code.key][index]):
            by_code[code].append(index)
    for code, indices in by_code.items():
        told = [answered[index] for index in indices]
        latest = max((at for at in told if at is not None), default=None)
        if len(indices) > 1 and (None in told or told.count(latest) > 1):
            for index in indices:
                yield rows.problem(
                    index, "X01", Level.STOP, CONFIRMATIONS.code, content=code, answer_code=code
                )


CONFIRMATION_RULES: tuple[Callable[[RowChecks], Iterator[Problem]], ...] = (
    cells_readable,
    required,
    people_known,
    answered_once,
)
