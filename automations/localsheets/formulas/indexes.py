"""Exact look-ups through a dict: case-blind, number is not text, patterns in text keys."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from automations.localsheets.formulas.values import Value, compare

WILDCARDS = ("*", "?", "~")


def has_wildcard(text: str) -> bool:
    """Whether *text* is a pattern to VLOOKUP, MATCH and the -IF functions."""
    return "*" in text or "?" in text or "~" in text


@lru_cache(maxsize=1024)
def pattern(text: str) -> re.Pattern[str]:
    """The expression for a lower-case pattern: ``*`` any text, ``?`` one character, ``~*`` a star."""
    parts: list[str] = []
    signs = iter(text)
    for sign in signs:
        if sign == "~":
            parts.append(re.escape(next(signs, "~")))
        elif sign == "*":
            if parts[-1:] != [".*"]:
                parts.append(".*")
        else:
            parts.append("." if sign == "?" else re.escape(sign))
    return re.compile("".join(parts), re.DOTALL)


class Index:
    """Where each value of a column first stands; blanks and errors are never found."""

    __slots__ = ("_logicals", "_numbers", "_patterns", "_texts", "_values")

    def __init__(self, values: Sequence[Value]) -> None:
        self._values = values
        self._texts: dict[str, int] = {}
        self._numbers: dict[float | int, int] = {}
        self._logicals: dict[bool, int] = {}
        self._patterns: dict[str, int | None] = {}
        texts, numbers = self._texts, self._numbers
        for position, value in enumerate(values):
            if type(value) is str:
                texts.setdefault(value.lower(), position)
            elif type(value) is int or type(value) is float:
                numbers.setdefault(value, position)
            elif isinstance(value, bool):
                self._logicals.setdefault(value, position)

    def find(self, key: Value) -> int | None:
        """The first position whose value equals *key*, or matches it when it is a pattern."""
        if type(key) is str:
            text = key.lower()
            if "*" in text or "?" in text or "~" in text:
                return self._find_pattern(text)
            return self._texts.get(text)
        if isinstance(key, bool):
            return self._logicals.get(key)
        if isinstance(key, int | float):
            return self._numbers.get(key)
        return None

    def _find_pattern(self, text: str) -> int | None:
        """The first text that matches; remembered, since many rows may ask for the same."""
        if text not in self._patterns:
            matches = pattern(text).fullmatch
            found = (at for known, at in self._texts.items() if matches(known))
            self._patterns[text] = min(found, default=None)
        return self._patterns[text]


def nearest(values: Sequence[Value], key: Value, *, ascending: bool = True) -> int | None:
    """The last position, in sorted values of *key*'s kind, that is not beyond *key*."""
    wanted: Callable[[int], bool] = (lambda order: order <= 0) if ascending else (lambda o: o >= 0)
    best = None
    for position, value in enumerate(values):
        if _kind(value) != _kind(key):
            continue
        if not wanted(compare(value, key)):
            break
        best = position
    return best


def _kind(value: Value) -> type:
    """Numbers are one kind, whole or not."""
    return float if type(value) is int else type(value)
