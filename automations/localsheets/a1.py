"""A1 notation in, A1 notation out: letters, quoting, ranges. Knows no grid."""

import re
from dataclasses import dataclass

_PLAIN_TITLE = re.compile(r"[^\W\d]\w*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|true|false", re.IGNORECASE)
_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?")
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Area:
    """A half-open box of cells, 0-based; None is an open side."""

    first_row: int | None = None
    last_row: int | None = None
    first_column: int | None = None
    last_column: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What an A1 text names: a title (None: the first tab) and an area (None: the whole tab).

    `bare` holds the text itself when it could be a tab's title or a named range.
    """

    title: str | None
    area: Area | None
    bare: str | None = None


def letters(column: int) -> str:
    """The column's letters: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_index(text: str) -> int:
    """The 0-based index of column letters."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def quoted(title: str) -> str:
    """The title as Google echoes it: in quotes only when a reader could misread it."""
    if _PLAIN_TITLE.fullmatch(title) and not _CELL_LIKE.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def area_of(text: str) -> Area | None:
    """The area of `A1`, `A1:B2`, `A:B`, `1:3`, `A2:B`; None if it is no such text."""
    first, colon, last = text.strip().partition(":")
    start, end = _corner(first), _corner(last if colon else first)
    if start is None or end is None:
        return None
    if not colon:
        return _box(start, end) if None not in start else None
    return _box(start, end)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    found = _CORNER.fullmatch(text)
    if not found or not any(found.groups()):
        return None
    column, row = found.groups()
    return (column_index(column) if column else None, int(row) - 1 if row else None)


def _box(start: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> Area:
    first_column, last_column = _ordered(start[0], end[0])
    first_row, last_row = _ordered(start[1], end[1])
    return Area(
        first_row=first_row,
        last_row=None if last_row is None else last_row + 1,
        first_column=first_column,
        last_column=None if last_column is None else last_column + 1,
    )


def _ordered(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is not None and last is not None and last < first:
        return last, first
    return first, last


def parse(text: str) -> Reference | None:
    """What the text names, or None if it is no reference at all."""
    found = _QUOTED.fullmatch(text)
    if found:
        title = found[1].replace("''", "'")
        if found[2] is None:
            return Reference(title, None)
        return _on_tab(title, found[2])
    title, mark, rest = text.rpartition("!")
    area = area_of(rest)
    if mark:
        return _on_tab(title, rest)
    return Reference(None, area, bare=text) if text else None


def _on_tab(title: str, rest: str) -> Reference | None:
    """A range of a tab, or a named range written behind a tab's title."""
    area = area_of(rest)
    if area is None:
        return Reference(title, None, bare=rest) if rest else None
    return Reference(title, area)


def area_text(area: Area) -> str:
    """The area in A1 notation; a single cell without colon."""
    first = _corner_text(area.first_column, area.first_row)
    last = _corner_text(
        None if area.last_column is None else area.last_column - 1,
        None if area.last_row is None else area.last_row - 1,
    )
    whole_cell = area.first_row is not None and area.first_column is not None
    return first if whole_cell and first == last else f"{first}:{last}"


def _corner_text(column: int | None, row: int | None) -> str:
    return ("" if column is None else letters(column)) + ("" if row is None else str(row + 1))


def named(title: str, area: Area) -> str:
    """`Sheet1!A1:B2`, quoted as Google does."""
    return f"{quoted(title)}!{area_text(area)}"
