"""Sheets drawn in the test: the smallest server that the calculator accepts."""

import re
from collections.abc import Sequence

from automations.localsheets.formulas import MISSING, Calculator, Missing, Value
from automations.localsheets.formulas.references import column_number

NOW = 46351.5
"""2026-11-25 12.00."""


def spot(name: str) -> tuple[int, int]:
    """Row and column of an A1 name, from 0."""
    letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", name).groups()  # type: ignore[union-attr]
    return int(digits) - 1, column_number(letters)


def typed(text: str) -> Value:
    """A drawn cell: a number, TRUE, text (``'12`` is text), or nothing when empty."""
    if not text:
        return None
    if text in {"TRUE", "FALSE"}:
        return text == "TRUE"
    if text.startswith("'"):
        return text[1:]
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?[0-9]+\.[0-9]+", text) else text


class Book:
    """Sheets whose rows are drawn as ``a | b | c`` (the bar needs a space before it), one line a row.

    A cell that starts with ``=`` is a formula. A grid has as many rows and columns as drawn,
    unless ``size`` asks for more.
    """

    def __init__(self, *, decimal_comma: bool = False, **drawings: str) -> None:
        self.titles: dict[str, int] = {}
        self.sizes: dict[int, tuple[int, int]] = {}
        self.cells: dict[tuple[int, int, int], Value] = {}
        self.formulas: dict[tuple[int, int, int], str] = {}
        self.asked = 0
        self.now = NOW
        self.calculator = Calculator(self, lambda: self.now, decimal_comma=decimal_comma)
        for title, drawing in drawings.items():
            self.draw(title.replace("__", " "), drawing)

    def draw(self, title: str, drawing: str, size: tuple[int, int] | None = None) -> None:
        sheet = self.titles.setdefault(title, 100 + len(self.titles))
        lines = [re.split(r" \|(?= |$)", line) for line in drawing.strip("\n").splitlines()]
        rows = [[cell.strip() for cell in line] for line in lines]
        self.sizes[sheet] = size or (len(rows), max(map(len, rows)))
        for row, line in enumerate(rows):
            for column, text in enumerate(line):
                if text.startswith("="):
                    self.formulas[sheet, row, column] = text
                    self.calculator.set_formula(sheet, row, column, text)
                elif text:
                    self.cells[sheet, row, column] = typed(text)

    def sheet_id(self, title: str) -> int | None:
        found = {known.lower(): sheet for known, sheet in self.titles.items()}
        return found.get(title.lower())

    def size(self, sheet_id: int) -> tuple[int, int] | None:
        return self.sizes.get(sheet_id)

    def column(self, sheet_id: int, column: int, first_row: int, last_row: int) -> Sequence[Value]:
        self.asked += 1
        return [self.cells.get((sheet_id, row, column)) for row in range(first_row, last_row)]

    def put(self, title: str, name: str, text: str) -> None:
        """Type into a cell."""
        place = (self.titles[title], *spot(name))
        sheet, row, column = place
        if self.formulas.pop(place, None) is not None:
            self.calculator.remove_formula(*place)
        self.cells.pop(place, None)
        if text.startswith("="):
            self.formulas[place] = text
            self.calculator.set_formula(*place, text)
        elif text:
            self.cells[place] = typed(text)
        self.calculator.touched(sheet, column, row, row + 1)

    def shown(self, title: str, name: str) -> Value:
        """What a cell shows after a recalculation."""
        self.calculator.recalculate()
        sheet, row, column = (self.titles[title], *spot(name))
        value: Value | Missing = self.calculator.value(sheet, row, column)
        return self.cells.get((sheet, row, column)) if value is MISSING else value

    def strip(self, title: str, letters: str) -> list[Value]:
        """What a column shows."""
        rows = self.sizes[self.titles[title]][0]
        return [self.shown(title, f"{letters}{row + 1}") for row in range(rows)]


def result(formula: str, sheet: str = "", *, decimal_comma: bool = False) -> Value:
    """What a formula gives in column Z, row 1, of a drawn sheet ``S``."""
    book = Book(decimal_comma=decimal_comma)
    book.draw("S", sheet or "x", size=(40, 30))
    book.put("S", "Z1", formula)
    return book.shown("S", "Z1")


def kind_of(value: object) -> type:
    """The spreadsheet's kind of a value: whole and broken numbers are one."""
    return float if type(value) is int else type(value)
