"""IF, IFS, IFERROR and IFNA: branches are computed only where they are needed.

Inside a row-wise ARRAYFORMULA each branch is computed for just the rows that ask for it.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from automations.localsheets.formulas.arrays import Array, Computed, lift, scattered
from automations.localsheets.formulas.frame import Frame
from automations.localsheets.formulas.values import CellError, Value, logical_of

Evaluate: TypeAlias = Callable[[Frame], Computed]


def if_branches(nodes: Sequence[Evaluate]) -> Evaluate:
    """IF(condition; then; else): FALSE without an else; an error in the condition comes through."""
    condition, then, *rest = nodes
    otherwise: Evaluate = rest[0] if rest else lambda _frame: False

    def evaluate(frame: Frame) -> Computed:
        test = condition(frame)
        if not isinstance(test, Array):
            chosen = logical_of(test)
            if isinstance(chosen, CellError):
                return chosen
            return then(frame) if chosen else otherwise(frame)
        if frame.row_wise and test.width == 1 and test.height == frame.height:
            return _by_rows(frame, test.columns[0], then, otherwise)
        decided = lift(logical_of, [test])
        assert isinstance(decided, Array)
        wanted = set(decided.cells())
        yes = then(frame) if True in wanted else None
        no = otherwise(frame) if False in wanted else None
        return lift(_picked, [decided, yes, no])

    return evaluate


def _picked(decision: Value, yes: Value, no: Value) -> Value:
    """One of two values, or the decision when it is an error."""
    if decision is True:
        return yes
    return no if decision is False else decision


def _by_rows(frame: Frame, tests: Sequence[Value], then: Evaluate, otherwise: Evaluate) -> Array:
    """Both branches, each for its own rows."""
    yes: list[int] = []
    no: list[int] = []
    pieces: list[tuple[Sequence[int], Computed]] = []
    for row, test in enumerate(tests):
        chosen = test if test is True or test is False else logical_of(test)
        if chosen is True:
            yes.append(row)
        elif chosen is False:
            no.append(row)
        else:
            pieces.append(([row], chosen))
    pieces += [
        (rows, branch(frame if len(rows) == len(tests) else frame.subset(rows)))
        for rows, branch in ((yes, then), (no, otherwise))
        if rows
    ]
    whole = pieces[0][1]
    if len(pieces) == 1 and isinstance(whole, Array) and whole.height == len(tests):
        return whole
    return scattered(len(tests), pieces)


def ifs_branches(nodes: Sequence[Evaluate]) -> Evaluate:
    """IFS(condition; value; …): ``#N/A`` when no condition holds."""
    if len(nodes) % 2:
        odd = CellError("#N/A", "Wrong number of arguments to IFS.")
        return lambda _frame: odd
    evaluate: Evaluate = lambda _frame: CellError("#N/A", "No match.")  # noqa: E731  # grown below
    for at in range(len(nodes) - 2, -1, -2):
        evaluate = if_branches([nodes[at], nodes[at + 1], evaluate])
    return evaluate


def _catching(catches: Callable[[Value], bool]) -> Callable[[Sequence[Evaluate]], Evaluate]:
    """IFERROR or IFNA: the alternative where *catches* says so, blank without one."""

    def build(nodes: Sequence[Evaluate]) -> Evaluate:
        attempt = nodes[0]
        alternative: Evaluate = nodes[1] if len(nodes) > 1 else lambda _frame: None

        def evaluate(frame: Frame) -> Computed:
            tried = attempt(frame)
            if not isinstance(tried, Array):
                return alternative(frame) if catches(tried) else tried
            if frame.row_wise and tried.width == 1 and tried.height == frame.height:
                values = tried.columns[0]
                failed = [row for row, value in enumerate(values) if catches(value)]
                if not failed:
                    return tried
                kept: tuple[Sequence[int], Computed] = (range(len(values)), tried)
                return scattered(len(values), [kept, (failed, alternative(frame.subset(failed)))])
            if not any(map(catches, tried.cells())):
                return tried
            return lift(
                lambda value, other: other if catches(value) else value,
                [tried, alternative(frame)],
            )

        return evaluate

    return build


def _is_error(value: Value) -> bool:
    """Any error."""
    return isinstance(value, CellError)


def _is_not_available(value: Value) -> bool:
    """``#N/A`` alone."""
    return isinstance(value, CellError) and value.code == "#N/A"


iferror_branches: Final = _catching(_is_error)
ifna_branches: Final = _catching(_is_not_available)

BRANCHES: Final[dict[str, tuple[Callable[[Sequence[Evaluate]], Evaluate], int, int | None]]] = {
    "IF": (if_branches, 2, 3),
    "IFS": (ifs_branches, 2, None),
    "IFERROR": (iferror_branches, 1, 2),
    "IFNA": (ifna_branches, 1, 2),
}
"""Name: what builds it from its compiled arguments, fewest and most arguments."""
