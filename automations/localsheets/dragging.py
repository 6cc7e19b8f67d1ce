"""Relative references of a formula that is copied to another place."""

import re

from automations.localsheets.a1 import column_index, letters

_TOKENS = re.compile(
    r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'"
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]*)(?![\w(.!])"
)


def moved_by(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many rows down and columns right; `$` holds a part fast."""

    def place(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[0]
        column = column_index(found[2]) + (0 if found[1] else columns)
        row = int(found[4]) + (0 if found[3] else rows)
        if column < 0 or row < 1:
            return "#REF!"
        return f"{found[1]}{letters(column)}{found[3]}{row}"

    return _TOKENS.sub(place, formula)
