"""How formula text follows its cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.localsheets.formulas import (
    DeleteCells,
    DeleteSheet,
    Edit,
    InsertCells,
    MoveCells,
    RenameSheet,
    move_references,
)
from tests.localsheets.formulas.test_formula_workbook import CALCULATOR, LINK, P1, P2


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("=A1", InsertCells("S", "ROWS", 0, 1), "=A2"),
        ("=$A$5", InsertCells("S", "ROWS", 4, 2), "=$A$7"),
        ("=A5", InsertCells("S", "ROWS", 5, 1), "=A5"),
        ("=SUM(A2:A4)", InsertCells("S", "ROWS", 2, 1), "=SUM(A2:A5)"),
        ("=SUM(A2:A4)", InsertCells("S", "ROWS", 1, 1), "=SUM(A3:A5)"),
        ("=SUM(A2:A4)", InsertCells("S", "ROWS", 4, 1), "=SUM(A2:A4)"),
        ("=SUM($A$1:$A)", InsertCells("S", "ROWS", 0, 3), "=SUM($A$4:$A)"),
        ("=SUM(A:A)", InsertCells("S", "ROWS", 0, 3), "=SUM(A:A)"),
        ("=SUM(A:C)", InsertCells("S", "COLUMNS", 1, 1), "=SUM(A:D)"),
        ("=SUM(2:3)", InsertCells("S", "ROWS", 2, 1), "=SUM(2:4)"),
        ("=SUM(2:3)", InsertCells("S", "COLUMNS", 0, 1), "=SUM(2:3)"),
        ("=Z9", InsertCells("S", "COLUMNS", 0, 1), "=AA9"),
        ("=SUM(A2:B)", InsertCells("S", "COLUMNS", 1, 1), "=SUM(A2:C)"),
        ("=A1+T!A1", InsertCells("T", "ROWS", 0, 1), "=A1+T!A2"),
        ("=A1&'s'!A1", InsertCells("s", "ROWS", 0, 1), "=A2&'s'!A2"),
        ("=A5", DeleteCells("S", "ROWS", 0, 2), "=A3"),
        ("=A5+1", DeleteCells("S", "ROWS", 4, 1), "=#REF!+1"),
        ("='S'!A5", DeleteCells("S", "ROWS", 3, 3), "=#REF!"),
        ("=SUM(A2:A9)", DeleteCells("S", "ROWS", 0, 3), "=SUM(A1:A6)"),
        ("=SUM(A2:A9)", DeleteCells("S", "ROWS", 6, 5), "=SUM(A2:A6)"),
        ("=SUM(A2:A9)", DeleteCells("S", "ROWS", 3, 2), "=SUM(A2:A7)"),
        ("=SUM(A2:A9)", DeleteCells("S", "ROWS", 1, 8), "=SUM(#REF!)"),
        ("=SUM($A$1:$A)", DeleteCells("S", "ROWS", 0, 1), "=SUM($A$1:$A)"),
        ("=SUM($A$5:$A)", DeleteCells("S", "ROWS", 0, 2), "=SUM($A$3:$A)"),
        ("=SUM($A$1:$A)", DeleteCells("S", "COLUMNS", 0, 1), "=SUM(#REF!)"),
        ("=SUM(A:C)", DeleteCells("S", "COLUMNS", 0, 1), "=SUM(A:B)"),
        ("=SUM(B4:A2)", DeleteCells("S", "ROWS", 0, 1), "=SUM(B3:A1)"),
        ("=A1+A3", MoveCells("S", "ROWS", 0, 1, 3), "=A3+A2"),
        ("=A3+A1", MoveCells("S", "ROWS", 2, 1, 0), "=A1+A2"),
        ("=SUM(A1:A2)", MoveCells("S", "ROWS", 0, 2, 5), "=SUM(A4:A5)"),
        ("=SUM(A1:A9)", MoveCells("S", "ROWS", 2, 1, 5), "=SUM(A1:A9)"),
        ("=SUM(A1:A3)", MoveCells("S", "ROWS", 1, 1, 8), "=SUM(A1:A2)"),
        ("=SUM($A$1:$A)", MoveCells("S", "COLUMNS", 0, 1, 3), "=SUM($C$1:$C)"),
        ("=A1", MoveCells("S", "ROWS", 0, 2, 1), "=A1"),
        ("=T!A1&'T'!B2", RenameSheet("t", "U"), "=U!A1&'U'!B2"),
        ("=T!A1", RenameSheet("T", "Buku Nota"), "='Buku Nota'!A1"),
        ("=T!A1", RenameSheet("T", "A1"), "='A1'!A1"),
        ("='Buku Nota'!A1", RenameSheet("Buku Nota", "Ani's"), "='Ani''s'!A1"),
        ("=A1+T!A1", DeleteSheet("T"), "=A1+#REF!"),
        ("=A1+S!A1", RenameSheet("S", "R"), "=A1+R!A1"),
        ('="A1"&A1', InsertCells("S", "ROWS", 0, 1), '="A1"&A2'),
        ("=LOG10(A1)", InsertCells("S", "ROWS", 0, 1), "=LOG10(A2)"),
        ("= A1 ; (", InsertCells("S", "ROWS", 0, 1), "= A2 ; ("),
        ('="A1', InsertCells("S", "ROWS", 0, 1), '="A1'),
    ],
)
def test_references_follow(before: str, edit: Edit, after: str) -> None:
    assert move_references(before, "S", edit) == after


def test_p1_keeps_its_anchors_together_when_a_row_comes_above_row_1() -> None:
    moved = move_references(P1, "Pesanan", InsertCells("Pesanan", "ROWS", 0, 1))

    assert moved == P1.replace("$1", "$2").replace("'_Nota'!$A$2", "'_Nota'!$A$1")


def test_a_column_inserted_inside_a_lookup_widens_the_range_and_not_the_index() -> None:
    moved = move_references(P1, "Pesanan", InsertCells("_Nota", "COLUMNS", 2, 1))

    assert moved == P1.replace("$A$1:$J;4", "$A$1:$K;4")


DIMENSIONS = st.sampled_from(["ROWS", "COLUMNS"])
FORMULAS = st.sampled_from(
    [P1, P2, LINK, *CALCULATOR.values(), "=SUM(A:C;2:9;B7;D3:E;F9:B2)-$AZ$40%"]
)


@given(FORMULAS, DIMENSIONS, st.integers(0, 50), st.integers(1, 9))
def test_inserting_and_deleting_the_same_cells_gives_the_text_back(
    formula: str, dimension: str, start: int, count: int
) -> None:
    for title in ("Pesanan", "_Nota", "Other"):
        inserted = InsertCells(title, dimension, start, count)  # type: ignore[arg-type]
        deleted = DeleteCells(title, dimension, start, count)  # type: ignore[arg-type]
        there = move_references(formula, "Pesanan", inserted)

        assert move_references(there, "Pesanan", deleted) == formula


@given(st.integers(0, 30), st.integers(1, 9), st.integers(0, 40), st.integers(1, 60))
def test_a_moved_single_cell_ends_where_its_row_ends(
    start: int, count: int, to: int, row: int
) -> None:
    rows = list(range(100))
    block = rows[start : start + count]
    rest = [one for one in rows if one not in block]
    at = len([one for one in rest if one < to])
    expected = [*rest[:at], *block, *rest[at:]].index(row) + 1

    moved = move_references(f"=A{row + 1}", "S", MoveCells("S", "ROWS", start, count, to))
    assert moved == f"=A{expected}"


@given(FORMULAS)
def test_a_sheet_renamed_there_and_back_gives_the_text_back(formula: str) -> None:
    there = move_references(formula, "x", RenameSheet("Pesanan", "Ani's 2"))

    assert move_references(there, "x", RenameSheet("ani's 2", "Pesanan")) == formula
