"""Harga Nota as values: what every order was told last, and its total."""

from collections.abc import Mapping
from dataclasses import dataclass

from automations.matching.locking import Told, ToldLine
from automations.matching.plain import records
from automations.workbook.tables import Table
from sheet_schema.tabs import ORDER_PRICES
from sheet_schema.tabs.order_prices import LockedPrice

Piece = tuple[str, int, int, str]  #: line, qty, unit price, source


@dataclass(frozen=True)
class ToldPrices:
    """The newest version of every order; rows of lines that were removed are left out."""

    totals: Mapping[str, int]  #: order → total with kode unik
    versions: Mapping[str, int]
    pieces: Mapping[str, tuple[Piece, ...]]

    @classmethod
    def of(cls, table: Table[LockedPrice]) -> "ToldPrices":
        """The journal as it stands."""
        tab = ORDER_PRICES
        columns = (tab.order_no, tab.line, tab.qty, tab.unit_price_idr, tab.price_source)
        rows = list(records(table, *columns, tab.order_total_idr, tab.version))
        versions: dict[str, int] = {}
        for order_no, *_, version in rows:
            if version is not None and version > versions.get(order_no, 0):
                versions[order_no] = version
        totals: dict[str, int] = {}
        pieces: dict[str, list[Piece]] = {}
        for order_no, line, qty, unit, source, total, version in rows:
            if versions.get(order_no) == version and None not in (qty, unit, total):
                totals[order_no] = total
                pieces.setdefault(order_no, []).append((line, qty, unit, source))
        return cls(totals, versions, {order_no: tuple(found) for order_no, found in pieces.items()})

    def told(self, order_no: str) -> Told | None:
        """What *order_no* was told last; None before its first price."""
        if order_no not in self.totals:
            return None
        lines = {piece[0]: ToldLine(*piece) for piece in self.pieces[order_no]}
        return Told(lines, self.totals[order_no], self.versions[order_no])

    def goods_idr(self, order_no: str) -> int | None:
        """What the goods of an order are worth at told prices."""
        if order_no not in self.pieces:
            return None
        return sum(qty * unit for _, qty, unit, _ in self.pieces[order_no])
