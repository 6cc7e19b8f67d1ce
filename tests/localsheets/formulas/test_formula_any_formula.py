"""Whatever is typed, a formula comes to values of a spreadsheet, and never to a crash."""

from hypothesis import given, settings
from hypothesis import strategies as st

from automations.localsheets.formulas import MISSING, CellError
from automations.localsheets.formulas.branches import BRANCHES
from automations.localsheets.formulas.registry import FUNCTIONS
from automations.localsheets.formulas.values import LARGEST
from tests.localsheets.formulas.drawn import Book

NAMES = sorted([*FUNCTIONS, *BRANCHES, "ARRAYFORMULA", "ROW", "COLUMN"])
ATOMS = st.sampled_from(
    [
        "0", "1", "-3", "2.5", "1e300", "10^15", '""', '"a*"', '"12"', '"dd/mm"', '">1"', "TRUE",
        "A1", "B2", "A1:A4", "A1:A", "A2:C", "B:B", "1:2", "T!A:B", "Z99", "#REF!", "NOW()", "",
    ]
)  # fmt: skip


def arguments(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """As many arguments as the function wants; rarely another number."""
    function = FUNCTIONS.get(name)
    if function is None:
        return st.lists(inner, min_size=1, max_size=3)
    least = len(function.kinds) if function.required is None else function.required
    right = st.lists(inner, min_size=least, max_size=len(function.kinds))
    return st.one_of(right, right, st.lists(inner, max_size=4))


def combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Operators and calls over *inner*."""
    operators = st.sampled_from([*"+-*/^&=<>", "<>", "<=", ">="])
    calls = st.sampled_from(NAMES).flatmap(
        lambda name: st.tuples(st.just(name), arguments(name, inner))
    )
    return st.one_of(
        st.tuples(inner, operators, inner).map("".join),
        calls.map(lambda call: f"{call[0]}({';'.join(call[1])})"),
        inner.map(lambda text: f"({text})%"),
        inner.map(lambda text: f"ARRAYFORMULA({text})"),
    )


EXPRESSIONS = st.recursive(ATOMS, combined, max_leaves=8)


@settings(max_examples=400, deadline=None)
@given(st.one_of(EXPRESSIONS, st.text(alphabet="A1$:!'\"();,+&#% .x", max_size=12)))
def test_any_formula_comes_to_values(text: str) -> None:
    book = Book()
    book.draw("S", "a | 1 | x\nB | 2.5 |\n | TRUE | a*\n12 | | '12", size=(6, 30))
    book.draw("T", "a | 10\n2 | b\n'12 | 7")
    book.put("S", "M1", f"={text}")
    book.put("S", "L1", "=COUNTA(M:Z)")
    book.calculator.recalculate()
    book.put("S", "A2", "3")

    book.calculator.recalculate()

    for column in range(11, 30):
        for value in book.calculator.column(100, column, 0, 6):
            assert value is MISSING or isinstance(
                value, bool | int | float | str | CellError | None
            )
            if isinstance(value, int | float):
                assert -LARGEST <= value <= LARGEST
