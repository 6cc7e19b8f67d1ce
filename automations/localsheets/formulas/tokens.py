"""Formula text cut into tokens; joined again they give the text back, spaces included."""

import enum
import re
from dataclasses import dataclass
from typing import Final


class FormulaSyntaxError(ValueError):
    """The text is no formula: the cell shows ``#ERROR!``."""


class Kind(enum.Enum):
    """What a token is; the values are the group names of the pattern."""

    SPACE = "space"
    TEXT = "text"
    BROKEN = "broken"
    REFERENCE = "reference"
    NUMBER = "number"
    NAME = "name"
    OPERATOR = "operator"
    SEPARATOR = "separator"
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of formula text."""

    kind: Kind
    text: str


SHEET: Final = r"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,7}"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_ROW = r"\$?[1-9][0-9]{0,7}"
_PATTERN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<text>"(?:[^"]|"")*")
  | (?P<broken>{SHEET}\#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|ERROR!))
  | (?P<reference>{SHEET}(?:{_CELL}(?::(?:{_CELL}|{_COLUMN}))?|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW})
        (?![\w(.!$:]))
  | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![\w]))
  | (?P<name>[^\W\d][\w.]*)
  | (?P<operator><>|<=|>=|[-+*/^&=<>%])
  | (?P<separator>[;,])
  | (?P<open>\()
  | (?P<close>\))
    """,
    re.VERBOSE,
)


def tokenize(text: str) -> list[Token]:
    """The tokens of *text* (without its leading ``=``); raises FormulaSyntaxError."""
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        found = _PATTERN.match(text, position)
        if found is None or found.lastgroup is None:
            raise FormulaSyntaxError(f"unexpected {text[position]!r} at {position}")
        tokens.append(Token(Kind(found.lastgroup), found.group()))
        position = found.end()
    return tokens
