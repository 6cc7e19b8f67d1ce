"""The price an order asks for: told once, then held (workbook.md 5, price lock).

A line keeps the price it was told at, whatever Produk says later; only a typed price or a new
line changes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class AskedLine:
    """A line of an order as it stands now; *today_idr* is typed, or Produk's."""

    line: str
    item: str
    qty: int
    typed_idr: int | None
    today_idr: int


@dataclass(frozen=True)
class ToldLine:
    """A line of Harga Nota."""

    line: str
    qty: int
    unit_price_idr: int
    source: str  #: typed, product, reseller


@dataclass(frozen=True)
class Told:
    """What an order was told last: its lines, total and version."""

    lines: Mapping[str, ToldLine]
    total_idr: int
    version: int


def priced(
    asked: Sequence[AskedLine], told: Mapping[str, ToldLine], list_source: str
) -> tuple[ToldLine, ...]:
    """The lines of *asked* at typed prices, else those *told* before, else Produk's of today."""
    found = []
    for line in asked:
        held = told.get(line.line)
        if line.typed_idr is not None:
            found.append(ToldLine(line.line, line.qty, line.typed_idr, "typed"))
        elif held is not None and held.source != "typed":
            found.append(ToldLine(line.line, line.qty, held.unit_price_idr, held.source))
        else:
            found.append(ToldLine(line.line, line.qty, line.today_idr, list_source))
    return tuple(found)


def differs(lines: Sequence[ToldLine], total_idr: int, told: Told) -> bool:
    """Whether an order now asks for other pieces, prices or another total than it was told."""
    asked = {line.line: (line.qty, line.unit_price_idr) for line in lines}
    before = {line.line: (line.qty, line.unit_price_idr) for line in told.lines.values()}
    return total_idr != told.total_idr or asked != before
