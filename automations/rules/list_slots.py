"""Entries of a dropdown list keep the line where they stand, so that one new entry is one cell."""

from collections.abc import Iterable, Mapping


def kept_slots(held: Mapping[int, str], wanted: Iterable[str], longest: int) -> list[str | None]:
    """The first *longest* of *wanted*, each at its line in *held*, new ones on free lines.

    *held*: line from 0 → entry as it stood before the cycle; ``None`` is a free line.
    """
    due = list(dict.fromkeys(wanted))[:longest]
    left = set(due)
    lines: list[str | None] = [None] * len(due)
    for line, entry in sorted(held.items()):
        if entry in left and 0 <= line < longest:
            lines += [None] * (line + 1 - len(lines))
            lines[line] = entry
            left.discard(entry)
    free = (line for line, entry in enumerate(lines) if entry is None)
    for entry in due:
        if entry in left:
            lines[next(free)] = entry
    while lines and lines[-1] is None:
        lines.pop()
    return lines
