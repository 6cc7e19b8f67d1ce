"""All functions a formula can call, by name.

IF, IFS, IFERROR and IFNA are in branches.py because they compute only what is needed;
ARRAYFORMULA, ROW and COLUMN are in compile.py because they concern the place, not the values.
"""

from typing import Final

from automations.localsheets.formulas import (
    conditional,
    dates,
    logic,
    lookup,
    maths,
    shapes,
    statistics,
    text,
)
from automations.localsheets.formulas.signature import Function

FUNCTIONS: Final[dict[str, Function]] = {
    function.name: function
    for module in (conditional, dates, logic, lookup, maths, shapes, statistics, text)
    for function in module.FUNCTIONS
}
