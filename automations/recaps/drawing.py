"""Lines of Ringkasan: four cells each, 38 characters to a phone."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from automations.workbook.job import Sentence, Words

WIDTH = 38
_LABEL, _FIGURE = 14, 8  #: 14 + 3 × 8 = 38
RULE = "-" * WIDTH


@dataclass(frozen=True)
class Line:
    """One row of the screen; a text in *c1* alone may run over the cells beside it."""

    c1: object = ""
    c2: object = ""
    c3: object = ""
    c4: object = ""


def wrapped(text: str, *, indent: int = 3, most: int = 2) -> list[Line]:
    """*text* over at most *most* lines of the screen, the rest cut with ``…``."""
    lines = textwrap.wrap(
        text,
        WIDTH,
        subsequent_indent=" " * indent,
        max_lines=most,
        placeholder=" …",
        break_on_hyphens=False,
    )
    return [Line(line) for line in lines]


def both_ends(left: str, right: str) -> Line:
    """*left* and *right* at the ends of one line; a left too long is cut."""
    room = WIDTH - len(right) - 1
    kept = left if len(left) <= room else left[: room - 1] + "…"
    return Line(f"{kept}{right:>{WIDTH - len(kept)}}")


@dataclass(frozen=True)
class Kept:
    """Money somewhere: where, ``Rp…`` or blank, and what is known about it."""

    name: str
    amount: str
    remark: str


def in_columns(kept: Sequence[Kept]) -> list[Line]:
    """Three columns two blanks apart, rupiah under rupiah; names too long are cut."""
    digits = max((len(one.amount) for one in kept), default=0)
    remark = max((len(one.remark) for one in kept), default=0)
    room = WIDTH - (digits + 2 if digits else 0) - remark - 2
    width = min(max((len(one.name) for one in kept), default=0), max(room, 2))
    lines = []
    for one in kept:
        name = one.name if len(one.name) <= width else one.name[: width - 1] + "…"
        amount = f"{one.amount[:2]}{one.amount[2:]:>{digits - 2}}  " if one.amount else ""
        lines.append(Line(f"{name:<{width}}  {amount}{one.remark}"))
    return lines


def as_text(lines: Iterable[Line], words: Words) -> str:
    """The screen as plain text, for the command line and the digest."""
    return "\n".join(_drawn(line, words) for line in lines) + "\n"


def _drawn(line: Line, words: Words) -> str:
    cells = [_read(cell, words) for cell in (line.c1, line.c2, line.c3, line.c4)]
    if not any(cells[1:]):
        return cells[0]
    drawn = f"{cells[0]:<{_LABEL}}"
    for cell in cells[1:]:
        figure = f"{cell:>{_FIGURE}}"
        drawn += figure if drawn.endswith(" ") or figure.startswith(" ") else f" {figure}"
    return drawn.rstrip()


def _read(cell: object, words: Words) -> str:
    return words(cell) if isinstance(cell, Sentence) else str(cell)
