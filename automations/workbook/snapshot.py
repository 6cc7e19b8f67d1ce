"""What was read, as raw cells: the input of a cycle.

Rows are counted as people count: row 1 is the first.  Columns are positions from 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheet_schema.cells import Cell, Cells


@dataclass(frozen=True)
class Grid:
    """A staff or paste tab as read: the header row and columns below it, by position.

    Only input columns are there; a column's trailing blanks are cut, inner blanks are ``""``.
    """

    title: str
    header: Cells
    columns: Mapping[int, Sequence[Cell]]
    header_row: int = 1  #: above 1 when staff inserted rows above the header

    @property
    def height(self) -> int:
        """Rows below the header, blank ones between included."""
        return max((len(cells) for cells in self.columns.values()), default=0)


@dataclass(frozen=True)
class Snapshot:
    """Everything a cycle knows of the workbook."""

    grids: Mapping[str, Grid] = field(default_factory=dict)  #: staff and paste tabs by key
    #: Bot tabs by key: the rows from ``tab.top`` down as last confirmed, padded to the tab's width.
    held: Mapping[str, Sequence[Cells]] = field(default_factory=dict)
    sheet_ids: Mapping[str, int] = field(default_factory=dict)  #: tab key → sheetId
    titles: Mapping[str, str] = field(default_factory=dict)  #: tab key → title now
    missing: frozenset[str] = frozenset()  #: tabs that are gone
    copies: Mapping[str, str] = field(default_factory=dict)  #: title of a copy → tab key it copies
    spoiled: Mapping[tuple[str, str], str] = field(default_factory=dict)
    #: (tab, result column) whose header or cells hold foreign content → that content, shortened
    address: str = ""  #: spreadsheetUrl without its query
