"""How cells look: number formats by cell type, grey result columns, headers, colours of words.

Formats are compared at the first and the last row of a column; ``reapply`` sends them anyway,
since pasted cells bring their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from automations.sheets_api.provision.cells import Request
from automations.sheets_api.provision.guide import HEADINGS, OPEN_CELL
from automations.sheets_api.provision.layout import Spot
from automations.sheets_api.provision.state import Json
from sheet_schema.cells import Sentenced
from sheet_schema.model import Column, Shown, Writer
from sheet_schema.tabs import GUIDE, PASTE_BANK

Rgb = tuple[int, int, int]
_BLUE, _YELLOW, _GREEN, _GREY = (66, 133, 244), (251, 188, 4), (52, 168, 83), (154, 160, 166)
_RESULT, _HEADER, _FADED = (239, 239, 239), (217, 226, 243), (153, 153, 153)
#: Sign in a cell → background, the worst first: the first rule that fits wins.
_SIGNS: tuple[tuple[str, Rgb], ...] = (
    ("⛔", (244, 204, 204)),
    ("⚠", (252, 232, 178)),
    ("✅", (217, 234, 211)),
    ("✍", (217, 217, 217)),
)
_SIGNED = frozenset({"status", "ship", "check", "outcome", "level", "shipping_text"})
#: A cell that waits to be filled in.
_WAITING = (255, 242, 204)
_TYPES = {"text": "TEXT", "day": "DATE", "moment": "DATE_TIME", "int": "NUMBER"}


def colour(rgb: Rgb) -> dict[str, Any]:
    """A ColorStyle."""
    return {"rgbColor": dict(zip(("red", "green", "blue"), (n / 255 for n in rgb), strict=True))}


_OPEN = {"backgroundColorStyle": colour(_WAITING)}


def tab_colour(spot: Spot) -> dict[str, Any]:
    """Blue staff, yellow paste, green results for people, grey machinery."""
    if spot.tab.writer is Writer.STAFF:
        return colour(_BLUE)
    if spot.tab.writer is Writer.PASTE:
        return colour(_YELLOW)
    return colour(_GREY if spot.tab.shown is Shown.NEVER else _GREEN)


def number_format(column: Column[Any]) -> dict[str, str] | None:
    """The NumberFormat of a column, by its cell type; none where any cell may stand."""
    cell = column.cell
    if not cell.pattern or isinstance(cell, Sentenced):
        return None
    kind = "CURRENCY" if cell.pattern.startswith("Rp") else _TYPES[cell.kind]
    return {"type": kind, "pattern": cell.pattern}


def look_requests(spot: Spot, *, reapply: bool) -> list[Request]:
    """Formats of one tab that differ from what its first and last row show."""
    if spot.tab is GUIDE:  # formulas stand there: a text format would show them as text
        return []
    found: list[Request] = []
    for column in spot.tab.columns():
        index = spot.columns.get(column.key)
        if index is None:
            continue
        wanted: dict[str, Any] = {}
        shown = number_format(column)
        if shown is not None:
            wanted["numberFormat"] = shown
        if column.projection is not None:
            wanted["backgroundColorStyle"] = colour(_RESULT)
        if wanted and (reapply or not _holds(spot, index, wanted)):
            rows = (spot.first_row, None)
            found.append(_repeat(spot.sheet_id, rows, (index, index + 1), wanted))
    return _merged(found) + _header_look(spot)


def _holds(spot: Spot, index: int, wanted: Json) -> bool:
    """Whether the first and the last row of contents look as wanted."""
    if spot.fresh or spot.state is None:
        return False
    return all(
        same_look(wanted, spot.state.cells.get((row, index), {}).get("userEnteredFormat", {}))
        for row in (spot.first_row, spot.state.rows - 1)
    )


def same_look(wanted: Any, held: Any) -> bool:
    """Whether *held* says everything that *wanted* says; colours to a hundredth."""
    if isinstance(wanted, Mapping):
        return isinstance(held, Mapping) and all(
            same_look(value, held.get(key, 0 if isinstance(value, float) else None))
            for key, value in wanted.items()
        )
    if isinstance(wanted, float) and isinstance(held, (int, float)):
        return abs(wanted - held) < 0.01
    return bool(wanted == held)


def _header_look(spot: Spot) -> list[Request]:
    if not spot.has_header:
        return []
    wanted = {
        "backgroundColorStyle": colour(_HEADER),
        "textFormat": {"bold": True},
        "wrapStrategy": "WRAP",
    }
    columns = sorted(spot.columns.values())
    held = {} if spot.fresh or spot.state is None else spot.state.cells
    plain = [
        index
        for index in columns
        if not same_look(
            wanted, held.get((spot.header_row, index), {}).get("userEnteredFormat", {})
        )
    ]
    rows = (spot.header_row, spot.header_row + 1)
    return _merged([_repeat(spot.sheet_id, rows, (i, i + 1), wanted) for i in plain])


def sample_look(spot: Spot) -> list[Request]:
    """The grey letters of a sample row of a fresh tab."""
    row, width = spot.header_row + 1, len(spot.columns)
    wanted = {"textFormat": {"foregroundColorStyle": colour(_FADED), "italic": True}}
    return [_repeat(spot.sheet_id, (row, row + 1), (0, width), wanted)]


def place_looks(spot: Spot) -> list[Request]:
    """Looks of single cells of tabs without a header: paste tabs and, once, Panduan."""
    wanted: list[tuple[int, int, Json]]
    if spot.tab is PASTE_BANK:
        wanted = [(0, 0, {"wrapStrategy": "WRAP"}), (1, 1, _OPEN)]
    elif spot.tab is GUIDE and spot.fresh:
        bold = {"textFormat": {"bold": True}}
        wanted = [*((row, 0, bold) for row in HEADINGS), (*OPEN_CELL, _OPEN)]
    else:
        return []
    held = {} if spot.fresh or spot.state is None else spot.state.cells
    return [
        _repeat(spot.sheet_id, (row, row + 1), (column, column + 1), look)
        for row, column, look in wanted
        if not same_look(look, held.get((row, column), {}).get("userEnteredFormat", {}))
    ]


def _repeat(
    sheet_id: int, rows: tuple[int, int | None], columns: tuple[int, int], look: Json
) -> Request:
    box: dict[str, Any] = {
        "sheetId": sheet_id,
        "startRowIndex": rows[0],
        "startColumnIndex": columns[0],
        "endColumnIndex": columns[1],
    }
    if rows[1] is not None:
        box["endRowIndex"] = rows[1]
    fields = ",".join(f"userEnteredFormat.{path}" for path in _paths(look))
    return {
        "repeatCell": {"range": box, "cell": {"userEnteredFormat": dict(look)}, "fields": fields}
    }


def _paths(look: Json) -> Iterator[str]:
    for key, value in look.items():
        if key == "textFormat":
            yield from (f"textFormat.{inner}" for inner in value)
        else:
            yield key


def _merged(requests: Iterable[Request]) -> list[Request]:
    """Neighbouring columns with one look share a request."""
    found: list[Request] = []
    for request in sorted(requests, key=lambda r: r["repeatCell"]["range"]["startColumnIndex"]):
        last = found[-1]["repeatCell"] if found else None
        new = request["repeatCell"]
        if last and last["cell"] == new["cell"]:
            spot, box = last["range"], new["range"]
            if spot["endColumnIndex"] == box["startColumnIndex"]:
                spot["endColumnIndex"] = box["endColumnIndex"]
                continue
        found.append(request)
    return found


def colour_requests(spots: list[Spot]) -> list[Request]:
    """Conditional colours of status words of one sheet: ours are rewritten when they differ."""
    wanted = [rule for spot in spots for rule in _rules(spot)]
    first = spots[0]
    held = [] if first.state is None else list(first.state.rules)
    ours = [i for i, rule in enumerate(held) if _sign_of(rule)]
    if [_essence(held[i]) for i in ours] == [_essence(rule) for rule in wanted]:
        return []
    gone = [
        {"deleteConditionalFormatRule": {"sheetId": first.sheet_id, "index": i}}
        for i in reversed(ours)
    ]
    return gone + [
        {"addConditionalFormatRule": {"rule": rule, "index": i}} for i, rule in enumerate(wanted)
    ]


def _rules(spot: Spot) -> list[dict[str, Any]]:
    ranges = [
        {
            "sheetId": spot.sheet_id,
            "startRowIndex": spot.first_row,
            "startColumnIndex": index,
            "endColumnIndex": index + 1,
        }
        for key, index in sorted(spot.columns.items(), key=lambda item: item[1])
        if key in _SIGNED
    ]
    if not ranges or spot.tab.shown is Shown.NEVER:
        return []
    return [
        {
            "ranges": ranges,
            "booleanRule": {
                "condition": {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": sign}]},
                "format": {"backgroundColorStyle": colour(rgb)},
            },
        }
        for sign, rgb in _SIGNS
    ]


def _sign_of(rule: Json) -> str:
    condition = rule.get("booleanRule", {}).get("condition", {})
    values = [value.get("userEnteredValue", "") for value in condition.get("values", ())]
    signs = {sign for sign, _ in _SIGNS}
    ours = condition.get("type") == "TEXT_CONTAINS" and len(values) == 1 and values[0] in signs
    return str(values[0]) if ours else ""


def _essence(rule: Json) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """What makes a rule ours: its sign and columns (Sheets may add an end row and spell colours)."""
    return _sign_of(rule), tuple(
        (box.get("startRowIndex", 0), box.get("startColumnIndex", 0), box.get("endColumnIndex", 0))
        for box in rule["ranges"]
    )
