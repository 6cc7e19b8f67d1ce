"""The grammar: formula text to a tree.

From weakest to strongest: comparison, ``&``, ``+ -``, ``* /``, ``^``, sign, ``%``. As in
Sheets a sign binds stronger than ``^`` (``-2^2`` is 4). ``;`` and ``,`` both part arguments.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from automations.localsheets.formulas.references import RangeName, parse_reference, split_title
from automations.localsheets.formulas.tokens import FormulaSyntaxError, Kind, Token, tokenize
from automations.localsheets.formulas.values import LARGEST, CellError, Value

DEEPEST: Final = 60
_WEAKEST_FIRST: Final = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
STRENGTH: Final = {
    operator: strength for strength, level in enumerate(_WEAKEST_FIRST) for operator in level
}


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the formula; None is an argument left out (``IF(A1;;2)``)."""

    value: Value


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or range."""

    name: RangeName


@dataclass(frozen=True, slots=True)
class Name:
    """A word that is neither function nor reference: a named range, which we have none of."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """A sign before an operand."""

    operator: str
    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Percent:
    """An operand followed by ``%``."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what stands between them."""

    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its name in capitals, and its arguments."""

    function: str
    arguments: tuple["Tree", ...]


Tree: TypeAlias = Literal | Reference | Name | Prefix | Percent | Binary | Call
_END: Final = Token(Kind.SPACE, "")


class _Parser:
    """Recursive descent over the tokens that are no spaces."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = [token for token in tokens if token.kind is not Kind.SPACE]
        self.position = 0
        self.depth = 0

    def peek(self) -> Token:
        """The token that comes next; the end is an empty one."""
        return self.tokens[self.position] if self.position < len(self.tokens) else _END

    def take(self) -> Token:
        """The next token, consumed."""
        token = self.peek()
        self.position += 1
        return token

    def expression(self, weakest: int = 0) -> Tree:
        """An expression of operators at least as strong as *weakest*."""
        left = self.signed()
        while (strength := STRENGTH.get(self.peek().text, -1)) >= weakest:
            operator = self.take().text
            left = Binary(operator, left, self.expression(strength + 1))
        return left

    def signed(self) -> Tree:
        """An operand with the signs before and the percent signs behind it."""
        signs = []
        while (token := self.peek()).kind is Kind.OPERATOR and token.text in "+-":
            signs.append(self.take().text)
        if len(signs) > DEEPEST:
            raise FormulaSyntaxError("too many signs")
        tree = self.operand()
        while self.peek() == Token(Kind.OPERATOR, "%"):
            self.take()
            tree = Percent(tree)
        for sign in reversed(signs):
            tree = Prefix(sign, tree)
        return tree

    def operand(self) -> Tree:
        """A literal, reference, call or parenthesis."""
        token = self.take()
        if token.kind is Kind.NUMBER:
            number = float(token.text)
            if number > LARGEST:
                raise FormulaSyntaxError(f"{token.text!r} is too large a number")
            return Literal(int(token.text) if token.text.isdigit() else number)
        if token.kind is Kind.TEXT:
            return Literal(token.text[1:-1].replace('""', '"'))
        if token.kind is Kind.REFERENCE:
            return Reference(parse_reference(token.text))
        if token.kind is Kind.BROKEN:
            code = split_title(token.text)[1]
            return Literal(CellError(code, "Reference does not exist." if "REF" in code else ""))
        if token.kind is Kind.NAME:
            return self.word(token.text)
        if token.kind is Kind.OPEN:
            tree = self.nested()
            self.close()
            return tree
        raise FormulaSyntaxError(f"an operand should stand where {token.text!r} stands")

    def nested(self) -> Tree:
        """An expression one level deeper; refuses depths that Python could not follow."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaSyntaxError("nested too deep")
        tree = self.expression()
        self.depth -= 1
        return tree

    def close(self) -> None:
        """Consume a closing parenthesis."""
        if self.take().kind is not Kind.CLOSE:
            raise FormulaSyntaxError("a parenthesis is not closed")

    def word(self, text: str) -> Tree:
        """A call, TRUE, FALSE or a name."""
        if self.peek().kind is Kind.OPEN:
            self.take()
            return Call(text.upper(), self.arguments())
        if text.upper() in {"TRUE", "FALSE"}:
            return Literal(text.upper() == "TRUE")
        return Name(text)

    def arguments(self) -> tuple[Tree, ...]:
        """The arguments up to and with the closing parenthesis; one left out is blank."""
        found: list[Tree] = []
        if self.peek().kind is Kind.CLOSE:
            self.take()
            return ()
        while True:
            left_out = self.peek().kind in {Kind.SEPARATOR, Kind.CLOSE}
            found.append(Literal(None) if left_out else self.nested())
            token = self.take()
            if token.kind is Kind.CLOSE:
                return tuple(found)
            if token.kind is not Kind.SEPARATOR:
                raise FormulaSyntaxError(f"{token.text!r} stands between two arguments")


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """The tree of a formula that starts with ``=``; raises FormulaSyntaxError."""
    parser = _Parser(tokenize(text.removeprefix("=")))
    tree = parser.expression()
    if parser.peek() is not _END:
        raise FormulaSyntaxError(f"{parser.peek().text!r} stands behind the end")
    return tree
