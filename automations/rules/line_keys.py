"""The text by which a row without a key column looks itself up, as the header formulas build it.

Blank is empty, text stands as it is, a date is its serial number, a whole number its digits; a
number with a fraction is written twice, with ``,`` and with ``.`` (workbook.md 3).
"""

from collections.abc import Callable, Sequence
from typing import Any

from automations.rules.items import item_key
from automations.workbook.tables import Table
from sheet_schema.cells import Cell, Choices
from sheet_schema.model import Column
from sheet_schema.tabs.products import PRODUCTS

_NO_WORDS = Choices()


def part(raw: Cell, comma: str = ",") -> str:
    """One cell inside a key, fractions with *comma*."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw == int(raw) else format(raw, ".15g").replace(".", comma)
    return str(raw)


def raw_cells(table: Table[Any], column: Column[Any]) -> Sequence[Cell]:
    """The cells of a column as read; of a table made in memory, as they would be written."""
    if column.key in table.raw:
        return table.raw[column.key]
    cells: list[Cell] = []
    for value in table[column].tolist():
        blank = value is None or value == "" or value != value  # noqa: PLR0124 - NaT is not itself
        cells.append("" if blank else column.cell.dump(value, _NO_WORDS))
    return cells


def row_keys(table: Table[Any], columns: Sequence[Column[Any]]) -> list[tuple[str, ...]]:
    """Per row the keys to write: one, or two where a number has a fraction."""
    tab = table.tab.tab_key
    return _keys(
        [raw_cells(table, column) for column in columns], lambda parts: "|".join((tab, *parts))
    )


def product_keys(table: Table[Any]) -> list[tuple[str, ...]]:
    """As ``row_keys`` of Produk: the SKU, else name and variant."""
    columns = [raw_cells(table, c) for c in (PRODUCTS.sku, PRODUCTS.name, PRODUCTS.variant)]
    return _keys(columns, lambda parts: f"{PRODUCTS.tab_key}|{item_key(*parts)}")


def _keys(
    columns: Sequence[Sequence[Cell]], joined: Callable[[list[str]], str]
) -> list[tuple[str, ...]]:
    return [
        tuple(dict.fromkeys(joined([part(cell, comma) for cell in cells]) for comma in (",", ".")))
        for cells in zip(*columns, strict=True)
    ]
