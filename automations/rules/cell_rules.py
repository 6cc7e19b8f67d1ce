"""Cells that cannot be read, in any staff tab: which rule tells them, and how.

A date is D01, a number Q01, a key or a text too long K02, a list K01, a fault of the sheet K03.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from automations.rules.items import nearest
from automations.rules.lists import cell_text
from automations.rules.shop import Shop
from automations.workbook.job import Level, Problem
from automations.workbook.labels import Labels
from sheet_schema.cells import (
    KEY_SIGNS,
    BadCell,
    CellType,
    Choice,
    Code,
    Day,
    Moment,
    Quantity,
    Rupiah,
)
from sheet_schema.tabs.orders import ORDERS

#: Columns of Pesanan that change neither money nor parcel: unreadable, they leave the order in.
HARMLESS = frozenset({"note", "sender", "store", "entered_by", "proof_link", "claims_paid"})
_CELLS = {column.key: column.cell for column in ORDERS.inputs()}


@dataclass(frozen=True)
class Unread:
    """How one unreadable cell is told."""

    code: str
    content: str
    suggestion: str
    params: tuple[tuple[str, object], ...]


def unread(cell: BadCell, kind: CellType[object], header: str, labels: Labels) -> Unread:
    """The finding of an unreadable cell in a column of *kind* under *header*."""
    content = cell_text(cell.raw)
    shown: dict[str, object] = {"header": header, "typed": content}
    suggestion = cell.suggestion
    if cell.reason == "error_cell":
        code = "K03"
    elif isinstance(kind, (Day, Moment)):
        code = "D01"
    elif isinstance(kind, (Quantity, Rupiah)):
        code = "Q01"
    elif isinstance(kind, Code) or cell.reason == "too_long":
        code = "K02"
        suggestion = cell_text(cell.suggestion)
        shown = {"typed": content, "signs": _signs(content, kind)}
    else:
        code = "K01"
        words = (
            tuple(labels.choices.labels.get(kind.name, {}).values())
            if isinstance(kind, Choice)
            else ()
        )
        suggestion = next(iter(nearest(content, words)), "")
        shown["meant"] = suggestion
    return Unread(code, content, suggestion, tuple(sorted(shown.items())))


def _signs(content: str, kind: CellType[object]) -> str:
    """The signs that a key may not hold; blank when it is only too long."""
    if not isinstance(kind, Code):
        return ""
    return "".join(dict.fromkeys(s for s in content if s not in KEY_SIGNS and not s.isspace()))


def unreadable_cells(shop: Shop) -> Iterator[Problem]:
    """D01 Q01 K01 K02 K03: cells of orders that say nothing the schema understands."""
    joined = shop.orders.joined
    order_at = joined.order_at() if joined.bad else {}
    for column, cells in joined.bad.items():
        for index, cell in cells.items():
            told = unread(cell, _CELLS[column], shop.header(column), shop.labels)
            order = order_at.get(index)
            level = Level.LOOK if column in HARMLESS else Level.EXCLUDES
            if order is None and column != ORDERS.order_no.key:
                continue  # the row itself is told: it has no number, or is part of a broken paste
            made = (
                shop.row_problem(index, told.code, level, column)
                if order is None
                else shop.problem(order, told.code, level, column, index=index)
            )
            yield Problem(
                made.tab, made.key, made.row, made.column, told.code, level, told.params,
                told.content, told.suggestion, made.amount_idr,
            )  # fmt: skip
