"""Which formulas are computed again, in which order, and what is reported as changed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from automations.localsheets.formulas import Calculator, CellError
from automations.localsheets.formulas.order import components
from tests.localsheets.formulas.drawn import Book
from tests.localsheets.formulas.test_formula_workbook import P1, P2

CIRCLE = CellError(
    "#REF!",
    "Circular dependency detected. To resolve with iterative calculation, see File > Settings.",
)


def book_of(drawing: str) -> Book:
    book = Book()
    book.draw("S", drawing, size=(20, 20))
    return book


def test_formulas_are_computed_after_what_they_read_wherever_they_stand() -> None:
    book = book_of("=B1+1 | =C1+1 | =D1+1 | 5")

    assert book.shown("S", "A1") == 8
    book.put("S", "D1", "6")
    assert book.calculator.recalculate() == {(100, 0), (100, 1), (100, 2)}
    assert book.shown("S", "A1") == 9


def test_only_columns_whose_values_changed_are_reported() -> None:
    book = book_of('1 | =A1>0 | =A1*2 | =B1&""')
    book.calculator.recalculate()

    book.put("S", "A1", "2")

    assert book.calculator.recalculate() == {(100, 2)}
    assert book.calculator.recalculate() == set()


def test_a_value_that_changes_its_kind_only_is_a_change() -> None:
    book = book_of("1 | =A1")
    book.calculator.recalculate()

    book.put("S", "A1", "TRUE")

    assert book.calculator.recalculate() == {(100, 1)}
    assert book.shown("S", "B1") is True


def test_an_unrelated_edit_asks_for_no_cell_at_all() -> None:
    book = book_of("1 | =A1 | x")
    book.calculator.recalculate()
    asked = book.asked

    book.put("S", "C1", "y")
    book.calculator.recalculate()

    assert book.asked == asked


def test_now_is_computed_at_every_recalculation_and_what_reads_it_too() -> None:
    book = book_of("=NOW() | =INT(A1) | 5 | =C1")
    book.calculator.recalculate()

    book.now += 1

    assert book.calculator.recalculate() == {(100, 0), (100, 1)}
    assert book.shown("S", "B1") == 46352


def test_circles_are_errors_and_what_reads_them_too() -> None:
    book = book_of('=B1 | =C1 | =A1 | =A1+1 | =E1 | =IFERROR(A1;"circle")')

    assert [book.shown("S", f"{letter}1") for letter in "ABCDEF"] == [
        CIRCLE, CIRCLE, CIRCLE, CIRCLE, CIRCLE, "circle",
    ]  # fmt: skip
    book.put("S", "C1", "7")
    assert [book.shown("S", f"{letter}1") for letter in "ABCD"] == [7, 7, 7, 8]
    book.put("S", "C1", "=B1")
    assert book.shown("S", "D1") == CIRCLE


def test_an_array_that_would_spill_over_its_own_source_is_a_circle() -> None:
    book = book_of("=ARRAYFORMULA(A2:A5)\n1\n2")

    assert book.shown("S", "A1") == CIRCLE


def test_the_place_of_a_range_is_no_dependency_on_its_values() -> None:
    book = book_of("=ROW(A1) | =COLUMNS(A1:C1)")

    assert (book.shown("S", "A1"), book.shown("S", "B1")) == (1, 3)


def test_a_formula_reads_the_spill_of_another() -> None:
    book = book_of("1 | =ARRAYFORMULA(A1:A3*2) | | =SUM(B1:B3) | =B2\n2\n3")

    assert (book.shown("S", "D1"), book.shown("S", "E1")) == (12, 4)
    book.put("S", "A2", "5")
    assert (book.shown("S", "D1"), book.shown("S", "E1")) == (18, 10)


def test_a_strip_touched_across_a_formula_keeps_the_formulas_value() -> None:
    book = book_of("1 | =SUM(A1:A5)\n=40+2\n3")
    assert book.shown("S", "B1") == 46

    book.cells[100, 2, 0] = 4
    book.calculator.touched(100, 0, 0, 20)

    assert book.shown("S", "B1") == 47


def test_a_lookup_into_a_spill_sees_a_single_renewed_row() -> None:
    book = book_of('a | =ARRAYFORMULA(A1:A9&"!") | =IFERROR(MATCH("q!";B1:B9;0);"-")\nb\nc')
    assert book.shown("S", "C1") == "-"

    book.put("S", "A3", "q")

    assert book.shown("S", "C1") == 3


def test_a_circle_of_three_is_one_group_that_comes_after_what_it_needs() -> None:
    needs = {1: [2], 2: [3], 3: [1, 4], 4: [], 5: [1]}

    assert [sorted(group) for group in components(needs, needs.__getitem__)] == [
        [4],
        [1, 2, 3],
        [5],
    ]


def test_a_removed_formula_takes_its_spill_along() -> None:
    book = book_of("1 | =ARRAYFORMULA(A1:A3*2) | =SUM(B1:B3)\n2\n3")
    book.calculator.recalculate()

    book.put("S", "B1", "")

    assert book.calculator.recalculate() == {(100, 1), (100, 2)}
    assert book.strip("S", "B")[:3] == [None, None, None]
    assert book.shown("S", "C1") == 0


def test_a_long_chain_of_running_totals_is_computed() -> None:
    book = Book()
    book.draw("S", "1", size=(3000, 2))
    for row in range(2, 3001):
        book.put("S", f"B{row}", f"=B{row - 1}+A1")

    assert book.shown("S", "B3000") == 2999
    book.put("S", "A1", "2")
    assert book.shown("S", "B3000") == 5998


def test_a_reset_computes_everything_anew_and_reports_what_is_gone() -> None:
    book = book_of("1 | =A1 | =A1")
    book.calculator.recalculate()

    book.calculator.reset([(100, 0, 4, "=A1+1")])

    assert book.calculator.recalculate() == {(100, 1), (100, 2), (100, 4)}
    assert book.shown("S", "E1") == 2


def test_one_edited_row_renews_one_row_of_the_projections() -> None:
    book = Book()
    rows = "\n".join(f"N{row} | x | | | Topi | {row}" for row in range(1, 300))
    book.draw("Pesanan", "No. Nota\n" + rows, size=(300, 36))
    book.draw("_Nota", "N7 | | | lunas\nn8 | | | kirim", size=(9, 10))
    book.draw("_Harga", "Topi | 1000", size=(9, 2))
    book.put("Pesanan", "T1", P1)
    book.put("Pesanan", "AH1", P2)
    book.calculator.recalculate()
    assert (book.shown("Pesanan", "T8"), book.shown("Pesanan", "T9")) == ("lunas", "kirim")

    book.put("Pesanan", "A8", "N8")
    assert book.calculator.recalculate() == {(100, 19)}
    assert book.shown("Pesanan", "T8") == "kirim"
    book.put("Pesanan", "F8", "3")
    assert book.calculator.recalculate() == {(100, 33)}
    assert book.shown("Pesanan", "AH8") == 3000
    book.put("_Nota", "D2", "sampai")
    assert book.calculator.recalculate() == {(100, 19)}
    assert book.shown("Pesanan", "T8") == "sampai"


FORMULAS = {
    "F1": '=ARRAYFORMULA(IF(A1:A="";"";IFERROR(VLOOKUP(A1:A&"";T!A:B;2;FALSE)*B1:B;"?")))',
    "G1": '=ARRAYFORMULA(IF(ISNUMBER(B1:B);IF(B1:B>2;F1:F;A1:A&"!");C1:C))',
    "H1": "=SUMIF(A1:A;A1;B1:B)",
    "I1": "=ARRAYFORMULA(G1:G&SUM(B1:B))",
    "J2": '=ARRAYFORMULA(IF(C1:D1="";1;C2:D2))',
    "L1": "=FILTER(B1:B;ISNUMBER(B1:B))",
    "M1": '=ARRAYFORMULA(ROW(A1:A)-ROW($A$1)&IFNA(MATCH(A1:A;A1:A;0);"-"))',
}
CELLS = st.sampled_from(["", "a", "B", "b*", "1", "2", "3.5", "'2", "TRUE", "x"])
EDITS = st.tuples(
    st.sampled_from(
        [("S", f"{letter}{row}") for letter in "ABCD" for row in range(1, 9)]
        + [("S", "F4"), ("S", "K2"), ("S", "I6"), ("T", "A2"), ("T", "B1"), ("T", "B3")]
    ),
    CELLS,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(EDITS, max_size=3), max_size=8))
def test_edits_one_after_another_give_what_a_fresh_calculation_gives(
    rounds: list[list[tuple[tuple[str, str], str]]],
) -> None:
    book = Book()
    book.draw("S", "a | 1\nb | 2\n\nB | 3.5", size=(8, 14))
    book.draw("T", "a | 5\nb | 7\nx | 1", size=(4, 3))
    for name, formula in FORMULAS.items():
        book.put("S", name, formula)
    for edits in rounds:
        for (title, name), text in edits:
            book.put(title, name, text)
        before = [book.calculator.column(100, column, 0, 8) for column in range(14)]
        changed = book.calculator.recalculate()
        after = [book.calculator.column(100, column, 0, 8) for column in range(14)]
        fresh = Calculator(book, lambda: book.now)
        fresh.reset([(*place, text) for place, text in book.formulas.items()])
        fresh.recalculate()
        assert after == [fresh.column(100, column, 0, 8) for column in range(14)]
        for column in range(14):
            assert before[column] == after[column] or (100, column) in changed
