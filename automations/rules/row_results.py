"""_Baris: what rows of staff tabs other than Pesanan look up about themselves."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automations.rules.confirmation_rules import answer_code
from automations.rules.line_keys import product_keys, raw_cells, row_keys
from automations.rules.lists import sheet_rows, texts, values
from automations.rules.told import Worst
from automations.rules.words import SAMPLE, is_sample
from automations.workbook.job import Sentence
from automations.workbook.settings import DECLARED
from automations.workbook.tables import Table
from sheet_schema.model import Column
from sheet_schema.tabs.cash_entries import CASH_ENTRIES
from sheet_schema.tabs.confirmations import CONFIRMATIONS
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.settings import SETTINGS
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS

FINE = Sentence.of("row.fine")
Told = tuple[object, ...]  #: cells from ``check`` on


@dataclass(frozen=True)
class RowResult:
    """One line of _Baris."""

    key: str
    tab: str
    told: Told


def results(
    table: Table[Any],
    keys: Sequence[tuple[str, ...]],
    sample: Column[Any],
    told: Callable[[int], Told],
) -> Iterator[RowResult]:
    """Results of the rows of *table*; rows of one text share a message that counts them.

    Look-ups ignore case, so texts that differ in case alone are one.
    """
    marks = [str(mark) for mark in raw_cells(table, sample)]
    by_text: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    for index, texts_of_row in enumerate(keys):
        for text in texts_of_row:
            folded = text.casefold()
            spelled.setdefault(folded, text)
            by_text.setdefault(folded, []).append(index)
    for folded, rows in by_text.items():
        live = [index for index in rows if not is_sample(marks[index])]
        cells: Told = told(live[0]) if live else (SAMPLE,)
        if len(live) > 1:
            cells = (Sentence.of("row.twins", rows=len(live), message=cells[0]), *cells[1:])
        yield RowResult(spelled[folded], table.tab.tab_key, cells)


def checked(table: Table[Any], worst: Mapping[int, Worst]) -> Callable[[int], object]:
    """Index of a row → the text of its Cek."""
    rows = sheet_rows(table)

    def check(index: int) -> object:
        found = worst.get(rows[index])
        return FINE if found is None else found.message

    return check


def _typed_rows(
    table: Table[Any], keys: list[tuple[str, ...]], columns: Iterable[Column[Any]]
) -> list[tuple[str, ...]]:
    """*keys*, empty for rows whose header formula shows nothing: none of *columns* is filled."""
    cells = [raw_cells(table, column) for column in columns]
    filled = [any(cell != "" for cell in row) for row in zip(*cells, strict=True)]
    return [found if typed else () for found, typed in zip(keys, filled, strict=True)]


def stock_results(table: Table[Any], worst: Mapping[int, Worst]) -> Iterator[RowResult]:
    """Stok Masuk: Cek."""
    m, check = STOCK_MOVEMENTS, checked(table, worst)
    keys = _typed_rows(
        table, row_keys(table, (m.moved_on, m.kind, m.item, m.qty)), (m.kind, m.item, m.qty)
    )
    return results(table, keys, m.note, lambda i: (check(i),))


def cash_results(table: Table[Any], worst: Mapping[int, Worst]) -> Iterator[RowResult]:
    """Kas: Cek."""
    e, check = CASH_ENTRIES, checked(table, worst)
    named = (e.account, e.category, e.money_in_idr, e.money_out_idr)
    keys = _typed_rows(table, row_keys(table, (e.entered_on, *named)), named)
    return results(table, keys, e.description, lambda i: (check(i),))


def settings_results(table: Table[Any], worst: Mapping[int, Worst]) -> Iterator[RowResult]:
    """Pengaturan: Cek; a name the bot does not know says so."""
    check, known = checked(table, worst), {declared.name for declared in DECLARED}
    names = texts(table, SETTINGS.name)

    def told(index: int) -> Told:
        unknown = names[index].strip().casefold() not in known
        return (Sentence.of("row.setting_unknown") if unknown else check(index),)

    return results(
        table,
        _typed_rows(table, row_keys(table, (SETTINGS.name,)), (SETTINGS.name,)),
        SETTINGS.name,
        told,
    )


_FULL = (
    PRODUCTS.category, PRODUCTS.price_idr, PRODUCTS.cost_idr, PRODUCTS.supplier,
    PRODUCTS.weight_g, PRODUCTS.photo_link, PRODUCTS.description_link,
)  # fmt: skip


def product_results(
    table: Table[Any],
    worst: Mapping[int, Worst],
    items: Mapping[int, str],
    stock: Mapping[str, object],
) -> Iterator[RowResult]:
    """Produk: Cek, Stok, Lengkap %.  *items*: index of a row → item key; *stock*: by item key."""
    check = checked(table, worst)
    columns = [values(table, column) for column in _FULL]
    filled = [sum(cell not in ("", None) for cell in row) for row in zip(*columns, strict=True)]
    uncounted = Sentence.of("row.uncounted")

    def told(index: int) -> Told:
        share = Sentence.of("row.percent", percent=round(100 * filled[index] / len(_FULL)))
        return (check(index), stock.get(items.get(index, ""), uncounted), share)

    keys = _typed_rows(table, product_keys(table), (PRODUCTS.sku, PRODUCTS.name))
    return results(table, keys, PRODUCTS.sku, told)


def confirmation_results(
    table: Table[Any],
    worst: Mapping[int, Worst],
    texts_of: Mapping[int, Told],
    meanings: Mapping[str, object],
) -> Iterator[RowResult]:
    """Konfirmasi: what the code is about, the suggestion beside it, what the answer did.

    *texts_of*: index of a row → those three as matching tells them; *meanings*: code of a
    question that is no bank line → what it asks.
    """
    c, rows = CONFIRMATIONS, sheet_rows(table)
    codes = [answer_code(text) for text in texts(table, c.code)]

    def told(index: int) -> Told:
        meaning, suggestion, result = texts_of.get(index, ("", "", ""))
        found = worst.get(rows[index])
        if found is not None and found.problem.code not in _ANSWER_RULES:
            result = found.message
        return (meaning or meanings.get(codes[index], ""), suggestion, result)

    named = (c.code, c.answer, c.order_no)
    keys = _typed_rows(table, row_keys(table, named), named)
    return results(table, keys, c.code, told)


_ANSWER_RULES = frozenset({"X01", "X02"})  #: told by the answer's own text
