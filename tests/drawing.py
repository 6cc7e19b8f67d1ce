r"""Draws workbooks as text: the input of a test stands in the test.

::

    [orders]
    order_no | buyer_text | item | qty
    N4217    | Budi, 0812-0000-0001, Jl. Contoh 1, Coblong, Bandung | Kaos | 2

The first row names columns by key.  Cells: whole numbers (also ``150_000``), decimals,
``2026-11-21`` (a date cell) and ``2026-11-21T10:15`` (a moment), TRUE/FALSE, ``'text``
(text whatever it looks like), ``\n`` for a line break; everything else is text.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from automations.resources import label_catalogues
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Sentence
from automations.workbook.labels import labels_of
from automations.workbook.settings import Settings
from automations.workbook.snapshot import Grid
from automations.workbook.tables import Binder, Table, Tables, empty_table
from sheet_schema.cells import Cell
from sheet_schema.days import serial, serial_at
from sheet_schema.model import SheetRow, Writer
from sheet_schema.tabs import TABS

NOW = dt.datetime(2026, 11, 21, 14, 5)
LABELS = labels_of(label_catalogues(), "id")


def cell(text: str) -> Cell:
    """The raw cell that *text* draws."""
    text = text.strip()
    if text.startswith("'"):
        return text[1:].replace("\\n", "\n")
    if re.fullmatch(r"-?\d[\d_]*", text):
        return int(text.replace("_", ""))
    if re.fullmatch(r"-?\d[\d_]*\.\d+", text):
        return float(text.replace("_", ""))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return serial(dt.date.fromisoformat(text))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T[\d:]+", text):
        return serial_at(dt.datetime.fromisoformat(text))
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    return text.replace("\\n", "\n")


def drawn(text: str) -> dict[str, list[dict[str, Cell]]]:
    """Tab key → rows of raw cells by column key."""
    tabs: dict[str, list[dict[str, Cell]]] = {}
    keys: list[str] = []
    rows: list[dict[str, Cell]] = []
    for line in (line.strip() for line in text.strip().splitlines()):
        if not line or line.startswith("#"):
            continue
        if named := re.fullmatch(r"\[(\w+)\]", line):
            keys, rows = [], tabs.setdefault(named[1], [])
        elif not keys:
            keys = [part.strip() for part in line.split("|")]
        else:
            cells = [cell(part) for part in line.split("|")]
            rows.append(dict(zip(keys, cells, strict=False)))
    return tabs


def grid(tab: type[SheetRow], rows: Sequence[Mapping[str, Cell]], header_row: int = 1) -> Grid:
    """A staff tab as read, every column at its place in a fresh workbook."""
    header = tuple(LABELS.header(tab, column.key) for column in tab.columns())
    columns = {
        i: [row.get(column.key, "") for row in rows]
        for i, column in enumerate(tab.columns())
        if column.projection is None
    }
    return Grid(LABELS.title(tab), header, columns, header_row)


def held_rows(
    tab: type[SheetRow], rows: Sequence[Mapping[str, Cell]]
) -> tuple[tuple[Cell, ...], ...]:
    """A bot tab's cells in column order."""
    return tuple(tuple(row.get(column.key, "") for column in tab.columns()) for row in rows)


def table(
    tab: type[SheetRow], rows: Sequence[Mapping[str, Cell]], binder: Binder | None = None
) -> Table[SheetRow]:
    """A typed table of drawn rows, staff tab or not (choices are drawn as labels)."""
    binder = binder or Binder(LABELS)
    if tab.writer in (Writer.STAFF, Writer.PASTE):
        bound = binder.bind(tab, grid(tab, rows))
        assert isinstance(bound, Table), bound
        return bound
    return binder.held(tab, held_rows(tab, rows)) if rows else empty_table(tab)


def tables(text: str) -> Tables:
    """Every table drawn in *text*; all others of the schema are empty."""
    rows = drawn(text)
    assert rows.keys() <= TABS.keys(), rows.keys() - TABS.keys()
    return Tables({key: table(tab, rows.get(key, [])) for key, tab in TABS.items()})


def context(now: dt.datetime = NOW, settings: Settings | None = None, **more: object) -> Context:
    """A context at *now* whose words show a sentence's code and params."""
    return Context(now, settings or Settings(), LABELS, words=shown, previous_read_at=now, **more)  # type: ignore[arg-type]


def shown(sentence: Sentence) -> str:
    """``code(name=value, …)``: tests compare codes and params, never prose."""
    params = ", ".join(f"{name}={value}" for name, value in sentence.params)
    return f"{sentence.code}({params})"


def frame_rows(contents: Contents) -> list[dict[str, object]]:
    """The rows of contents as dicts, blanks left out."""
    records = contents.table.frame.to_dict("records")
    return [{str(k): v for k, v in record.items() if not _blank(v)} for record in records]


def _blank(value: object) -> bool:
    return value is None or value == "" or str(value) in {"<NA>", "NaT", "nan"}
