"""Tabs as declared rows: a frozen dataclass whose fields are columns.

On the class ``ORDERS.qty`` is the ``Column``; on a row it is the value.  So mypy knows both,
and refuses a column that does not exist.
"""

import enum
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar, cast, overload

from sheet_schema.cells import CellType

T = TypeVar("T")


class Writer(enum.Enum):
    """Who alone writes a tab."""

    STAFF = "staff"
    PASTE = "paste"
    BOT = "bot"
    CYCLE = "cycle"  #: bot tabs that no job writes: machine, log
    INIT = "init"  #: written once by ``init``: the guide
    MEMORY = "memory"  #: handed from job to job, never in the workbook


class Shown(enum.Enum):
    """Where people find a tab."""

    VISIBLE = "visible"
    LINKED = "linked"  #: hidden, linked from Panduan
    NEVER = "never"


@dataclass(frozen=True)
class ByKey:
    """P1: the cell is looked up in *tab* by the row's key cell, column *index* (from 1)."""

    tab: str
    index: int


@dataclass(frozen=True)
class ByRow:
    """P1 without a key column: looked up in ``line_results`` by the row's own text."""

    index: int


@dataclass(frozen=True)
class LineTotal:
    """P2: Subtotal of a line from its price, locked or of today."""


Projection = ByKey | ByRow | LineTotal


class Column(Generic[T]):
    """One column: its key, cell type and manners."""

    def __init__(
        self,
        cell: CellType[Any],
        *,
        required: bool,
        shared: bool = False,
        group: bool = False,
        stamp: bool = False,
        projection: Projection | None = None,
    ) -> None:
        """See ``col``, ``optional`` and ``result``."""
        self.cell, self.required, self.shared = cell, required, shared
        self.group, self.stamp, self.projection = group, stamp, projection
        self.key = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the field's name as the column's key."""
        self.key = name

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: object, owner: type) -> T: ...
    def __get__(self, row: object | None, owner: type) -> Self | T:
        """The column on the class, the value on a row."""
        return self if row is None else cast("T", row.__dict__[self.key])

    def __set__(self, row: object, value: T) -> None:
        """Set once, by the dataclass; a required value left out is refused."""
        given: object = value
        if given is self:  # the dataclass passes the default, which is the column itself
            if self.required:
                raise TypeError(f"{type(row).__name__} needs {self.key}")
            given = None
        row.__dict__[self.key] = given

    def __repr__(self) -> str:
        """``<orders column qty>`` without the tab, for messages."""
        return f"<column {self.key}>"


def col(
    cell: CellType[T], *, shared: bool = False, group: bool = False, stamp: bool = False
) -> Column[T]:
    """A required column.

    *shared*: told once per order is enough (ⁿ); *group*: collapsed; *stamp*: never a reason to write.
    """
    return Column(cell, required=True, shared=shared, group=group, stamp=stamp)


def optional(
    cell: CellType[T], *, shared: bool = False, group: bool = False, stamp: bool = False
) -> Column[T | None]:
    """A column that may be blank (``None`` on a row)."""
    return Column(cell, required=False, shared=shared, group=group, stamp=stamp)


def result(cell: CellType[T], projection: Projection, *, group: bool = False) -> Column[T]:
    """A grey column of a staff tab, filled by a header formula; never read, no field of a row."""
    return Column(cell, required=False, group=group, projection=projection)


class SheetRow:
    """Base of every tab's row dataclass; the class attributes describe the tab."""

    tab_key: ClassVar[str]
    writer: ClassVar[Writer]
    primary_key: ClassVar[tuple[str, ...]]
    sheet: ClassVar[str] = ""  #: tab key of the sheet it stands in, where several share one
    journal: ClassVar[bool] = False  #: cannot be derived again; updated by key, kept twice
    ordered: ClassVar[bool] = False  #: short tab for people, written top to bottom
    shown: ClassVar[Shown] = Shown.NEVER
    top: ClassVar[int] = 2  #: first row of contents; above it the header and notes
    left: ClassVar[int] = 0  #: first column, from 0
    module: ClassVar[str] = ""  #: built only when this module is on

    @classmethod
    def columns(cls) -> tuple[Column[Any], ...]:
        """All columns as a fresh tab has them, left to right."""
        return tuple(v for v in vars(cls).values() if isinstance(v, Column))

    @classmethod
    def inputs(cls) -> tuple[Column[Any], ...]:
        """The columns that are read: all but results."""
        return tuple(c for c in cls.columns() if c.projection is None)

    @classmethod
    def results(cls) -> tuple[Column[Any], ...]:
        """The columns that a header formula fills."""
        return tuple(c for c in cls.columns() if c.projection is not None)

    @classmethod
    def sheet_key(cls) -> str:
        """The tab key of the sheet these columns stand in."""
        return cls.sheet or cls.tab_key
