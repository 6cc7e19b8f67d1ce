"""A1 references: read, written, and laid on a grid."""

import re
from dataclasses import dataclass
from typing import Final

_BODY = re.compile(
    r"(?P<c1>\$?[A-Za-z]+)?(?P<r1>\$?[0-9]+)?(?P<range>:(?P<c2>\$?[A-Za-z]+)?(?P<r2>\$?[0-9]+)?)?"
)
_PLAIN_TITLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL: Final = re.compile(
    r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|TRUE|FALSE", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A row or column number of a reference: counted from 0, ``$`` or not."""

    index: int
    anchored: bool = False


@dataclass(frozen=True, slots=True)
class RangeName:
    """A reference as written; an edge that is not written is None: ``A2:B`` has no last row."""

    sheet: str | None
    left: Edge | None
    top: Edge | None
    right: Edge | None
    bottom: Edge | None
    single: bool


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of a grid: counted from 0, ends exclusive, at least one cell."""

    sheet: int
    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.last_row - self.first_row

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.last_column - self.first_column


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def cell_name(row: int, column: int) -> str:
    """``D6`` for row 5, column 3, both counted from 0."""
    return f"{column_letters(column)}{row + 1}"


def split_title(text: str) -> tuple[str, str]:
    """The sheet part of a reference, exclamation mark included ("" if none), and the rest."""
    at = text.rfind("!", 0, -1)
    return text[: at + 1], text[at + 1 :]


def title_of(prefix: str) -> str | None:
    """The sheet title that a reference's sheet part names; None if it has none."""
    if not prefix:
        return None
    title = prefix[:-1]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def quoted_title(title: str, *, always: bool = False) -> str:
    """The sheet part that names *title*: quoted when it must be, or *always*."""
    if not always and _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return f"{title}!"
    return "'" + title.replace("'", "''") + "'!"


def parse_reference(text: str) -> RangeName:
    """The reference that a token of kind REFERENCE writes."""
    prefix, body = split_title(text)
    found = _BODY.fullmatch(body)
    assert found is not None, text
    left, top = _column_edge(found["c1"]), _row_edge(found["r1"])
    if found["range"] is None:
        return RangeName(title_of(prefix), left, top, left, top, single=True)
    right, bottom = _column_edge(found["c2"]), _row_edge(found["r2"])
    return RangeName(title_of(prefix), left, top, right, bottom, single=False)


def _column_edge(text: str | None) -> Edge | None:
    """The edge written as ``$A``."""
    return None if text is None else Edge(column_number(text.lstrip("$")), text.startswith("$"))


def _row_edge(text: str | None) -> Edge | None:
    """The edge written as ``$1``."""
    return None if text is None else Edge(int(text.lstrip("$")) - 1, text.startswith("$"))


def body_text(name: RangeName) -> str:
    """The reference without its sheet, as A1 text."""
    first = _corner(name.left, name.top)
    return first if name.single else f"{first}:{_corner(name.right, name.bottom)}"


def _corner(column: Edge | None, row: Edge | None) -> str:
    """``$A$1``; parts that are None are left out."""
    text = ""
    if column is not None:
        text += "$" * column.anchored + column_letters(column.index)
    if row is not None:
        text += "$" * row.anchored + str(row.index + 1)
    return text


def laid_on(name: RangeName, sheet: int, size: tuple[int, int]) -> Range | None:
    """The part of a grid of *size* (rows, columns) that is meant; None if it lies outside."""
    first_row, last_row = _stretch(name.top, name.bottom, size[0])
    first_column, last_column = _stretch(name.left, name.right, size[1])
    if first_row >= last_row or first_column >= last_column:
        return None
    return Range(sheet, first_row, last_row, first_column, last_column)


def _stretch(first: Edge | None, last: Edge | None, size: int) -> tuple[int, int]:
    """First and exclusive last of one dimension; an edge that is not written is the grid's."""
    low = 0 if first is None else first.index
    high = size if last is None else last.index + 1
    if first is not None and last is not None and low >= high:
        low, high = last.index, first.index + 1
    return low, min(high, size)
