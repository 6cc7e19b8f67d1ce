"""The cells of Panduan: the five things of a day, the calculator at C20, the links."""

from collections.abc import Iterator

from automations.sheets_api.projections import CALCULATOR_NEEDS, calculator
from automations.sheets_api.provision.cells import Put, entered, formula
from automations.sheets_api.provision.layout import Layout, places_of
from automations.sheets_api.provision.state import Place, WorkbookState
from automations.sheets_api.provision.texts import Texts
from sheet_schema.model import Shown
from sheet_schema.tabs import GUIDE, ORDERS

#: Rows from 0: title of the calculator, its nine lines, the hint, the rest.
CALCULATOR_ROW, REST_ROW = 18, 30
OPEN_CELL: Place = (19, 2)  #: C20, where people type a number
HEADINGS = (0, 1, 8, CALCULATOR_ROW, REST_ROW)  #: rows in bold letters
ROWS = 100  #: rows that are read and kept ours


def guide_puts(layout: Layout, state: WorkbookState, texts: Texts) -> list[Put]:
    """Every cell of the guide; what stands there besides, save the open cell, goes."""
    wanted = {(put.row, put.column): put for put in _wanted(layout, state, texts)}
    held = layout[GUIDE.tab_key].state
    if held is not None and not layout[GUIDE.tab_key].fresh:
        for row, column in held.cells:
            if (row, column) != OPEN_CELL:
                wanted.setdefault((row, column), Put(row, column, {}))
    return list(wanted.values())


def _wanted(layout: Layout, state: WorkbookState, texts: Texts) -> Iterator[Put]:
    guide = texts.guide
    for row, line in enumerate(guide.first):
        if line:
            yield Put(row, 0, entered(line))
    yield Put(CALCULATOR_ROW, 0, entered(guide.title))
    for row, label in enumerate(guide.labels, CALCULATOR_ROW + 1):
        yield Put(row, 0, entered(label))
    if set(CALCULATOR_NEEDS) <= layout[ORDERS.tab_key].columns.keys():
        places = places_of(layout, ORDERS)
        for row, text in enumerate(calculator(places, texts.formulas), CALCULATOR_ROW + 2):
            yield Put(row, 2, formula(text))
    yield Put(CALCULATOR_ROW + 10, 0, entered(guide.hint))
    row = REST_ROW
    for row, line in enumerate(guide.rest, REST_ROW):
        if line:
            yield Put(row, 0, entered(line))
    for spot in layout.values():
        if spot.tab.shown is Shown.LINKED and state.address:
            row += 1
            page = f"{state.address}?gid={spot.sheet_id}#gid={spot.sheet_id}"
            label = spot.title.replace('"', '""')
            yield Put(row, 0, formula(f'=HYPERLINK("{page}";"{label} ↗")'))
            yield Put(row, 1, entered(guide.links[spot.tab.tab_key]))
