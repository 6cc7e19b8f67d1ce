"""What every order asks for now, against what it was told: new versions and differences.

The quick look goes over bare tuples, since of 10,000 orders hardly any changes in a cycle; only
an order that differs is worked out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from automations.matching.locking import AskedLine, ToldLine, differs, priced
from automations.matching.plain import records
from automations.matching.told import ToldPrices
from automations.workbook.tables import Tables
from sheet_schema.tabs import ORDER_LINES

Row = tuple[str, str, int, "int | None", int]  #: line, item, qty, typed price, price today


@dataclass(frozen=True)
class Bill:
    """The shared money of a complete order; *code* is its kode unik, 0 without."""

    order_no: str
    row: int
    extras_idr: int  #: shipping and other fees less discount
    code: int
    list_source: str  #: where an untyped price comes from
    held: bool  #: money came or a parcel left before this cycle


@dataclass(frozen=True)
class Asked:
    """An order that asks for something else than it was told; version 1 is the first price."""

    bill: Bill
    lines: tuple[ToldLine, ...]
    total_idr: int
    version: int
    told_idr: int | None


def asked_lines(tables: Tables) -> dict[str, list[Row]]:
    """Order → its lines; a line without quantity or price makes the order unpriced: left out."""
    table, tab = tables[ORDER_LINES], ORDER_LINES
    found: dict[str, list[Row]] = {}
    broken: set[str] = set()
    columns = (tab.order_no, tab.line, tab.item, tab.qty, tab.typed_price_idr, tab.price_today_idr)
    for order_no, line, item, qty, typed, today in records(table, *columns):
        if qty is None or today is None:
            broken.add(order_no)
        found.setdefault(order_no, []).append((line, item, qty, typed, today))
    for order_no in broken:
        del found[order_no]
    return found


def changes(
    bills: Iterator[Bill], lines: Mapping[str, list[Row]], prices: ToldPrices
) -> Iterator[Asked]:
    """Every order whose lines or total are not those it was told."""
    for bill in bills:
        rows = lines.get(bill.order_no)
        if rows and not _as_told(bill, rows, prices):
            asked = _asked(bill, rows, prices)
            if asked is not None:
                yield asked


def _as_told(bill: Bill, rows: list[Row], prices: ToldPrices) -> bool:
    pieces = prices.pieces.get(bill.order_no)
    if pieces is None or len(pieces) != len(rows):
        return False
    goods = 0
    held: Any = pieces
    if len(rows) > 1:
        by_line = {piece[0]: piece for piece in pieces}
        held = [by_line.get(row[0]) for row in rows]
    for (line, _, qty, typed, _), piece in zip(rows, held, strict=True):
        if piece is None or piece[0] != line or piece[1] != qty:
            return False
        unit = piece[2]
        if typed != unit if typed is not None else piece[3] == "typed":
            return False
        goods += qty * unit
    return goods + bill.extras_idr + bill.code == prices.totals[bill.order_no]


def _asked(bill: Bill, rows: list[Row], prices: ToldPrices) -> Asked | None:
    told = prices.told(bill.order_no)
    lines = priced(
        [AskedLine(*row) for row in rows], told.lines if told is not None else {}, bill.list_source
    )
    total = sum(line.qty * line.unit_price_idr for line in lines) + bill.extras_idr + bill.code
    if told is None:
        return Asked(bill, lines, total, 1, None)
    if not differs(lines, total, told):
        return None
    return Asked(bill, lines, total, told.version + 1, told.total_idr)


def risen(
    open_orders: set[str], lines: Mapping[str, list[Row]], prices: ToldPrices
) -> dict[tuple[str, int, int], int]:
    """(item, told price, Produk's price now) → in how many unpaid orders the old one holds."""
    found: dict[tuple[str, int, int], int] = {}
    for order_no in open_orders:
        by_line = {piece[0]: piece for piece in prices.pieces.get(order_no, ())}
        for line, item, _, typed, today in lines.get(order_no, ()):
            piece = by_line.get(line)
            if typed is None and piece is not None and piece[3] != "typed" and piece[2] != today:
                key = (item, piece[2], today)
                found[key] = found.get(key, 0) + 1
    return found
