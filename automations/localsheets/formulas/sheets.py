"""What the calculator needs of the server: typed cells, sizes and titles."""

from collections.abc import Sequence
from typing import Protocol

from automations.localsheets.formulas.values import Value


class Sheets(Protocol):
    """Literal cells only; rows and columns are counted from 0, ends are exclusive."""

    def sheet_id(self, title: str) -> int | None:
        """The id of the sheet with that title, ignoring case; None if there is none."""

    def size(self, sheet_id: int) -> tuple[int, int] | None:
        """The grid's rows and columns; None if there is no such sheet."""

    def column(self, sheet_id: int, column: int, first_row: int, last_row: int) -> Sequence[Value]:
        """The typed cells of a strip; blank and formula cells give None."""
