"""Functions of text, and HYPERLINK."""

import re
from collections.abc import Sequence
from typing import Final

from automations.localsheets.formulas.arrays import Array, Computed, first_of, lift
from automations.localsheets.formulas.frame import Frame, Operand
from automations.localsheets.formulas.patterns import shown
from automations.localsheets.formulas.signature import Function, Kind
from automations.localsheets.formulas.values import (
    CellError,
    Number,
    Value,
    logical_of,
    number_of,
    parsed_number,
    text_of,
)


def _negative(asker: str, position: int, count: Number) -> CellError:
    """``#VALUE!``: a count of characters below what there can be."""
    return CellError(
        "#VALUE!", f"Function {asker} parameter {position} value is {int(count)}. It is too small."
    )


def len_(text: str) -> Value:
    """The number of characters."""
    return len(text)


def left(text: str, count: Number = 1) -> Value:
    """The first *count* characters."""
    return text[: int(count)] if count >= 0 else _negative("LEFT", 2, count)


def right(text: str, count: Number = 1) -> Value:
    """The last *count* characters."""
    if count < 0:
        return _negative("RIGHT", 2, count)
    return text[max(0, len(text) - int(count)) :]


def mid(text: str, start: Number, count: Number) -> Value:
    """*count* characters from *start* (from 1) on."""
    if start < 1:
        return _negative("MID", 2, start)
    if count < 0:
        return _negative("MID", 3, count)
    return text[int(start) - 1 : int(start) - 1 + int(count)]


def trim(text: str) -> Value:
    """Without spaces before and behind, and with single ones between."""
    return re.sub(" {2,}", " ", text.strip(" "))


def upper(text: str) -> Value:
    """In capitals."""
    return text.upper()


def lower(text: str) -> Value:
    """In small letters."""
    return text.lower()


def substitute(text: str, old: str, new: str, which: Number | None = None) -> Value:
    """With *new* for *old* (case counts): everywhere, or for its n-th occurrence alone."""
    if not old:
        return text
    if which is None:
        return text.replace(old, new)
    if which < 1:
        return _negative("SUBSTITUTE", 4, which)
    parts = text.split(old)
    at = int(which)
    if at >= len(parts):
        return text
    return old.join(parts[:at]) + new + old.join(parts[at:])


def _texts(frame: Frame, operands: Sequence[Operand]) -> list[str] | CellError:
    """All values of the operands as text, or the first error."""
    found: list[str] = []
    for operand in operands:
        values = frame.array(operand)
        cells = values.cells() if isinstance(values, Array) else [values]
        for value in cells:
            text = text_of(value, comma=frame.book.comma)
            if isinstance(text, CellError):
                return text
            found.append(text)
    return found


def concatenate(frame: Frame, *operands: Operand) -> Value:
    """All values as one text, row by row in a range: never lifted."""
    texts = _texts(frame, operands)
    return texts if isinstance(texts, CellError) else "".join(texts)


def join(frame: Frame, delimiter: Value, *operands: Operand) -> Value:
    """All values as one text with *delimiter* between."""
    texts = _texts(frame, (delimiter, *operands))
    return texts if isinstance(texts, CellError) else texts[0].join(texts[1:])


def textjoin(frame: Frame, delimiter: Value, skip: Value, *operands: Operand) -> Value:
    """JOIN that can leave out what is empty."""
    skips = logical_of(skip, asker="TEXTJOIN", position=2)
    texts = _texts(frame, (delimiter, *operands))
    if isinstance(skips, CellError):
        return skips
    if isinstance(texts, CellError):
        return texts
    return texts[0].join(text for text in texts[1:] if text or not skips)


def text(frame: Frame, value: Computed, pattern: Value) -> Computed:
    """A number or day as a pattern shows it: ``dd/mm/yyyy``, ``hh:mm``, ``#,##0.00``, ``0%``."""
    comma = frame.book.comma
    form = text_of(pattern, comma=comma)
    if isinstance(form, CellError):
        return form
    wanted = form

    def show(one: Value) -> Value:
        if isinstance(one, CellError):
            return one
        number = number_of(one, comma=comma)
        if isinstance(one, bool) or isinstance(number, CellError):
            return text_of(one)
        return shown(number, wanted, comma=comma)

    return lift(show, [value])


def value(frame: Frame, text_or_number: Computed) -> Computed:
    """The number that a text shows; ``#VALUE!`` if none."""
    comma = frame.book.comma

    def read(one: Value) -> Value:
        number = parsed_number(one, comma=comma) if isinstance(one, str) else number_of(one)
        if number is None:
            return CellError("#VALUE!", f"VALUE parameter '{one}' cannot be parsed to number.")
        return number

    return lift(read, [text_or_number])


def hyperlink(frame: Frame, address: Computed, label: Computed = None) -> Computed:
    """The label, or the address without one; of a single link the frame notes where it leads."""

    def caption(url: Value, shown_label: Value) -> Value:
        if isinstance(url, CellError):
            return url
        return url if shown_label is None else shown_label

    shown_text = lift(caption, [address, label])
    url = text_of(first_of(address), comma=frame.book.comma)
    if not isinstance(shown_text, Array | CellError) and not isinstance(url, CellError):
        frame.notes.link = url
    return shown_text


_TEXT, _NUMBER, _RANGE, _FIRST = Kind.TEXT, Kind.NUMBER, Kind.RANGE, Kind.FIRST
FUNCTIONS: Final = (
    Function("LEN", len_, (_TEXT,)),
    Function("LEFT", left, (_TEXT, _NUMBER), 1),
    Function("RIGHT", right, (_TEXT, _NUMBER), 1),
    Function("MID", mid, (_TEXT, _NUMBER, _NUMBER)),
    Function("TRIM", trim, (_TEXT,)),
    Function("UPPER", upper, (_TEXT,)),
    Function("LOWER", lower, (_TEXT,)),
    Function("SUBSTITUTE", substitute, (_TEXT, _TEXT, _TEXT, _NUMBER), 3),
    Function("CONCATENATE", concatenate, (_RANGE,), repeats=1, framed=True),
    Function("JOIN", join, (_FIRST, _RANGE), repeats=1, framed=True),
    Function("TEXTJOIN", textjoin, (_FIRST, _FIRST, _RANGE), repeats=1, framed=True),
    Function("TEXT", text, (Kind.VALUE, _FIRST), framed=True),
    Function("VALUE", value, (Kind.VALUE,), framed=True),
    Function("HYPERLINK", hyperlink, (Kind.VALUE, Kind.VALUE), 1, framed=True),
)
