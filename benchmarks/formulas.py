"""How the formula engine grows: three projection formulas over many rows.

Prints each time and its ratio to a plain Python loop with dict look-ups that does the same work.

    python benchmarks/formulas.py [--smoke]
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from automations.localsheets.formulas import Calculator, Value

ORDERS, NOTAS, PRICES = 1, 2, 3
TITLES = {"pesanan": ORDERS, "_nota": NOTAS, "_harga": PRICES}
TYPED = "$B$1:$B&$D$1:$D&$E$1:$E&$F$1:$F&$M$1:$M&$O$1:$O"
BY_KEY = (
    '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"{label}";IF(' + TYPED + '="";"";'
    'IF($A$1:$A="";"⚠ pilih No. Nota";'
    'IFERROR(VLOOKUP($A$1:$A&"";\'_Nota\'!$A$1:$J;{index};FALSE);"⏳")))))'
)
SUBTOTAL = (
    '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Subtotal";IF($E$1:$E="";"";IF($F$1:$F="";"";'
    'IFERROR($F$1:$F*IF($V$1:$V="";IFERROR(VLOOKUP($A$1:$A&"|"&$E$1:$E;\'_Harga\'!$A$1:$B;2;FALSE);'
    'VLOOKUP($E$1:$E&"";\'_Harga\'!$A$1:$B;2;FALSE));$V$1:$V);"⚠ cek barang")))))'
)
FORMULAS = (
    (ORDERS, 0, 19, BY_KEY.format(label="Status", index=4)),
    (ORDERS, 0, 20, BY_KEY.format(label="Bayar", index=5)),
    (ORDERS, 0, 33, SUBTOTAL),
)


class Drawing:
    """Three sheets as columns of typed cells."""

    def __init__(self, rows: int) -> None:
        """Orders of *rows* rows, half as many notas, 300 prices."""
        notas = [f"N{number // 2}" for number in range(rows)]
        items = [f"Barang {number % 300}" for number in range(rows)]
        blank: list[Value] = [None] * rows
        orders: list[list[Value]] = [list(blank) for _ in range(35)]
        orders[0], orders[1], orders[4] = [*notas], [f"Pembeli {n}" for n in range(rows)], [*items]
        orders[5] = [number % 5 + 1 for number in range(rows)]
        for column in orders:
            column[0] = None
        known = sorted({*notas})
        table: list[list[Value]] = [["No. Nota", *known]]
        table += [[f"k{column}", *(f"{one}/{column}" for one in known)] for column in range(9)]
        names = [f"Barang {number}" for number in range(300)]
        prices: list[list[Value]] = [["Kunci", *names], ["Harga", *range(1000, 301000, 1000)]]
        self.columns = {ORDERS: orders, NOTAS: table, PRICES: prices}

    def sheet_id(self, title: str) -> int | None:
        """The sheet with that title."""
        return TITLES.get(title.lower())

    def size(self, sheet_id: int) -> tuple[int, int] | None:
        """Rows and columns."""
        columns = self.columns[sheet_id]
        return len(columns[0]), len(columns)

    def column(self, sheet_id: int, column: int, first_row: int, last_row: int) -> Sequence[Value]:
        """A strip of typed cells."""
        return self.columns[sheet_id][column][first_row:last_row]


def plain_loop(drawing: Drawing) -> list[list[Value]]:
    """The same three columns by dicts and a loop: what cannot be undercut by much."""
    orders, table, prices = (drawing.columns[sheet] for sheet in (ORDERS, NOTAS, PRICES))
    rows = {str(key).lower(): row for row, key in enumerate(table[0])}
    price = {str(key).lower(): value for key, value in zip(*prices, strict=True)}
    columns: list[list[Value]] = [["Status"], ["Bayar"], ["Subtotal"]]
    for row in range(1, len(orders[0])):
        nota, item, qty = orders[0][row], orders[4][row], orders[5][row]
        typed = "".join(str(orders[column][row] or "") for column in (1, 3, 4, 5, 12, 14))
        for column, index in ((0, 3), (1, 4)):
            at = rows.get(str(nota).lower())
            columns[column].append("" if not typed else "⏳" if at is None else table[index][at])
        each = price.get(f"{nota}|{item}".lower(), price.get(str(item).lower()))
        known = isinstance(each, int) and isinstance(qty, int)
        columns[2].append(qty * each if known else "⚠ cek barang")  # type: ignore[operator]
    return columns


def best(action: Callable[[], object], times: int = 5) -> float:
    """The shortest of some runs, in seconds."""
    spans = []
    for _ in range(times):
        start = perf_counter()
        action()
        spans.append(perf_counter() - start)
    return min(spans)


def measured(rows: int) -> None:
    """Print one line of times and ratios for *rows* rows."""
    drawing = Drawing(rows)
    loop = best(lambda: plain_loop(drawing))
    calculator = Calculator(drawing, lambda: 46351.5)

    def first() -> None:
        calculator.reset(FORMULAS)
        calculator.recalculate()

    def edit(sheet: int, column: int, row: int, values: list[Value]) -> float:
        def once() -> None:
            cells = drawing.columns[sheet][column]
            cells[row] = values[0] if cells[row] != values[0] else values[1]
            calculator.touched(sheet, column, row, row + 1)
            calculator.recalculate()

        return best(once)

    spans = {
        "first": best(first),
        "order edit": edit(ORDERS, 5, rows // 2, [7, 8]),
        "nota edit": edit(NOTAS, 3, 5, ["baru", "lama"]),
        "price edit": edit(PRICES, 1, 5, [9, 10]),
    }
    expected = plain_loop(drawing)
    for column, values in zip((19, 20, 33), expected, strict=True):
        if calculator.column(ORDERS, column, 0, rows) != values:
            raise SystemExit(f"column {column} differs from the plain loop")
    print(f"{rows:>7} rows  plain loop {loop * 1000:8.2f} ms", end="")
    for name, span in spans.items():
        print(f"  {name} {span * 1000:8.2f} ms = x{span / loop:.2f}", end="")
    print()


if __name__ == "__main__":
    for size in (200, 400) if "--smoke" in sys.argv[1:] else (10_000, 20_000, 40_000):
        measured(size)
