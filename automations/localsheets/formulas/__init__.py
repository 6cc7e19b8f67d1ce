"""A formula engine that behaves like Google Sheets where Rekapin's formulas rely on it.

It computes what the loopback server shows: derived state, never the store. Pure: no I/O, no clock.
"""

from automations.localsheets.formulas.calculator import Calculator
from automations.localsheets.formulas.moving import (
    DeleteCells,
    DeleteSheet,
    Dimension,
    Edit,
    InsertCells,
    MoveCells,
    RenameSheet,
    move_references,
)
from automations.localsheets.formulas.sheets import Sheets
from automations.localsheets.formulas.values import MISSING, CellError, Missing, Value

__all__ = [
    "MISSING",
    "Calculator",
    "CellError",
    "DeleteCells",
    "DeleteSheet",
    "Dimension",
    "Edit",
    "InsertCells",
    "Missing",
    "MoveCells",
    "RenameSheet",
    "Sheets",
    "Value",
    "move_references",
]
