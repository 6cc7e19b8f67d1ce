"""Where rows or columns go when some are inserted, deleted or moved: pure index arithmetic."""

from dataclasses import dataclass

Interval = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Insert:
    """`count` new lines before `start`."""

    start: int
    count: int

    def index(self, at: int) -> int | None:
        """The new place of one line."""
        return at + self.count if at >= self.start else at

    def interval(self, first: int | None, last: int | None) -> Interval | None:
        """The new place of a half-open stretch; an open side stays open."""
        new_first = first if first is None or first < self.start else first + self.count
        new_last = last if last is None or last <= self.start else last + self.count
        return new_first, new_last


@dataclass(frozen=True, slots=True)
class Delete:
    """Lines [start, start + count) go."""

    start: int
    count: int

    def index(self, at: int) -> int | None:
        """The new place of one line; None if it is gone."""
        if at < self.start:
            return at
        return None if at < self.start + self.count else at - self.count

    def interval(self, first: int | None, last: int | None) -> Interval | None:
        """The new place of a half-open stretch; None if nothing of it is left."""
        new_first = None if first is None else self._edge(first)
        new_last = None if last is None else self._edge(last)
        if new_last is not None and new_last <= (new_first or 0):
            return None
        return new_first, new_last

    def _edge(self, at: int) -> int:
        return at if at <= self.start else max(self.start, at - self.count)


@dataclass(frozen=True, slots=True)
class Move:
    """Lines [start, start + count) go before line `to`, counted before the move."""

    start: int
    count: int
    to: int

    @property
    def landing(self) -> int:
        """First line of the block after the move."""
        return self.to if self.to <= self.start else self.to - self.count

    def index(self, at: int) -> int | None:
        """The new place of one line."""
        if self.start <= at < self.start + self.count:
            return at - self.start + self.landing
        rest = at if at < self.start else at - self.count
        return rest if rest < self.landing else rest + self.count

    def interval(self, first: int | None, last: int | None) -> Interval | None:
        """The new place of a stretch: one inside the block travels, others close up or open."""
        end = self.start + self.count
        inside = first is not None and last is not None and first >= self.start and last <= end
        if inside and first is not None and last is not None:
            shift = self.landing - self.start
            return first + shift, last + shift
        left = Delete(self.start, self.count).interval(first, last)
        if left is None:
            return None
        return Insert(self.landing, self.count).interval(*left)


Shift = Insert | Delete | Move
