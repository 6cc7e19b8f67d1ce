"""What long stretches of a column share (a format, a rule): an immutable run-length list."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any

#: first row and value of each stretch; the last one is endless
Break = tuple[int, Any]


class Runs:
    """An endless column of JSON values, None where nothing is set; never changed in place."""

    __slots__ = ("_rows", "_values")

    def __init__(self, breaks: Sequence[Break] = ()) -> None:
        rows: list[int] = []
        values: list[Any] = []
        for row, value in breaks:
            if rows and rows[-1] == row:
                values[-1] = value
            else:
                rows.append(row)
                values.append(value)
        self._rows, self._values = _joined(rows, values)

    def __bool__(self) -> bool:
        return any(value is not None for value in self._values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Runs):
            return NotImplemented
        return self._rows == other._rows and self._values == other._values

    def __hash__(self) -> int:
        return hash(tuple(self._rows))

    def at(self, row: int) -> Any:
        """The value at a row."""
        place = bisect_right(self._rows, row) - 1
        return self._values[place] if place >= 0 else None

    def breaks(self) -> list[Break]:
        """The stretches, as they are stored."""
        return list(zip(self._rows, self._values, strict=True))

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, int, Any]]:
        """(first, last exclusive, value) of the stretches between two rows."""
        row = first
        while row < last:
            place = bisect_right(self._rows, row)
            end = min(last, self._rows[place]) if place < len(self._rows) else last
            yield row, end, self._values[place - 1] if place else None
            row = end

    def end(self) -> int:
        """The row after the last one with a value; an endless stretch ends at its start + 1."""
        if not self._values:
            return 0
        return self._rows[-1] + (self._values[-1] is not None)

    def changed(self, first: int, last: int, change: Callable[[Any], Any]) -> "Runs":
        """A copy in which each value between two rows has gone through `change`."""
        if last <= first:
            return self
        middle = [(row, change(value)) for row, _, value in self.stretches(first, last)]
        before = [(row, value) for row, value in self.breaks() if row < first]
        after = [(row, value) for row, value in self.breaks() if row > last]
        return Runs([*before, *middle, (last, self.at(last)), *after])

    def inserted(self, start: int, count: int, value: Any) -> "Runs":
        """A copy with `count` rows of one value put in at `start`."""
        before = [(row, item) for row, item in self.breaks() if row < start]
        after = [(row + count, item) for row, item in self.breaks() if row > start]
        return Runs([*before, (start, value), (start + count, self.at(start)), *after])

    def deleted(self, start: int, count: int) -> "Runs":
        """A copy without `count` rows."""
        end = start + count
        before = [(row, item) for row, item in self.breaks() if row < start]
        after = [(row - count, item) for row, item in self.breaks() if row > end]
        return Runs([*before, (start, self.at(end)), *after])

    def sliced(self, first: int, last: int) -> list[Break]:
        """The stretches between two rows, counted from the first."""
        return [(row - first, value) for row, _, value in self.stretches(first, last)]


def _joined(rows: list[int], values: list[Any]) -> tuple[list[int], list[Any]]:
    kept_rows: list[int] = []
    kept_values: list[Any] = []
    last: Any = None
    for row, value in zip(rows, values, strict=True):
        if value is last or value == last:
            continue
        kept_rows.append(row)
        kept_values.append(value)
        last = value
    return kept_rows, kept_values


EMPTY = Runs()
