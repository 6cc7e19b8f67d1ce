"""What counts as a formula, and how strongly its operators bind."""

import pytest

from automations.localsheets.formulas import CellError
from tests.localsheets.formulas.drawn import Book, kind_of, result

BAD = CellError("#ERROR!", "Formula parse error.")


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", 7),
        ("=(1+2)*3", 9),
        ("=-2^2", 4),
        ("=2^3^2", 64),
        ("=10-2-3", 5),
        ("=50%*4", 2),
        ("=--3", 3),
        ('=+"a"', "a"),
        ("=1+1=2", True),
        ('="a"&1+1', "a2"),
        ('="a"&"b"="AB"', True),
        ("=1<>2", True),
        ("=3>=3", True),
        ("=1.5+.5", 2),
        ("=1e3", 1000),
        ("= SUM( 1 ; 2 , 3 ) ", 6),
        ('="say ""hi"""', 'say "hi"'),
        ("=true", True),
        ("=if(FALSE;1;)", None),
        ('=";,"', ";,"),
    ],
)
def test_a_formula_is_read_as_sheets_reads_it(formula: str, value: object) -> None:
    found = result(formula)

    assert (found, kind_of(found)) == (value, kind_of(value))


@pytest.mark.parametrize(
    "formula",
    [
        "=",
        "=1+",
        "=(1",
        "=1)",
        "=SUM(1",
        '="a',
        "=1 2",
        "={1;2}",
        "=SUM(1 2)",
        "=A1:",
        "=&1",
        "=1,5",
    ],
)
def test_what_is_no_formula_shows_an_error(formula: str) -> None:
    assert result(formula) == BAD


def test_a_formula_nested_beyond_measure_is_an_error_and_not_a_crash() -> None:
    assert result("=" + "(" * 5000 + "1" + ")" * 5000) == BAD
    assert result("=" + "-" * 5000 + "1") == BAD
    assert result("=1" + "+1" * 20000) == BAD
    assert result("=" + "&".join(['"x"'] * 3000)) == "x" * 3000


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("=FOO(1)", CellError("#NAME?", "Unknown function: 'FOO'.")),
        ("=foo", CellError("#NAME?", "Unknown range name: 'foo'.")),
        ("=#REF!+1", CellError("#REF!", "Reference does not exist.")),
        ("='Pesanan'!#REF!", CellError("#REF!", "Reference does not exist.")),
        ("=Nowhere!A1", CellError("#REF!", "Unresolved sheet name 'Nowhere'.")),
        ("=A9999", CellError("#REF!", "Reference does not exist.")),
        (
            "=LEN()",
            CellError(
                "#N/A",
                "Wrong number of arguments to LEN. Expected 1 arguments, but got 0 arguments.",
            ),
        ),
    ],
)
def test_what_a_formula_names_must_exist(formula: str, error: CellError) -> None:
    assert result(formula) == error


@pytest.mark.parametrize(
    ("reference", "total"),
    [
        ("A1:B2", 10),
        ("$A$1:$B$2", 10),
        ("B2:A1", 10),
        ("A:A", 9),
        ("$A$1:$A", 9),
        ("A2:B", 12),
        ("2:2", 7),
        ("1:2", 10),
        ("S!A1:A3", 9),
        ("s!A1:A3", 9),
        ("'S'!A1:A3", 9),
        ("A2:A9999", 8),
    ],
)
def test_every_form_of_reference_is_understood(reference: str, total: int) -> None:
    book = Book()
    book.draw("S", "1 | 2\n3 | 4\n5", size=(40, 30))
    book.draw("T", "a", size=(40, 30))
    sheet = "" if "!" in reference else "S!"
    book.put("T", "Z9", f"=SUM({sheet}{reference})")

    assert book.shown("T", "Z9") == total


def test_a_quote_in_a_sheet_title_is_doubled() -> None:
    book = Book()
    book.draw("Ani's", "7")
    book.draw("T", "a", size=(3, 3))
    book.put("T", "B1", "='Ani''s'!A1")

    assert book.shown("T", "B1") == 7
