"""What ``init`` writes into cells: headers, notes, formulas, samples, numbers, settings, Panduan.

Nothing here names a cell that people type in, save rows of a tab that is just being made.
"""

from collections.abc import Iterable, Iterator

from automations.sheets_api.projections import (
    header_formula,
    heartbeat,
    needs,
    paste_answer,
)
from automations.sheets_api.provision.cells import Put, entered, formula
from automations.sheets_api.provision.guide import guide_puts
from automations.sheets_api.provision.layout import Layout, Spot, places_of
from automations.sheets_api.provision.numbers import (
    PRINTED,
    WITH_CODE,
    printed_numbers,
    unique_code,
)
from automations.sheets_api.provision.state import Json, WorkbookState
from automations.sheets_api.provision.texts import Texts
from automations.workbook.labels import Labels
from automations.workbook.settings import DECLARED, Settings, read_settings, setting_value
from sheet_schema.cells import whole_text
from sheet_schema.model import Writer
from sheet_schema.tabs import (
    GUIDE,
    MACHINE,
    ORDER_BOOK,
    ORDERS,
    PASTE_BANK,
    RECAP_DAILY,
    SETTINGS,
    SUMMARY,
)
from sheet_schema.tabs.machine import MACHINE_ROWS


def contents_of(
    layout: Layout, state: WorkbookState, labels: Labels, texts: Texts, settings: Settings
) -> dict[str, list[Put]]:
    """Tab key → cells that shall stand there."""
    found = {key: list(_headers(spot, layout, labels, texts)) for key, spot in layout.items()}
    titles = {key: spot.title for key, spot in layout.items()}
    beat = formula(heartbeat(titles, texts.formulas))
    found[SUMMARY.tab_key].append(Put(0, 0, beat))
    last = len(RECAP_DAILY.columns()) - 1
    found[RECAP_DAILY.tab_key].append(Put(RECAP_DAILY.top - 2, last, beat))
    found[PASTE_BANK.tab_key] += _paste(titles, texts)
    found[MACHINE.tab_key] += _machine(layout[MACHINE.tab_key])
    found[GUIDE.tab_key] += guide_puts(layout, state, texts)
    found[SETTINGS.tab_key] += _settings(layout[SETTINGS.tab_key], texts, settings)
    for key, row in texts.samples.items():
        if layout[key].fresh:
            found[key] += _sample(layout[key], row.items())
    born = layout[ORDERS.tab_key].fresh and layout[ORDER_BOOK.tab_key].fresh
    if born and settings.numbers_from_book:  # later numbers are topped up, never printed twice
        for key, puts in _numbers(layout, labels, settings).items():
            found[key] += puts
    return found


def _headers(spot: Spot, layout: Layout, labels: Labels, texts: Texts) -> Iterator[Put]:
    if not spot.has_header:
        return
    tab = spot.tab
    for column in tab.columns():
        index = spot.columns.get(column.key)
        if index is None:
            continue
        note = labels.notes.get((tab.tab_key, column.key))
        header = labels.header(tab, column.key)
        if column.projection is not None:
            if not set(needs(tab, column)) <= spot.columns.keys():
                continue  # told as a missing header of the tab
            places = places_of(layout, tab)
            text = header_formula(tab, column, header, places, texts.formulas)
            yield Put(spot.header_row, index, formula(text), note)
        elif spot.fresh or tab.writer is not Writer.STAFF or column.key in spot.missing:
            yield Put(spot.header_row, index, entered(header), note)
        else:  # found by its header or an alias: the words there are the staff's
            yield Put(spot.header_row, index, None, note)


def _machine(spot: Spot) -> Iterator[Put]:
    """Names in A; a counter that is no number any more is blanked, so that writing begins anew."""
    for row, name in enumerate(MACHINE_ROWS, 1):
        yield Put(row, 0, entered(name))
    if spot.state is not None and spot.state.value(1, 1).keys() - {"numberValue"}:
        yield Put(1, 1, {})


def _paste(titles: dict[str, str], texts: Texts) -> Iterator[Put]:
    yield Put(0, 0, entered(texts.paste.instruction))
    yield Put(1, 0, entered(texts.paste.account))
    yield Put(2, 0, formula(paste_answer(PASTE_BANK, titles)))
    yield Put(3, 0, entered(texts.paste.here))


def _settings(spot: Spot, texts: Texts, settings: Settings) -> Iterator[Put]:
    """A row for every declared setting that has none; rows that stand are the owner's."""
    at = spot.columns
    if "name" not in at:
        return
    names = {} if spot.fresh else _names(spot)
    row = max(names.values(), default=spot.header_row)
    for declared in DECLARED:
        if declared.name in names:
            continue
        row += 1
        words = texts.settings[declared.name]
        for key, text in (
            ("name", declared.name),
            ("value", setting_value(declared.name, settings)),
            ("unit", words.unit),
            ("explanation", words.explanation),
        ):
            if text and key in at:
                yield Put(row, at[key], entered(text))


def settings_in_force(spot: Spot, given: Settings) -> Settings:
    """What Pengaturan says; *given* while the tab is not there yet or has lost its headers."""
    at = spot.columns
    if spot.fresh or spot.state is None or not {"name", "value"} <= at.keys():
        return given
    rows = [
        (name, _shown(spot.state.value(row, at["value"])))
        for name, row in sorted(_names(spot).items(), key=lambda item: item[1])
    ]
    return read_settings(rows)[0]


def _shown(value: Json) -> str:
    return whole_text(next(iter(value.values()), ""))


def _names(spot: Spot) -> dict[str, int]:
    """Setting's name, ignoring case → the row it stands in."""
    if spot.state is None:
        return {}
    at = spot.columns["name"]
    texts = {
        row: str(spot.state.value(row, column).get("stringValue", "")).strip()
        for row, column in spot.state.cells
        if column == at and row > spot.header_row
    }
    return {text.casefold(): row for row, text in texts.items() if text}


def _sample(spot: Spot, row: Iterable[tuple[str, object]]) -> Iterator[Put]:
    for key, value in row:
        if not isinstance(value, (str, int, float)):
            raise TypeError(f"sample {spot.tab.tab_key}.{key} is no cell")
        yield Put(spot.header_row + 1, spot.columns[key], entered(value))


def _numbers(layout: Layout, labels: Labels, settings: Settings) -> dict[str, list[Put]]:
    """500 free numbers below the sample row of Pesanan, and their lines in Buku Nota."""
    numbers = printed_numbers(settings.first_number, PRINTED)
    orders, book = layout[ORDERS.tab_key], layout[ORDER_BOOK.tab_key]
    return {
        ORDERS.tab_key: [
            Put(orders.header_row + 2 + i, orders.columns["order_no"], entered(number))
            for i, number in enumerate(numbers)
        ],
        ORDER_BOOK.tab_key: [
            Put(row, book.columns[key], entered(cell))
            for row, cells in enumerate(_book_rows(numbers, labels, settings), book.tab.top - 1)
            for key, cell in cells
        ],
    }


def _book_rows(
    numbers: Iterable[str], labels: Labels, settings: Settings
) -> Iterator[tuple[tuple[str, str | int], ...]]:
    """(column key, cell) pairs of every free number; the first 200 have their kode unik."""
    free = labels.choice("number_state", "free")
    for place, number in enumerate(numbers, 1):
        coded = settings.unique_codes and place <= WITH_CODE
        code = (("unique_code", unique_code(place)),) if coded else ()
        yield (("order_no", number), *code, ("state", free))
