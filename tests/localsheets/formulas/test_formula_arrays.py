"""ARRAYFORMULA: what is lifted over ranges, and what is not."""

from automations.localsheets.formulas import CellError
from tests.localsheets.formulas.drawn import Book

NA = CellError("#N/A", "Arguments have different sizes.")


def lifted(formula: str, drawing: str, *, rows: int = 0) -> list[object]:
    """What column Z shows with ``=ARRAYFORMULA(formula)`` in its first row."""
    book = Book()
    lines = drawing.strip("\n").count("\n") + 1
    book.draw("S", drawing, size=(rows or lines, 30))
    book.put("S", "Z1", f"=ARRAYFORMULA({formula})")
    return [*book.strip("S", "Z")]


def test_operators_go_row_by_row() -> None:
    assert lifted('A1:A&"-"&B1:B', "a | 1\n | 2\nc |") == ["a-1", "-2", "c-"]
    assert lifted("A1:A*B1:B+1", "2 | 3\n | 4\n5 | 6") == [7, 1, 31]
    assert lifted("A1:A>=2", "1\n2\nx") == [False, True, True]
    assert lifted("-A1:A", "1\n2") == [-1, -2]


def test_functions_of_text_and_numbers_go_row_by_row() -> None:
    assert lifted("LEN(A1:A)", "abc\n\n12") == [3, 0, 2]
    assert lifted("LEFT(A1:A;B1:B)", "abc | 1\nxyz | 2") == ["a", "xy"]
    assert lifted("ROUND(A1:A;1)", "1.25\n2.34") == [1.3, 2.3]
    assert lifted("UPPER(TRIM(A1:A))", "a  b\nc") == ["A B", "C"]
    assert lifted("ISBLANK(A1:A)", "a\n\nb") == [False, True, False]
    assert lifted("ROW(A1:A)", "a\nb") == [1, 2]


def test_a_single_cell_or_row_is_repeated_and_a_shorter_range_ends_in_not_available() -> None:
    assert lifted("A1:A+$B$1", "1 | 10\n2 |") == [11, 12]
    assert lifted("A1:A3+B1:B2", "1 | 1\n2 | 2\n3 | 3") == [2, 4, NA]


def test_an_if_takes_each_row_from_its_own_branch() -> None:
    drawing = "1 | 0\n | 5\nx | 2\n4 | 2"

    assert lifted('IF(A1:A="";"none";IFERROR(A1:A/B1:B;"bad"))', drawing) == [
        "bad", "none", "bad", 2,
    ]  # fmt: skip
    assert lifted("IF(B1:B=2;A1:A)", drawing) == [False, False, "x", 4]


def test_a_branch_for_some_rows_reads_those_rows_single_cells_and_whole_ranges() -> None:
    assert lifted("IFERROR(1/A1:A;B1:B)", "1 | a\n0 | b\n2 | c\n0 | d") == [1, "b", 0.5, "d"]
    assert lifted("IF(A1:A>1;A1:A*$B$1;0)", "1 | 10\n2 | x\n3 | x") == [0, 20, 30]
    assert lifted("IF(A1:A>1;SUM(A1:A*1);0)", "1\n2\n3") == [0, 6, 6]
    assert lifted("IF(A1:A>1;SORT(A1:A);0)", "3\n1\n2") == [1, 0, 3]


def test_ranges_of_different_height_are_laid_side_by_side_from_their_first_rows() -> None:
    assert lifted("IF(A1:A3>1;B1:B2;0)", "1 | 5\n2 | 6\n3 | 7") == [0, 6, NA]
    assert lifted("IF(A1:A2>1;B1:B3;0)", "1 | 5\n2 | 6\n3 | 7") == [0, 6, NA]
    assert lifted("IF(A1:A2>1;B2:B3;0)", "1 | 5\n2 | 6\n3 | 7") == [0, 7, None]


def test_an_error_in_a_condition_stays_in_its_row() -> None:
    error = CellError("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")

    assert lifted('IF(1/A1:A>0;"plus";"minus")', "1\n0\n-1") == ["plus", error, "minus"]


def test_branches_of_two_columns_fill_two_columns() -> None:
    book = Book()
    book.draw("S", "1 | a | b\n | c | d", size=(2, 9))
    book.put("S", "F1", '=ARRAYFORMULA(IF(A1:A="";"-";B1:C))')

    assert (book.strip("S", "F"), book.strip("S", "G")) == (["a", "-"], ["b", "-"])


def test_a_lookup_takes_a_range_of_keys_composed_of_text_numbers_and_dates() -> None:
    book = Book()
    book.draw("S", "46346 | 2 | x\n | 2 | x\nk | 2 | y", size=(3, 9))
    book.draw("T", "46346|2|x | one\n|2|X | two\nK|2|y | three")
    book.put("S", "F1", '=ARRAYFORMULA(VLOOKUP(A1:A&"|"&B1:B&"|"&C1:C;T!A:B;2;FALSE))')

    assert book.strip("S", "F") == ["one", "two", "three"]


def test_a_lookup_is_blind_to_case_but_not_to_number_and_text() -> None:
    book = Book()
    book.draw("S", "n1\nN1\n12\n'12\n'012", size=(5, 9))
    book.draw("T", "N1 | text\n12 | number\n'012 | zero")
    book.put("S", "F1", '=ARRAYFORMULA(IFERROR(VLOOKUP(A1:A;T!A:B;2;FALSE);"-"))')

    assert book.strip("S", "F") == ["text", "text", "number", "-", "zero"]
    book.put("S", "F1", '=ARRAYFORMULA(IFERROR(VLOOKUP(A1:A&"";T!A:B;2;FALSE);"-"))')
    assert book.strip("S", "F") == ["text", "text", "-", "-", "zero"]


def test_a_text_key_with_wildcards_is_a_pattern_and_takes_the_first_match() -> None:
    book = Book()
    book.draw("S", "ka*\nk?t\nk~*\n*\nzz*", size=(5, 9))
    book.draw("T", "katun | 1\nKAT | 2\nk* | 3")
    book.put("S", "F1", '=ARRAYFORMULA(IFERROR(VLOOKUP(A1:A;T!A:B;2;FALSE);"-"))')

    assert book.strip("S", "F") == [1, 2, 3, 1, "-"]


def test_of_equal_keys_the_first_row_is_found() -> None:
    book = Book()
    book.draw("S", "a\nA", size=(2, 9))
    book.draw("T", "b | 0\nA | first\na | second")
    book.put("S", "F1", "=ARRAYFORMULA(VLOOKUP(A1:A;T!A:B;2;FALSE))")

    assert book.strip("S", "F") == ["first", "first"]


def test_sumif_and_countif_answer_every_condition_but_sumifs_and_countifs_only_the_first() -> None:
    drawing = "a | 1\nb | 2\nA | 4\n'0012 | 8\n12 | 16\n>1 | 32"

    assert lifted("SUMIF(A1:A;A1:A;B1:B)", drawing) == [5, 2, 5, 24, 24, 16]
    assert lifted("COUNTIF(A1:A;A1:A)", drawing) == [2, 1, 2, 2, 2, 1]
    assert lifted("SUMIFS(B1:B;A1:A;A1:A)", drawing) == [5, None, None, None, None, None]
    assert lifted("COUNTIFS(A1:A;A1:A)", drawing) == [2, None, None, None, None, None]


def test_sumifs_takes_the_first_condition_of_all_rows_also_inside_a_branch() -> None:
    book = Book()
    book.draw("S", " | 1\nb | 2\nb | 4", size=(3, 9))
    book.put("S", "F1", '=ARRAYFORMULA(IF(A1:A="";"none";SUMIFS(B1:B;A1:A;A1:A)))')

    assert book.strip("S", "F") == ["none", 1, 1]
    book.put("S", "A3", "a")
    assert book.strip("S", "F") == ["none", 1, 1]
    book.put("S", "B1", "8")
    assert book.strip("S", "F") == ["none", 8, 8]


def test_a_lifted_link_shows_its_labels() -> None:
    assert lifted('HYPERLINK("http://x/"&A1:A;A1:A)', "a\nb") == ["a", "b"]


def test_aggregates_inside_an_arrayformula_see_the_whole_range() -> None:
    assert lifted("A1:A/SUM(A1:A)", "1\n3") == [0.25, 0.75]
    assert lifted("A1:A-MIN(IF(A1:A>1;A1:A;99))", "1\n3\n2") == [-1, 1, 0]
    assert lifted("AND(A1:A>0)", "1\n3") == [True, None]


def test_without_arrayformula_an_operator_takes_the_cell_of_its_own_row() -> None:
    book = Book()
    book.draw("S", "1 | 9\n2\n3", size=(9, 9))
    for row in (1, 2, 5):
        book.put("S", f"F{row}", "=A1:A3*10")
    book.put("S", "G2", "=LEN(A1:A3)")

    assert [book.shown("S", f"F{row}") for row in (1, 2)] == [10, 20]
    assert book.shown("S", "F5") == CellError("#VALUE!", "An array value could not be found.")
    assert book.shown("S", "G2") == 1


def test_array_functions_spill_by_themselves() -> None:
    book = Book()
    book.draw("S", "b | 2\na | 1\nb | 2\n | 5", size=(9, 30))
    book.put("S", "D1", "=UNIQUE(A1:B4)")
    book.put("S", "G1", "=SORT(A1:B4;2;FALSE)")
    book.put("S", "J1", '=FILTER(A1:B4;A1:A4="b")')
    book.put("S", "M1", "=TRANSPOSE(A1:B2)")
    book.put("S", "P1", '=FILTER(A1:A4;A1:A4="q")')
    book.put("S", "R1", "=SORT(A1:A4)")

    assert book.strip("S", "D")[:4] == ["b", "a", None, None]
    assert book.strip("S", "H")[:4] == [5, 2, 2, 1]
    assert book.strip("S", "K")[:3] == [2, 2, None]
    assert (book.strip("S", "M")[:2], book.strip("S", "N")[:2]) == (["b", 2], ["a", 1])
    assert book.shown("S", "P1") == CellError("#N/A", "No matches are found in FILTER evaluation.")
    assert book.strip("S", "R")[:4] == ["a", "b", "b", None]
