"""Rules about order numbers and what one number may mean: N01 N02 N03 N05."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count

from automations.rules.buyer_text import Buyer, read_buyer
from automations.rules.joined_rows import Conflict
from automations.rules.lists import cell_text
from automations.rules.phones import canonical_phone
from automations.rules.shop import Shop
from automations.workbook.job import Level, Problem
from sheet_schema.days import format_day
from sheet_schema.tabs.orders import ORDERS

#: Codes whose message proposes a free number; each gets its own.
PROPOSING = frozenset({"N01", "N02", "N05"})
_SHAPE = re.compile(r"(.*?)(\d+)")


def number_left_out(shop: Shop) -> Iterator[Problem]:
    """N01: a row is typed, its number is empty."""
    for index in shop.orders.joined.unnumbered:
        yield shop.row_problem(index, "N01", Level.EXCLUDES, ORDERS.order_no)


def two_recipients(shop: Shop) -> Iterator[Problem]:
    """N02: two rows of one order name different buyers."""
    for conflict, ours, theirs in _recipient_conflicts(shop):
        if not _same_recipient(ours, theirs):
            yield shop.problem(
                conflict.order, "N02", Level.EXCLUDES, conflict.column, index=conflict.index,
                nota=shop.orders.joined.numbers[conflict.order], first=_called(ours), second=_called(theirs),
            )  # fmt: skip


def two_values(shop: Shop) -> Iterator[Problem]:
    """N03: a shared cell says two things; two buyers are N02 instead."""
    buyers = {
        (conflict.order, conflict.column): _same_recipient(ours, theirs)
        for conflict, ours, theirs in _recipient_conflicts(shop)
    }
    told: set[tuple[int, str]] = set()
    for conflict in shop.orders.joined.conflicts:
        place = (conflict.order, conflict.column)
        if place in told:
            continue
        told.add(place)
        if (
            conflict.column == ORDERS.phone.key
            and canonical_phone(conflict.first) == canonical_phone(conflict.other) != ""
        ):
            continue
        if conflict.column == ORDERS.buyer_text.key and (
            not buyers[place] or _equal_address(conflict)
        ):
            continue  # told as N02, or the same buyer in other words
        yield shop.problem(
            conflict.order, "N03", Level.EXCLUDES, conflict.column, index=conflict.index,
            suggestion=_shown(conflict.other), header=shop.header(conflict.column),
            nota=shop.orders.joined.numbers[conflict.order],
            first=_shown(conflict.first), second=_shown(conflict.other),
        )  # fmt: skip


def number_not_from_book(shop: Shop) -> Iterator[Problem]:
    """N05: the number is not in Buku Nota, once the book has begun."""
    if not shop.settings.numbers_from_book or not shop.in_book:
        return
    for order, number in enumerate(shop.orders.joined.numbers):
        if number not in shop.in_book:
            yield shop.problem(
                order, "N05", Level.EXCLUDES, ORDERS.order_no, content=number, typed=number
            )


def _recipient_conflicts(shop: Shop) -> Iterator[tuple[Conflict, Buyer, Buyer]]:
    for conflict in shop.orders.joined.conflicts:
        if conflict.column == ORDERS.buyer_text.key:
            yield conflict, read_buyer(conflict.first), read_buyer(conflict.other)


def _same_recipient(ours: Buyer, theirs: Buyer) -> bool:
    if ours.phones and theirs.phones:
        return bool(set(ours.phones) & set(theirs.phones))
    return not ours.name or not theirs.name or ours.name.casefold() == theirs.name.casefold()


def _equal_address(conflict: Conflict) -> bool:
    ours, theirs = read_buyer(conflict.first), read_buyer(conflict.other)
    return not theirs.address or _letters(ours.address) == _letters(theirs.address)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _called(buyer: Buyer) -> str:
    return buyer.name or buyer.phone or buyer.address[:20]


def _shown(value: object) -> str:
    return format_day(value) if hasattr(value, "isoformat") else cell_text(str(value))  # type: ignore[arg-type]


def free_numbers(printed: Iterable[str], used: Iterable[str], first: str) -> Iterator[str]:
    """Numbers to propose: the printed free ones in order, then the next after all in use."""
    ready = sorted(printed, key=_in_order)
    every = [*used, *ready]
    last = max(every, key=_in_order) if every else ""
    shape = _SHAPE.fullmatch(last) or _SHAPE.fullmatch(first)
    prefix, start = (shape[1], int(shape[2]) + bool(every)) if shape else ("N", 1001)
    yield from ready
    yield from (f"{prefix}{n}" for n in count(start))


@lru_cache(maxsize=65_536)
def _in_order(number: str) -> tuple[str, int, str]:
    shape = _SHAPE.fullmatch(number)
    return (shape[1], int(shape[2]), "") if shape else ("", -1, number)


def with_free_numbers(problems: Sequence[Problem], free: Iterator[str]) -> list[Problem]:
    """*problems*, each that proposes a number with its own."""
    return [
        _proposing(problem, next(free)) if problem.code in PROPOSING else problem
        for problem in problems
    ]


def _proposing(problem: Problem, number: str) -> Problem:
    params = tuple(sorted((*problem.params, ("number", number))))
    return replace(problem, params=params, suggestion=number)
