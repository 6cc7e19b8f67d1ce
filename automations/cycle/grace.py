"""Grace while typing: an incomplete row that changed within two cycles is still being typed."""

from collections.abc import Iterator

from automations.workbook.tables import Tables
from sheet_schema.cells import Cell
from sheet_schema.model import SheetRow
from sheet_schema.tabs import CASH_ENTRIES, ORDERS, STOCK_MOVEMENTS

#: Columns that a row being typed still lacks, by tab.
NEEDED: dict[type[SheetRow], tuple[str, ...]] = {
    ORDERS: ("item", "qty", "courier", "buyer_text"),
    STOCK_MOVEMENTS: ("moved_on", "kind", "item", "qty"),
    CASH_ENTRIES: ("entered_on", "account", "category", "description"),
}
_SETTLED_AFTER = 2

Mark = tuple[str, tuple[Cell, ...]]


class Grace:
    """Remembers incomplete rows from cycle to cycle; a fresh process takes all as settled."""

    def __init__(self) -> None:
        """Start without memory."""
        self._seen: dict[Mark, int] | None = None

    def typing(self, tables: Tables) -> frozenset[tuple[str, int]]:
        """(tab key, sheet row) of the rows still being typed at this read."""
        first, before = self._seen is None, self._seen or {}
        now: dict[Mark, int] = {}
        typing: set[tuple[str, int]] = set()
        for mark, row in _incomplete(tables):
            cycles = _SETTLED_AFTER if first else before.get(mark, 0) + 1
            now[mark] = max(now.get(mark, 0), cycles)
            if cycles < _SETTLED_AFTER + 1 and not first:
                typing.add((mark[0], row))
        self._seen = now
        return frozenset(typing)


def _incomplete(tables: Tables) -> Iterator[tuple[Mark, int]]:
    for tab, needed in NEEDED.items():
        if tab not in tables:
            continue
        table = tables[tab]
        needs = list(zip(*(table.raw[key] for key in needed), strict=True))
        typed = list(zip(*table.raw.values(), strict=True))
        for i, cells in enumerate(needs):
            if "" in cells and sum(cell != "" for cell in typed[i]) > 1:
                yield (tab.tab_key, typed[i]), table.rows[i]
