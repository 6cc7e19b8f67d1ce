"""Functions and operators on single values and ranges."""

import pytest

from automations.localsheets.formulas import CellError
from tests.localsheets.formulas.drawn import kind_of, result

SHEET = """
apple | 1 | 10 | x
Banana | 2 | 20 | y
 | 3 | | x
cherry | 4 | 40 | ⚠ cek
'12 | TRUE | 50 | y
'0012 | 6 | 60 | Xylo
"""


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(B1:B6)", 16),
        ('=SUM(B1;"2";TRUE)', 4),
        ("=COUNT(A1:B6)", 5),
        ("=COUNTA(A1:A6)", 5),
        ("=AVERAGE(B1:B3)", 2),
        ("=MIN(B1:B6)", 1),
        ("=MAX(B1:B6;99)", 99),
        ("=MAX(A1:A2)", 0),
        ('=SUMIF(D1:D6;"X";B1:B6)', 4),
        ('=SUMIF(D1:D6;"x*";B1:B6)', 10),
        ('=SUMIF(B1:B6;">2")', 13),
        ('=SUMIF(B1:B6;">2";C1)', 100),
        ("=SUMIF(A1:A6;12;C1:C6)", 110),
        ('=SUMIF(A1:A6;"";B1:B6)', 3),
        ('=COUNTIF(D1:D6;"⚠*")', 1),
        ('=COUNTIF(D1:D6;"?")', 4),
        ('=COUNTIF(D1:D6;"<>x")', 4),
        ('=COUNTIF(A1:A6;"<>")', 5),
        ('=COUNTIF(A1:A6;"=")', 1),
        ('=COUNTIF(A1:A6;"0012")', 2),
        ('=COUNTIF(A1:A6;">b")', 2),
        ("=COUNTIF(B1:B6;TRUE)", 1),
        ('=SUMIFS(C1:C6;D1:D6;"y";B1:B6;"<3")', 20),
        ('=COUNTIFS(D1:D6;"y";C1:C6;">=20")', 2),
        ('=AVERAGEIF(D1:D6;"x";C1:C6)', 10),
        ('=MATCH("BANANA";A1:A6;0)', 2),
        ('=MATCH("ch*";A1:A6;0)', 4),
        ("=MATCH(3.5;B1:B4;1)", 3),
        ("=MATCH(20;C1:C2)", 2),
        ("=MATCH(2;B1:D1;1)", 1),
        ("=INDEX(A1:C6;2;3)", 20),
        ("=INDEX(A1:A6;4)", "cherry"),
        ("=SUM(INDEX(A1:C6;0;3))", 180),
        ('=VLOOKUP("banana";A1:C6;3;FALSE)', 20),
        ("=VLOOKUP(2.5;B1:C4;2)", 20),
        ('=VLOOKUP("che?ry";A1:C6;3;0)', 40),
        ('=HLOOKUP("X";A1:D2;2;FALSE)', "y"),
        ("=HLOOKUP(1;B1:D2;2;FALSE)", 2),
        ("=IFS(FALSE;1;TRUE;2)", 2),
        ('=IFERROR(1/0;"no")', "no"),
        ('=IFNA(MATCH("q";A1:A6;0);"none")', "none"),
        ("=AND(TRUE;1)", True),
        ("=OR(FALSE;0)", False),
        ("=NOT(0)", True),
        ("=ROUND(2.5)", 3),
        ("=ROUND(-2.5;0)", -3),
        ("=ROUND(1.005;2)", 1.01),
        ("=ROUND(1250;-2)", 1300),
        ("=ROUND(4;-2)", 0),
        ("=ROUNDUP(1.01;0)", 2),
        ("=ROUNDUP(4;-2)", 100),
        ("=ROUNDDOWN(-1.9)", -1),
        ("=INT(-1.5)", -2),
        ("=ABS(-3)", 3),
        ("=MOD(-1;3)", 2),
        ("=SUMPRODUCT(B1:B2;C1:C2)", 50),
        ('=SUMPRODUCT((D1:D6="x")*B1:B6)', 4),
        ("=DATE(2026;11;20)", 46346),
        ("=DATE(2026;13;1)", 46388),
        ("=YEAR(46346)&MONTH(46346)&DAY(46346)", "20261120"),
        ("=TODAY()", 46351),
        ('=TEXT(46346.5;"dd/mm/yyyy hh:mm")', "20/11/2026 12:00"),
        ('=TEXT(46346;"d mmm yy")', "20 Nov 26"),
        ('=TEXT(1234567.5;"#,##0.00")', "1,234,567.50"),
        ('=TEXT(5;"000")', "005"),
        ('=TEXT(0.256;"0%")', "26%"),
        ('=TEXT(-1500;"Rp#,##0")', "-Rp1,500"),
        ('=TEXT("abc";"0")', "abc"),
        ('=VALUE("1,234.5")', 1234.5),
        ('=LEN("Ñandu")', 5),
        ('=LEFT("abc")&RIGHT("abc";2)&MID("abc";2;1)', "abcb"),
        ('=TRIM("  a   b ")', "a b"),
        ('=UPPER("a")&LOWER("B")', "Ab"),
        ('=SUBSTITUTE("a-b-c";"-";"+")', "a+b+c"),
        ('=SUBSTITUTE("a-b-c";"-";"+";2)', "a-b+c"),
        ('=CONCATENATE("a";1;B1:C1)', "a1110"),
        ('=JOIN("-";B1:B3)', "1-2-3"),
        ('=TEXTJOIN("-";TRUE;A1:A4)', "apple-Banana-cherry"),
        ("=ISNUMBER(B1)", True),
        ("=ISNUMBER(B5)", False),
        ("=ISTEXT(A1)", True),
        ("=ISBLANK(A3)", True),
        ('=ISBLANK("")', False),
        ("=ISERROR(1/0)", True),
        ("=ROW(A5)&COLUMN(C1)&ROW()&COLUMN()", "53126"),
        ("=ROWS(A1:B6)&COLUMNS(A1:B6)", "62"),
        ('=HYPERLINK("http://x";"label")', "label"),
        ('=HYPERLINK("http://x")', "http://x"),
    ],
)
def test_a_function_gives_what_sheets_gives(formula: str, value: object) -> None:
    found = result(formula, SHEET)

    assert (found, kind_of(found)) == (value, kind_of(value))


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=1/0", "#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)"),
        ("=MOD(1;0)", "#DIV/0! (Function MOD parameter 2 cannot be zero.)"),
        (
            '=AVERAGEIF(D1:D6;"q";C1:C6)',
            "#DIV/0! (Evaluation of function AVERAGEIF caused a divide by zero error.)",
        ),
        ('=VLOOKUP("q";A1:C6;3;FALSE)', "#N/A (Did not find value 'q' in VLOOKUP evaluation.)"),
        ('=VLOOKUP("apple";A1:C6;4;FALSE)', "#REF! (VLOOKUP evaluates to an out of bounds range.)"),
        ('=MATCH("q";A1:A6;0)', "#N/A (Did not find value 'q' in MATCH evaluation.)"),
        (
            '=1-"abc"',
            "#VALUE! (Function MINUS parameter 2 expects number values. But 'abc' is a text and cannot be coerced to a number.)",
        ),
        (
            '=0-""',
            "#VALUE! (Function MINUS parameter 2 expects number values. But '' is a text and cannot be coerced to a number.)",
        ),
        ("=9^9^9^9", "#NUM! (The result is too large to be shown.)"),
        (
            "=SUMIFS(C1:C6;D1:D5;1)",
            "#VALUE! (Array arguments to SUMIFS are of different size.)",
        ),
    ],
)
def test_an_error_says_what_is_wrong(formula: str, shown: str) -> None:
    assert str(result(formula, SHEET)) == shown


def test_an_error_comes_through_operators_and_functions() -> None:
    error = CellError("#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")

    for formula in ("=1+1/0", '="a"&1/0', "=1/0=1", "=-(1/0)", "=LEN(1/0)", "=SUM(1;1/0)"):
        assert result(formula) == error
    assert str(CellError("#N/A")) == "#N/A"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=A3*2", 0),
        ('=A3&"x"', "x"),
        ('=A3=""', True),
        ("=A3=0", True),
        ("=A3=FALSE", True),
        ("=A3<1", True),
        ("=VLOOKUP(3;B1:C6;2;FALSE)*1", 0),
        ('=VLOOKUP(3;B1:C6;2;FALSE)&"x"', "x"),
        ("=A3", None),
        ("=IF(A3;1;2)", 2),
    ],
)
def test_a_blank_is_zero_or_nothing_as_its_neighbour_asks(formula: str, value: object) -> None:
    found = result(formula, SHEET)

    assert (found, kind_of(found)) == (value, kind_of(value))


def test_numbers_stand_before_text_and_text_before_logical_values() -> None:
    assert result('=AND(99<"1";"z"<TRUE;"a"<"B";FALSE<TRUE)') is True
    assert result('=1="1"') is False


@pytest.mark.parametrize(
    ("formula", "point", "comma"),
    [
        ('=46346&""', "46346", "46346"),
        ('=1.5&""', "1.5", "1,5"),
        ('=0.1+0.2&""', "0.3", "0,3"),
        ('=6/2&""', "3", "3"),
        ('=10^20&""', "1E+20", "1E+20"),
        ('="1.234"*1', 1.234, 1234),
        ('="1,5"*1', None, 1.5),
        ('="5%"*1', 0.05, 0.05),
        ('="3/4/2026"*1', 46085, 46115),
        ('="2026-11-20"*1', 46346, 46346),
        ('=TEXT(1234.5;"#,##0.00")', "1,234.50", "1.234,50"),
    ],
)
def test_numbers_are_written_and_read_by_the_locale(
    formula: str, point: object, comma: object
) -> None:
    if point is not None:
        assert result(formula) == point
    else:
        assert isinstance(result(formula), CellError)
    assert result(formula, decimal_comma=True) == comma
