"""The rules of Stok Masuk: I01 D01 K01 K03 S01 Q01."""

from collections.abc import Callable, Iterator

from automations.rules.lists import cell_text
from automations.rules.row_checks import RowChecks, left_out, not_in_list, unreadable
from automations.workbook.job import Level, Problem
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS

_HARMLESS = frozenset({"unit_cost_idr", "ref", "warehouse", "moved_by", "note"})
_MAY_BE_NONE = frozenset({"count", "opening"})  #: kinds of which 0 pieces is an answer


def cells_readable(rows: RowChecks) -> Iterator[Problem]:
    """D01 Q01 K01 K03."""
    return unreadable(rows, _HARMLESS)


def required(rows: RowChecks) -> Iterator[Problem]:
    """I01."""
    m = STOCK_MOVEMENTS
    return left_out(rows, (m.moved_on, m.kind, m.item, m.qty))


def item_known(rows: RowChecks) -> Iterator[Problem]:
    """S01: Produk knows no such item, or more than one."""
    items = rows.cells[STOCK_MOVEMENTS.item.key]
    for index in rows.indices:
        if items[index] and not rows.catalogue.resolve(items[index]):
            typed, found = cell_text(items[index]), rows.catalogue.suggest(items[index])
            yield rows.problem(
                index, "S01", Level.EXCLUDES, STOCK_MOVEMENTS.item, content=typed,
                suggestion="; ".join(found), typed=typed, meant=" / ".join(found),
            )  # fmt: skip


def pieces_above_none(rows: RowChecks) -> Iterator[Problem]:
    """Q01: 0 pieces, where only a count may be 0."""
    kinds = rows.cells[STOCK_MOVEMENTS.kind.key]
    for index in rows.indices:
        if rows.cells[STOCK_MOVEMENTS.qty.key][index] == 0 and kinds[index] not in _MAY_BE_NONE:
            yield rows.problem(
                index, "Q01", Level.EXCLUDES, STOCK_MOVEMENTS.qty, content="0",
                header=rows.header(STOCK_MOVEMENTS.qty), typed="0",
            )  # fmt: skip


def people_and_places(rows: RowChecks) -> Iterator[Problem]:
    """K01: a warehouse or person that no list has; the movement still counts."""
    yield from not_in_list(rows, STOCK_MOVEMENTS.warehouse, rows.settings.warehouses, Level.LOOK)
    yield from not_in_list(rows, STOCK_MOVEMENTS.moved_by, rows.team, Level.LOOK)


STOCK_RULES: tuple[Callable[[RowChecks], Iterator[Problem]], ...] = (
    cells_readable,
    required,
    item_known,
    pieces_above_none,
    people_and_places,
)
