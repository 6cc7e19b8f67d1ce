"""How formula text follows its cells when rows, columns or sheets change.

Only the reference tokens are rewritten; all else stays as typed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from automations.localsheets.formulas.references import (
    Edge,
    RangeName,
    body_text,
    parse_reference,
    quoted_title,
    split_title,
    title_of,
)
from automations.localsheets.formulas.tokens import FormulaSyntaxError, Kind, tokenize

Dimension: TypeAlias = Literal["ROWS", "COLUMNS"]
BROKEN = "#REF!"


@dataclass(frozen=True, slots=True)
class InsertCells:
    """*count* new rows or columns before *start* (counted from 0)."""

    sheet_title: str
    dimension: Dimension
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class DeleteCells:
    """*count* rows or columns from *start* on are gone."""

    sheet_title: str
    dimension: Dimension
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class MoveCells:
    """*count* rows or columns from *start* on now stand before what was *to*."""

    sheet_title: str
    dimension: Dimension
    start: int
    count: int
    to: int


@dataclass(frozen=True, slots=True)
class RenameSheet:
    """A sheet has another title."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class DeleteSheet:
    """A sheet is gone."""

    title: str


Edit: TypeAlias = InsertCells | DeleteCells | MoveCells | RenameSheet | DeleteSheet

_Span: TypeAlias = tuple[int | None, int | None]
"""First and last number (inclusive) of a reference in one dimension; None is open."""


def move_references(text: str, own_sheet_title: str, edit: Edit) -> str:
    """The formula text after *edit*; a reference into deleted cells becomes ``#REF!``.

    *own_sheet_title* is the title before the edit. Text that is no formula comes back as it is.
    """
    try:
        tokens = tokenize(text[1:])
    except FormulaSyntaxError:
        return text
    moved = [
        _moved_token(token.text, own_sheet_title, edit)
        if token.kind is Kind.REFERENCE
        else token.text
        for token in tokens
    ]
    return text[:1] + "".join(moved)


def _moved_token(text: str, own: str, edit: Edit) -> str:
    """One reference after *edit*."""
    prefix, body = split_title(text)
    title = title_of(prefix)
    if isinstance(edit, RenameSheet):
        if title is None or not _same(title, edit.old):
            return text
        return quoted_title(edit.new, always=prefix.startswith("'")) + body
    meant = own if title is None else title
    if isinstance(edit, DeleteSheet):
        return BROKEN if _same(meant, edit.title) else text
    if not _same(meant, edit.sheet_title):
        return text
    moved = _moved(parse_reference(body), edit)
    return BROKEN if moved is None else prefix + body_text(moved)


def _same(title: str, other: str) -> bool:
    """Sheet titles are equal ignoring case."""
    return title.casefold() == other.casefold()


def _moved(name: RangeName, edit: InsertCells | DeleteCells | MoveCells) -> RangeName | None:
    """The reference after rows or columns changed; None when all its cells are gone."""
    rows = edit.dimension == "ROWS"
    first, last = (name.top, name.bottom) if rows else (name.left, name.right)
    if first is None and last is None:
        return name
    turned = first is not None and last is not None and first.index > last.index
    low, high = (last, first) if turned else (first, last)
    span = _moved_span(
        None if low is None else low.index, None if high is None else high.index, edit
    )
    if span is None:
        return None
    low, high = _renumbered(low, span[0]), _renumbered(high, span[1])
    first, last = (high, low) if turned else (low, high)
    if rows:
        return replace(name, top=first, bottom=last)
    return replace(name, left=first, right=last)


def _renumbered(edge: Edge | None, index: int | None) -> Edge | None:
    """The edge with a new number; its ``$`` stays."""
    return edge if edge is None or index is None else replace(edge, index=index)


def _moved_span(
    low: int | None, high: int | None, edit: InsertCells | DeleteCells | MoveCells
) -> _Span | None:
    """The span after the edit; None when nothing is left of it."""
    if isinstance(edit, InsertCells):
        return _each(low, high, lambda at: at + edit.count if at >= edit.start else at)
    if isinstance(edit, DeleteCells):
        return _shrunk(low, high, edit.start, edit.count)
    return _carried(low, high, edit)


def _each(low: int | None, high: int | None, shift: Callable[[int], int]) -> _Span:
    """Both ends shifted; an open one stays open."""
    return (None if low is None else shift(low), None if high is None else shift(high))


def _shrunk(low: int | None, high: int | None, start: int, count: int) -> _Span | None:
    """The span without *count* rows or columns from *start* on."""
    end = start + count
    if low is not None:
        low = low if low < start else max(start, low - count)
    if high is not None:
        high = high - count if high >= end else min(high, start - 1)
        if high < (low or 0):
            return None
    return low, high


def _carried(low: int | None, high: int | None, edit: MoveCells) -> _Span:
    """The span after a move.

    It goes along when it lies wholly in what moves; else it loses what leaves it and grows round
    what comes into it.
    """
    end = edit.start + edit.count
    target = edit.to - edit.count if edit.to >= end else edit.to
    if edit.start <= edit.to <= end:
        return low, high
    if low is not None and high is not None and edit.start <= low <= high < end:
        return _each(low, high, lambda at: at + target - edit.start)
    left = _shrunk(low, high, edit.start, edit.count)
    assert left is not None
    return _each(*left, lambda at: at + edit.count if at >= target else at)
