"""Results remembered from cycle to cycle: a pure function of the same inputs gives the same.

Tables are compared by identity (the binder returns the same table while its tab is unchanged),
everything else by equality.  The memory changes how long an answer takes, never the answer.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from automations.workbook.tables import Table

T = TypeVar("T")


class Remembered(Generic[T]):
    """The last few results of one pure function; its inputs are kept alive with them.

    A result is shared by all who ask: it must not be changed afterwards.
    """

    def __init__(self, limit: int = 4) -> None:
        """Remember *limit* results, the latest ones."""
        self._limit = limit
        self._kept: list[tuple[tuple[Any, ...], T]] = []

    def of(self, compute: Callable[[], T], *inputs: object) -> T:
        """What *compute* gives; *inputs* must be everything that it depends on."""
        for known, result in self._kept:
            if _equal(known, inputs):
                return result
        result = compute()
        self._kept = [(inputs, result), *self._kept[: self._limit - 1]]
        return result

    def forget(self) -> None:
        """Start afresh."""
        self._kept = []


def _equal(known: tuple[Any, ...], asked: tuple[Any, ...]) -> bool:
    if len(known) != len(asked):
        return False
    return all(
        one is other
        or (
            not (isinstance(one, Table) or isinstance(other, Table))
            and type(one) is type(other)
            and one == other
        )
        for one, other in zip(known, asked, strict=True)
    )
