"""The rules of Produk: I01 Q01 K01 K02 K03 S06."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from automations.rules.items import as_compared, item_key
from automations.rules.row_checks import RowChecks, left_out, unreadable
from automations.workbook.job import Level, Problem
from sheet_schema.tabs.products import PRODUCTS

FORBIDDEN = "*?~|\"';"  #: signs a look-up would take for a pattern or a list for its comma
LONGEST_KEY = 80


def cells_readable(rows: RowChecks) -> Iterator[Problem]:
    """Q01 K01 K02 K03; a product is never left out, its price may be unknown."""
    for problem in unreadable(rows, frozenset()):
        priced = problem.column in (PRODUCTS.price_idr.key, PRODUCTS.reseller_price_idr.key)
        yield replace(problem, level=Level.STOP if priced else Level.LOOK)


def required(rows: RowChecks) -> Iterator[Problem]:
    """I01: a name; a price is asked when an order needs it (R06)."""
    return left_out(rows, (PRODUCTS.name,))


def key_usable(rows: RowChecks) -> Iterator[Problem]:
    """K02: the item key holds a sign that look-ups take for a pattern, or is too long."""
    for index, key in _keys(rows):
        signs = "".join(dict.fromkeys(sign for sign in key if sign in FORBIDDEN))
        if signs or len(key) > LONGEST_KEY:
            clean = "".join(sign for sign in key if sign not in FORBIDDEN)[:LONGEST_KEY]
            yield rows.problem(
                index, "K02", Level.STOP, PRODUCTS.name, content=key, suggestion=clean,
                typed=key, signs=signs,
            )  # fmt: skip


def named_once(rows: RowChecks) -> Iterator[Problem]:
    """S06: two rows are the same item: equal name and variant, or equal SKU."""
    names, variants = rows.cells[PRODUCTS.name.key], rows.cells[PRODUCTS.variant.key]
    seen: dict[str, int] = {}
    for index, key in _keys(rows):
        for word in {as_compared(key), as_compared(item_key("", names[index], variants[index]))}:
            first = seen.setdefault(word, index)
            if first != index:
                yield rows.problem(
                    index, "S06", Level.STOP, PRODUCTS.name, content=key, item=key,
                    row=(rows.table.rows or range(2, 2 + len(names)))[first],
                )  # fmt: skip
                break


def _keys(rows: RowChecks) -> Iterator[tuple[int, str]]:
    skus, names = rows.cells[PRODUCTS.sku.key], rows.cells[PRODUCTS.name.key]
    variants = rows.cells[PRODUCTS.variant.key]
    for index in rows.indices:
        if names[index]:
            yield index, item_key(skus[index], names[index], variants[index])


PRODUCT_RULES: tuple[Callable[[RowChecks], Iterator[Problem]], ...] = (
    cells_readable,
    required,
    key_usable,
    named_once,
)
