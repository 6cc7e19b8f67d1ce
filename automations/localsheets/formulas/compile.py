"""From the tree of a formula to nested closures, and what must be known of it beforehand."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, TypeAlias

from automations.localsheets.formulas.arrays import Array, Computed, first_of, lift
from automations.localsheets.formulas.branches import BRANCHES, Evaluate
from automations.localsheets.formulas.frame import Frame, Operand
from automations.localsheets.formulas.operators import equals_text, joined, operation
from automations.localsheets.formulas.references import RangeName
from automations.localsheets.formulas.registry import FUNCTIONS
from automations.localsheets.formulas.signature import (
    WHOLE,
    Function,
    Kind,
    converted,
    count_error,
)
from automations.localsheets.formulas.syntax import (
    Binary,
    Call,
    Literal,
    Name,
    Percent,
    Prefix,
    Reference,
    Tree,
    parse,
)
from automations.localsheets.formulas.tokens import FormulaSyntaxError
from automations.localsheets.formulas.values import CellError, Value

Extent: TypeAlias = frozenset[tuple[RangeName, bool]]
"""The ranges that bound a result's size; True: with rows and columns exchanged."""

ONE_CELL: Final[Extent] = frozenset()
PARSE_ERROR: Final = CellError("#ERROR!", "Formula parse error.")


@dataclass(slots=True)
class Uses:
    """The references of a formula by the way they are used.

    ``lifted``: row by row. ``whole``: everything counts. ``shape``: place and size only;
    ``shape_lifted`` those of them that go row by row. ``spreading``: results without own rows.
    """

    lifted: set[RangeName] = field(default_factory=set)
    whole: set[RangeName] = field(default_factory=set)
    shape: set[RangeName] = field(default_factory=set)
    shape_lifted: set[RangeName] = field(default_factory=set)
    volatile: bool = False
    spreading: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A compiled expression and what bounds its size."""

    evaluate: Evaluate
    extent: Extent = ONE_CELL


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: inside ARRAYFORMULA, inside an argument taken as a whole."""

    uses: Uses
    lifted: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """A formula ready to be computed anywhere."""

    evaluate: Evaluate
    extent: Extent
    uses: Uses


@lru_cache(maxsize=4096)
def compiled(text: str) -> Compiled:
    """The formula *text* (with its ``=``), compiled; bad syntax computes to ``#ERROR!``."""
    uses = Uses()
    try:
        node = _compile(parse(text), Scope(uses))
    except (FormulaSyntaxError, RecursionError):
        return Compiled(lambda _frame: PARSE_ERROR, ONE_CELL, Uses())
    return Compiled(node.evaluate, node.extent, uses)


def _constant(value: Value) -> Node:
    """A node that always gives *value*."""
    return Node(lambda _frame: value)


def _compile(tree: Tree, scope: Scope) -> Node:
    """The node of any tree in a place where values are wanted."""
    match tree:
        case Literal(value):
            return _constant(value)
        case Reference(name):
            return _reference(name, scope)
        case Name(text):
            return _constant(CellError("#NAME?", f"Unknown range name: '{text}'."))
        case Prefix("+", operand):
            return _compile(operand, scope)
        case Prefix(_, operand):
            return _binary("-", Literal(0), operand, scope)
        case Percent(operand):
            return _binary("/", operand, Literal(100), scope)
        case Binary("&", _, _):
            return _joined(tree, scope)
        case Binary(operator, left, right):
            return _binary(operator, left, right, scope)
        case Call(name, arguments):
            return _call(name, arguments, scope)


def _reference(name: RangeName, scope: Scope) -> Node:
    """A range: all of it inside ARRAYFORMULA, else the cell in the formula's row or column."""
    if not scope.lifted:
        scope.uses.whole.add(name)
        return Node(lambda frame: frame.intersected(name))
    (scope.uses.whole if scope.whole else scope.uses.lifted).add(name)
    return Node(
        lambda frame: frame.lifted(name), ONE_CELL if name.single else frozenset([(name, False)])
    )


def _combined(nodes: list[Node], scope: Scope) -> Extent:
    """The extent of an operation on these nodes."""
    return ONE_CELL.union(*(node.extent for node in nodes)) if scope.lifted else ONE_CELL


def _operands(nodes: list[Node], scope: Scope) -> list[Evaluate]:
    """The operands of an operation; outside ARRAYFORMULA the first element of an array."""
    evaluates = [node.evaluate for node in nodes]
    return evaluates if scope.lifted else [_first(one) for one in evaluates]


def _first(evaluate: Evaluate) -> Evaluate:
    """The same without the rest of an array."""
    return lambda frame: first_of(evaluate(frame))


def _first_of_all(node: Node) -> Evaluate:
    """The same, always of all rows, also where only some rows of the formula are computed."""
    return lambda frame: first_of(node.evaluate(frame.whole()))


def _binary(operator: str, left: Tree, right: Tree, scope: Scope) -> Node:
    """An arithmetic operation or comparison."""
    nodes = [_compile(left, scope), _compile(right, scope)]
    first, second = _operands(nodes, scope)
    extent = _combined(nodes, scope)
    if operator in {"=", "<>"} and isinstance(right, Literal) and isinstance(right.value, str):
        decide = equals_text(right.value, wanted=operator == "=")
        return Node(lambda frame: lift(decide, [first(frame)]), extent)
    by_comma = {comma: operation(operator, comma=comma) for comma in (False, True)}
    return Node(
        lambda frame: lift(by_comma[frame.book.comma], [first(frame), second(frame)]), extent
    )


def _joined(tree: Binary, scope: Scope) -> Node:
    """A chain of ``&`` as one operation."""
    trees: list[Tree] = []
    rest: Tree = tree
    while isinstance(rest, Binary) and rest.operator == "&":
        trees.append(rest.right)
        rest = rest.left
    nodes = [_compile(one, scope) for one in (rest, *reversed(trees))]
    parts = _operands(nodes, scope)
    return Node(
        lambda frame: joined([part(frame) for part in parts], comma=frame.book.comma),
        _combined(nodes, scope),
    )


def _call(name: str, arguments: tuple[Tree, ...], scope: Scope) -> Node:
    """A function call of any sort."""
    if name == "ARRAYFORMULA":
        if error := count_error(name, len(arguments), 1, 1):
            return _constant(error)
        return _compile(arguments[0], replace(scope, lifted=True))
    if name in BRANCHES:
        build, least, most = BRANCHES[name]
        if error := count_error(name, len(arguments), least, most):
            return _constant(error)
        nodes = [_compile(argument, scope) for argument in arguments]
        return Node(
            build([node.evaluate for node in nodes]), ONE_CELL.union(*(n.extent for n in nodes))
        )
    if name in {"ROW", "COLUMN"}:
        return _position(name, arguments, scope)
    function = FUNCTIONS.get(name)
    if function is None:
        return _constant(CellError("#NAME?", f"Unknown function: '{name}'."))
    if error := function.count_error(len(arguments)):
        return _constant(error)
    scope.uses.volatile |= function.volatile
    return (_framed if function.framed else _elementwise)(function, arguments, scope)


def _elementwise(function: Function, arguments: tuple[Tree, ...], scope: Scope) -> Node:
    """A function of single values, lifted inside ARRAYFORMULA."""
    nodes = [_compile(argument, scope) for argument in arguments]
    operands = _operands(nodes, scope)
    by_comma = {comma: converted(function, len(arguments), comma=comma) for comma in (False, True)}
    return Node(
        lambda frame: lift(by_comma[frame.book.comma], [one(frame) for one in operands]),
        _combined(nodes, scope),
    )


def _framed(function: Function, arguments: tuple[Tree, ...], scope: Scope) -> Node:
    """A function that takes ranges as they are; errors in place of a range come through."""
    extent = ONE_CELL
    operands: list[Callable[[Frame], Operand]] = []
    for position, argument in enumerate(arguments):
        kind = function.kind(position)
        if kind in WHOLE:
            whole, size = _whole(argument, kind, scope)
            operands.append(whole)
            if position == function.spreads:
                extent |= {(name, turned is not function.turned) for name, turned in size}
            continue
        if kind is Kind.FIRST:
            operands.append(_first_of_all(_compile(argument, replace(scope, whole=True))))
            continue
        node = _compile(argument, scope)
        if not scope.lifted:
            operands.append(_first(node.evaluate))
        else:
            operands.append(node.evaluate)
            extent |= node.extent
    scope.uses.spreading |= function.spreads >= 0 and not scope.whole
    call: Callable[..., Computed] = function.call
    return Node(lambda frame: call(frame, *(one(frame) for one in operands)), extent)


def _whole(tree: Tree, kind: Kind, scope: Scope) -> tuple[Callable[[Frame], Operand], Extent]:
    """An argument taken as a whole: a range stays one; and the argument's extent."""
    if isinstance(tree, Reference):
        name = tree.name
        (scope.uses.shape if kind is Kind.SHAPE else scope.uses.whole).add(name)
        return (lambda frame: frame.ranges[name]), frozenset([(name, False)])
    inner = replace(scope, whole=True, lifted=scope.lifted or kind is Kind.ARRAY)
    node = _compile(tree, inner)
    return (lambda frame: node.evaluate(frame.whole())), node.extent


def _position(name: str, arguments: tuple[Tree, ...], scope: Scope) -> Node:
    """ROW or COLUMN: of the formula's own cell, or of each row or column of a range."""
    if error := count_error(name, len(arguments), 0, 1):
        return _constant(error)
    rows = name == "ROW"
    if not arguments:
        return Node(lambda frame: (frame.row if rows else frame.column) + 1)
    tree = arguments[0]
    if not isinstance(tree, Reference):
        return _constant(CellError("#N/A", "Argument must be a range."))
    wanted = tree.name
    scope.uses.shape.add(wanted)
    if not scope.lifted:
        return Node(lambda frame: first_of(_numbers(frame, wanted, rows=rows)))
    if not scope.whole:
        scope.uses.shape_lifted.add(wanted)
    extent = ONE_CELL if wanted.single else frozenset([(wanted, False)])
    return Node(lambda frame: _numbers(frame, wanted, rows=rows), extent)


def _numbers(frame: Frame, name: RangeName, *, rows: bool) -> Computed:
    """The row or column numbers, counted from 1, of a range."""
    area = frame.ranges[name]
    if isinstance(area, CellError):
        return area
    if not rows:
        numbers = range(area.first_column + 1, area.last_column + 1)
        return numbers[0] if len(numbers) == 1 else Array([[number] for number in numbers])
    first = area.first_row + 1
    if area.height == 1:
        return first
    if frame.rows is None:
        return Array([list(range(first, area.last_row + 1))])
    return Array([[first + row for row in frame.rows]])
