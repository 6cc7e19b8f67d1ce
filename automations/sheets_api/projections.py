"""The formulas of workbook.md 3, as text, from the schema and from where things stand now.

``;`` only, anchored open ranges (``$A$1:$A``), quoted titles, look-ups into bot tabs only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from automations.workbook.links import quoted_title
from sheet_schema.cells import Day
from sheet_schema.model import ByKey, ByRow, Column, LineTotal, SheetRow
from sheet_schema.tabs import LINE_RESULTS, ORDER_RESULTS, ORDERS, TABS
from sheet_schema.tabs.machine import MACHINE_ROWS

#: Columns of a keyed tab that make a row more than a printed number.
TYPED = {"orders": ("ordered_on", "buyer_text", "item", "qty", "money_seen_by", "cancel_reason")}
#: Bot tabs whose width is fixed for ever; of the others only the columns up to the index.
_FIXED = {"order_results", "line_results"}
_SILENT_MINUTES = 30
#: Columns of Pesanan that the calculator adds up, in the order of its lines.
_CALCULATED = ("discount_idr", "shipping_fee_idr", "other_fee_idr")


@dataclass(frozen=True)
class FormulaWords:
    """Words inside formulas, in the workbook's language (``templates/<lang>/workbook.toml``)."""

    pick_number: str
    pending: str
    check_item: str
    warning_pattern: str
    silent: str
    minutes: str
    alive: str


@dataclass(frozen=True)
class Places:
    """Where the headers of a staff tab stand now, and what the tabs are called now."""

    letters: Mapping[str, str]  #: column key → letter
    titles: Mapping[str, str]  #: tab key → title
    row: int = 1  #: the header row, as people count

    def range(self, key: str) -> str:
        """The open range of a column, from its header down."""
        letter = self.letters[key]
        return f"${letter}${self.row}:${letter}"

    def table(self, tab: str, width: int, row: int = 1) -> str:
        """The first *width* columns of a bot tab, as a quoted open range."""
        title, last = quoted_title(self.titles[tab]), letter_of(width - 1)
        return f"{title}!$A${row}:${last}"


def letter_of(index: int) -> str:
    """The letter of a column counted from 0: A … Z, AA, and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def canonical(formula: str) -> str:
    """A formula as two spellings are compared: ``,`` is ``;`` and blanks fall, save in quotes."""
    parts = re.split(r'("(?:[^"]|"")*"|\'(?:[^\']|\'\')*\')', formula)
    return "".join(
        part if i % 2 else re.sub(r"\s", "", part).replace(",", ";").upper()
        for i, part in enumerate(parts)
    )


def needs(tab: type[SheetRow], column: Column[Any]) -> tuple[str, ...]:
    """Keys of the columns that the projection of *column* looks at."""
    if isinstance(column.projection, ByRow):
        return tab.primary_key
    if isinstance(column.projection, LineTotal):
        return ("order_no", "item", "qty", "unit_price_idr")
    return (*tab.primary_key[:1], *TYPED[tab.tab_key])


def header_formula(
    tab: type[SheetRow], column: Column[Any], header: str, places: Places, words: FormulaWords
) -> str:
    """The array formula in the header cell of a result column; its first value is *header*."""
    anchor = places.range(needs(tab, column)[0])
    if isinstance(column.projection, ByKey):
        rest = _by_key(tab, column.projection, places, words)
    elif isinstance(column.projection, ByRow):
        rest = _by_row(tab, column.projection, places, words)
    elif isinstance(column.projection, LineTotal):
        rest = _line_total(places, words)
    else:
        raise TypeError(f"{tab.tab_key}.{column.key} is no result column")
    first = anchor.partition(":")[0]
    return f'=ARRAYFORMULA(IF(ROW({anchor})=ROW({first});"{header}";{rest}))'


def _by_key(tab: type[SheetRow], by: ByKey, places: Places, words: FormulaWords) -> str:
    key = places.range(tab.primary_key[0])
    typed = "&".join(places.range(column) for column in TYPED[tab.tab_key])
    width = len(TABS[by.tab].columns()) if by.tab in _FIXED else by.index
    found = f'VLOOKUP({key}&"";{places.table(by.tab, width)};{by.index};FALSE)'
    return (
        f'IF({typed}="";"";IF({key}="";"{words.pick_number}";IFERROR({found};"{words.pending}")))'
    )


def _by_row(tab: type[SheetRow], by: ByRow, places: Places, words: FormulaWords) -> str:
    days = {column.key for column in tab.columns() if isinstance(column.cell, Day)}
    typed = "&".join(places.range(key) for key in tab.primary_key if key not in days)
    width = len(LINE_RESULTS.columns())
    table = places.table("line_results", width)
    found = f"VLOOKUP({_row_key(tab, days, places)};{table};{by.index};FALSE)"
    return f'IF({typed}="";"";IFERROR({found};"{words.pending}"))'


def _row_key(tab: type[SheetRow], days: set[str], places: Places) -> str:
    if tab.tab_key == "products":
        sku, name, variant = (places.range(key) for key in tab.primary_key)
        named = f'{name}&IF({variant}="";"";" - "&{variant})'
        return f'"products|"&IF({sku}="";{named};{sku})'
    cells = [
        f"IF(ISNUMBER({spot});{spot}*1;{spot})" if key in days else spot
        for key, spot in ((key, places.range(key)) for key in tab.primary_key)
    ]
    return f'"{tab.tab_key}|"&' + '&"|"&'.join(cells)


def _line_total(places: Places, words: FormulaWords) -> str:
    number, item, qty, price = (
        places.range(key) for key in ("order_no", "item", "qty", "unit_price_idr")
    )
    table = places.table("price_lookup", 2)
    told = f'VLOOKUP({number}&"|"&{item};{table};2;FALSE)'
    today = f'VLOOKUP({item}&"";{table};2;FALSE)'
    each = f'IF({price}="";IFERROR({told};{today});{price})'
    return f'IF({item}="";"";IF({qty}="";"";IFERROR({qty}*{each};"{words.check_item}")))'


def paste_answer(tab: type[SheetRow], titles: Mapping[str, str]) -> str:
    """A3 of a paste tab: the bot's answer, one cell."""
    table = Places({}, titles).table("line_results", len(LINE_RESULTS.columns()))
    return f'=IFERROR(VLOOKUP("{tab.tab_key}|";{table};3;FALSE);"")'


def heartbeat(titles: Mapping[str, str], words: FormulaWords) -> str:
    """Whether the bot lives, for whoever looks; the only NOW, and nothing depends on it."""
    beat = f"{quoted_title(titles['machine'])}!$B${MACHINE_ROWS.index('beat_at') + 2}"
    minutes = f"(NOW()-{beat})*1440"
    return (
        f"=IF({minutes}>{_SILENT_MINUTES};"
        f'"{words.silent}"&ROUND({minutes};0)&"{words.minutes}";"{words.alive}")'
    )


def calculator(places: Places, words: FormulaWords) -> tuple[str, ...]:
    """C21 to C28 of Panduan: what the nota typed into C20 costs; *places* are those of Pesanan."""
    title = quoted_title(places.titles[ORDERS.tab_key])
    spots = {key: f"{title}!{places.range(key)}" for key in places.letters}
    numbers, lines = spots["order_no"], spots["line_total_idr"]
    wrong = f'COUNTIFS({numbers};$C$20;{lines};"{words.warning_pattern}")>0'
    subtotal = f'IF({wrong};"{words.check_item}";SUMIF({numbers};$C$20;{lines}))'
    averages = (f"=IFERROR(AVERAGEIF({numbers};$C$20;{spots[key]});0)" for key in _CALCULATED)
    codes = places.table("order_book", 2)
    booked = places.table("order_results", len(ORDER_RESULTS.columns()))
    return (
        f'=IF($C$20="";"";{subtotal})',
        *averages,
        f'=IFERROR(VLOOKUP($C$20&"";{codes};2;FALSE);0)',
        '=IFERROR($C$21-$C$22+$C$23+$C$24+$C$25;"")',
        '=IFERROR($C$26-$C$25;"")',
        f'=IF($C$20="";"";IFERROR(VLOOKUP($C$20&"";{booked};2;FALSE);"{words.pending}"))',
    )


CALCULATOR_NEEDS = ("order_no", "line_total_idr", *_CALCULATED)
