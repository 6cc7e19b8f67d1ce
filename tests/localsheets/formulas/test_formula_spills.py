"""Array results in the grid: what they cover, and what stops them."""

from automations.localsheets.formulas import MISSING, CellError
from tests.localsheets.formulas.drawn import Book

IN_THE_WAY = "Array result was not expanded because it would overwrite data in {}."
TOO_SHORT = "Result was not automatically expanded, please insert more {}."


def array_book(formula: str = "=ARRAYFORMULA(A1:A*2)", rows: int = 4) -> Book:
    book = Book()
    book.draw("S", "1\n2\n3\n4", size=(rows, 6))
    book.put("S", "D1", formula)
    return book


def test_a_result_as_high_as_the_grid_fits() -> None:
    book = array_book()

    assert book.strip("S", "D") == [2, 4, 6, 8]
    assert book.calculator.spilled(100, 3) == (0, 4)
    assert book.calculator.spilled(100, 4) is None


def test_a_typed_cell_in_the_way_blocks_the_whole_array_until_it_is_cleared() -> None:
    book = array_book()
    book.calculator.recalculate()
    book.put("S", "D3", "x")

    assert book.calculator.recalculate() == {(100, 3)}
    error = CellError("#REF!", IN_THE_WAY.format("D3"))
    assert book.strip("S", "D") == [error, None, "x", None]
    assert book.calculator.spilled(100, 3) is None
    book.put("S", "D3", "")
    assert book.strip("S", "D") == [2, 4, 6, 8]


def test_an_edit_of_the_source_while_blocked_shows_once_the_way_is_free() -> None:
    book = array_book()
    book.put("S", "D3", "x")
    book.calculator.recalculate()
    book.put("S", "A2", "50")
    book.calculator.recalculate()
    book.put("S", "D3", "")

    assert book.strip("S", "D") == [2, 100, 6, 8]


def test_another_formula_in_the_way_blocks_too_and_keeps_its_value() -> None:
    book = array_book()
    book.calculator.recalculate()
    book.put("S", "D2", "=A1+40")

    assert book.strip("S", "D")[:3] == [CellError("#REF!", IN_THE_WAY.format("D2")), 41, None]
    book.put("S", "E1", "=SUM(D2:D4)")
    assert book.shown("S", "E1") == 41
    book.put("S", "D2", "")
    assert book.strip("S", "D") == [2, 4, 6, 8]
    assert book.shown("S", "E1") == 18


def test_a_new_formula_in_the_way_needs_no_further_notice() -> None:
    book = array_book()
    book.calculator.recalculate()

    book.calculator.set_formula(100, 1, 3, "=A1")

    assert book.strip("S", "D")[:3] == [CellError("#REF!", IN_THE_WAY.format("D2")), 1, None]
    book.calculator.remove_formula(100, 1, 3)
    assert book.strip("S", "D") == [2, 4, 6, 8]


def test_the_spill_of_another_array_blocks_until_it_is_gone() -> None:
    book = Book()
    book.draw("S", "1 | 2\n3 | 4", size=(4, 9))
    book.put("S", "D2", "=ARRAYFORMULA(A1:B1)")
    book.calculator.recalculate()
    book.put("S", "E1", "=ARRAYFORMULA(A1:A2)")

    assert book.shown("S", "E1") == CellError("#REF!", IN_THE_WAY.format("E2"))
    book.put("S", "D2", "")
    assert book.strip("S", "E")[:2] == [1, 3]


def test_a_blocker_that_shrinks_lets_the_blocked_array_out() -> None:
    book = Book()
    book.draw("S", "1 | 5\n1 | 6\n0 | 7", size=(6, 9))
    book.put("S", "D1", "=FILTER(B1:B3;A1:A3=1)")
    book.put("S", "C2", "=ARRAYFORMULA(A1:B1)")
    book.calculator.recalculate()
    assert book.shown("S", "C2") == CellError("#REF!", IN_THE_WAY.format("D2"))

    book.put("S", "A2", "0")

    assert (book.shown("S", "C2"), book.shown("S", "D2")) == (1, 5)


def test_the_uppermost_then_leftmost_cell_in_the_way_is_named() -> None:
    book = Book()
    book.draw("S", "1 | 2\n3 | 4\n5 | 6", size=(4, 9))
    book.put("S", "E3", "x")
    book.put("S", "F2", "y")
    book.put("S", "E1", "=ARRAYFORMULA(A1:B3)")

    assert book.shown("S", "E1") == CellError("#REF!", IN_THE_WAY.format("F2"))


def test_too_few_rows_or_columns_are_counted() -> None:
    book = Book()
    book.draw("S", "1 | 2\n3 | 4\n5 | 6", size=(4, 6))
    book.put("S", "D3", "=ARRAYFORMULA(A1:A4)")
    book.put("S", "F1", "=ARRAYFORMULA(A1:B1)")

    assert book.shown("S", "D3") == CellError("#REF!", TOO_SHORT.format("rows (2)"))
    assert book.shown("S", "F1") == CellError("#REF!", TOO_SHORT.format("columns (1)"))


def test_a_grid_that_grew_is_noticed_at_the_next_recalculation() -> None:
    book = array_book()
    book.calculator.recalculate()
    book.sizes[100] = (6, 6)
    book.put("S", "A6", "9")

    assert book.strip("S", "D") == [2, 4, 6, 8, 0, 18]


def test_a_sheet_that_appears_later_is_found() -> None:
    book = array_book('=IFERROR(Nanti!A1;"belum")')
    assert book.shown("S", "D1") == "belum"

    book.draw("Nanti", "5")

    assert book.shown("S", "D1") == 5


def test_cells_that_no_formula_writes_are_missing() -> None:
    book = array_book("=ARRAYFORMULA(A1:A3*2)")
    book.put("S", "D4", "typed")
    book.put("S", "E2", "=B2")
    calculator = book.calculator
    calculator.recalculate()

    assert calculator.column(100, 3, 0, 4) == [2, 4, 6, MISSING]
    assert calculator.column(100, 3, 1, 3) == [4, 6]
    assert calculator.column(100, 4, 0, 3) == [MISSING, None, MISSING]
    assert calculator.column(100, 5, 0, 2) == [MISSING, MISSING]
    assert calculator.value(100, 3, 3) is MISSING
