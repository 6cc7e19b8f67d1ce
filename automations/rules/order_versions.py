"""What _Nota says of an order beside its status: a short name of its facts, its buyer masked."""

import hashlib
from functools import lru_cache
from typing import Any

from automations.rules.lists import values
from automations.workbook.tables import Table
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES

#: Where a row stands is no fact: sorting the tab changes no version.
_FACTS = tuple(column for column in ORDER_FACTS.columns() if column.key != "row")
_LINE = (ORDER_LINES.line, ORDER_LINES.qty, ORDER_LINES.typed_price_idr)


def fact_versions(facts: Table[Any], lines: Table[Any]) -> dict[str, str]:
    """Order number → eight letters that change when a fact of the order changes."""
    by_order: dict[str, tuple[Any, ...]] = {}
    numbers = values(lines, ORDER_LINES.order_no)
    for number, *line in zip(numbers, *(values(lines, c) for c in _LINE), strict=True):
        by_order[number] = (*by_order.get(number, ()), tuple(line))
    columns = zip(*(values(facts, column) for column in _FACTS), strict=True)
    return {fact[0]: _short_hash(fact, _sorted(by_order.get(fact[0], ()))) for fact in columns}


def _sorted(lines: tuple[Any, ...]) -> tuple[Any, ...]:
    return lines if len(lines) < 2 else tuple(sorted(lines, key=lambda line: line[0]))


@lru_cache(maxsize=65_536)
def _short_hash(facts: tuple[Any, ...], lines: tuple[Any, ...]) -> str:
    return hashlib.blake2b(repr((facts, lines)).encode(), digest_size=4).hexdigest()


@lru_cache(maxsize=65_536)
def masked(name: str) -> str:
    """``Budi Santoso`` → ``B**i S*****o``; names of one or two letters keep the first."""
    return " ".join(
        word[0] + "*" * (len(word) - 1)
        if len(word) < 3
        else f"{word[0]}{'*' * (len(word) - 2)}{word[-1]}"
        for word in name.split()
    )
