"""The rules of Konfirmasi that need no bank line: I01 D01 Q01 K01 K03; X01 and X02 are matching's."""

from collections.abc import Callable, Iterator

from automations.rules.row_checks import RowChecks, left_out, not_in_list, unreadable
from automations.workbook.job import Problem
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


CONFIRMATION_RULES: tuple[Callable[[RowChecks], Iterator[Problem]], ...] = (
    cells_readable,
    required,
    people_known,
)
