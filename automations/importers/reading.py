"""From bytes, sheets or pasted cells to one arrival: exactly one format may claim it."""

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from automations.importers import BANKS, MARKETPLACES
from automations.importers.marketplace_shopee import ShopeeOrders
from automations.importers.refusals import UnusableFileError
from automations.importers.rows import Row, Rows, readings, shown, trimmed
from automations.importers.statement import StatementFormat
from automations.workbook.arrivals import Arrival, RefusedFile, StatementArrival
from sheet_schema.cells import Cell

PASTED = "paste_bank"  #: source of pasted lines

Format = StatementFormat | ShopeeOrders


_FORMATS: tuple[Format, ...] = (*BANKS, *MARKETPLACES)


def claimants(tables: Iterable[Rows]) -> list[tuple[Format, Rows]]:
    """Every format whose header stands in one of the *tables*, with that table."""
    return [(each, rows) for rows in tables for each in _FORMATS if each.claims(rows)]


def read_bytes(data: bytes, *, source: str, reference_day: dt.date) -> Arrival:
    """The arrival in a text file, or why it is refused."""
    try:
        return _read(list(readings(data)), source, reference_day)
    except UnusableFileError as error:
        return error.refused(source)


def read_sheets(
    sheets: Iterable[Sequence[Sequence[Cell]]], *, source: str, reference_day: dt.date
) -> Arrival:
    """The arrival in the sheets of a workbook file, or why it is refused."""
    tables = [
        [(number, tuple(cells)) for number, cells in enumerate(rows, start=1)] for rows in sheets
    ]
    try:
        return _read(tables, source, reference_day)
    except UnusableFileError as error:
        return error.refused(source)


def _read(tables: Sequence[Rows], source: str, reference_day: dt.date) -> Arrival:
    found = claimants(tables)
    if not found:
        raise UnusableFileError("unknown_format", _first_words(tables))
    if len(found) > 1:
        raise UnusableFileError("two_formats", ", ".join(each.key for each, _ in found))
    chosen, rows = found[0]
    return chosen.parse(rows, source=source, reference_day=reference_day)


def _first_words(tables: Sequence[Rows]) -> str:
    return next((shown(cells) for rows in tables for _, cells in rows if trimmed(cells)), "")


def read_pasted(
    rows: Rows, *, reference_day: dt.date, account: str = ""
) -> StatementArrival | RefusedFile | None:
    """The statement in pasted *rows* (numbered as in the sheet); ``None`` when nothing is there.

    A row is a whole CSV line in its first cell or split over cells, with or without header.
    """
    found = _pasted(tuple(rows), reference_day)
    return replace(found, account=account) if isinstance(found, StatementArrival) else found


@lru_cache(maxsize=4)  # the tab stays as it is for many cycles, and two jobs ask in each
def _pasted(rows: tuple[Row, ...], reference_day: dt.date) -> StatementArrival | RefusedFile | None:
    filled = [(number, trimmed(cells)) for number, cells in rows if trimmed(cells)]
    if not filled:
        return None
    try:
        chosen, split = _pasted_format(filled, rows)
        return chosen.parse(split, source=PASTED, reference_day=reference_day)
    except UnusableFileError as error:
        return error.refused(PASTED)


def _pasted_format(filled: Rows, rows: Rows) -> tuple[StatementFormat, Rows]:
    views = [_split_lines(rows, delimiter) for delimiter in (",", ";", "\t")]
    claims = [(each, view) for view in views for each in BANKS if each.claims(view)]
    if not claims:
        views = [[row for row in view if trimmed(row[1])] for view in views]
        claims = [(each, view) for view in views for each in BANKS if each.fits(view)]
    ways = {(each.columns, each.amount_sen): (each, view) for each, view in reversed(claims)}
    if len(ways) == 1:
        return next(iter(ways.values()))
    if ways:
        raise UnusableFileError("two_formats", ", ".join(each.key for each, _ in ways.values()))
    number, cells = _worst(filled, views)
    raise UnusableFileError("line_unreadable", shown(cells), line=number)


def _worst(filled: Rows, views: Sequence[Rows]) -> Row:
    """The row to name when nothing fits: the first that stops the format fitting most rows."""
    best = 0
    for view in views:
        for each in BANKS:
            fitting = next((i for i, row in enumerate(view) if not each.fits([row])), len(view))
            best = max(best, fitting)
    return filled[min(best, len(filled) - 1)]


def _split_lines(rows: Rows, delimiter: str) -> list[Row]:
    """The rows with whole lines in their first cell split; already split ones as they are."""
    found: list[Row] = []
    for number, cells in rows:
        filled = trimmed(cells)
        if len(filled) == 1 and isinstance(filled[0], str) and delimiter in filled[0]:
            line = filled[0]
            parts = next(csv.reader([line], delimiter=delimiter), [])
            found.append((number, tuple(parts)))
        else:
            found.append((number, cells))
    return found
