"""Formulas read back in the form in which they are sent (pure)."""

import re

from sheet_schema.cells import Cell

_BARE_COMMA = re.compile(r"""("[^"]*"|'[^']*')|,""")


def with_semicolons(cell: Cell) -> Cell:
    """*cell*, a formula's commas between arguments as semicolons; other cells as they are.

    Sheets shows arguments with ``,`` or ``;`` by the workbook's locale; ours are sent with ``;``
    and hold no decimals and no array braces (sheets_api.md 0.2).
    """
    if not isinstance(cell, str) or not cell.startswith("="):
        return cell
    return _BARE_COMMA.sub(lambda found: found[1] or ";", cell)
