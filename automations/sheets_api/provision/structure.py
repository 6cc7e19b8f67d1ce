"""Sheets, their order, size and frozen rows, column groups, widths, and the chart."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from automations.sheets_api.provision.cells import Request
from automations.sheets_api.provision.layout import CHART_ID, Layout, Spot
from automations.sheets_api.provision.looks import tab_colour
from automations.sheets_api.provision.state import WorkbookState
from automations.sheets_api.provision.texts import Texts
from sheet_schema.model import Shown, Writer
from sheet_schema.tabs import ORDERS, PASTE_BANK, SUMMARY_CHART

CHART_DAYS = 60
_CHART_ROW = 36  #: below the words of Ringkasan
_ROWS = 1000  #: of a new sheet; the cycle grows bot tabs
_SHORT_ROWS = {"guide": 100, "settings": 200, "team": 200, "machine": 50, "summary": 200}
#: Pixels of the columns from the left, where the default of 100 is wrong.
_WIDTHS = {
    "summary": (190, 80, 80, 80),
    "guide": (190, 90, 150),
    "actions": (130, 320, 260, 100, 90, 260),
    "orders": (90, 90, 100, 220, 180, 50, 80, 80, 90, 120, 110, 260),
    "ready_to_ship": (220, 90, 260, 220),
    "settings": (190, 160, 120, 420, 160),
    "confirmations": (240, 150),
    "paste_bank": (420, 140),
}
_LETTER = "COLUMNS"


def workbook_properties(state: WorkbookState, zone: str) -> list[Request]:
    """Locale, zone and recalculation, where they differ."""
    wanted = workbook_manners(zone)
    if all(state.properties.get(name) == value for name, value in wanted.items()):
        return []
    fields = ",".join(wanted)
    return [{"updateSpreadsheetProperties": {"properties": wanted, "fields": fields}}]


def workbook_manners(zone: str) -> dict[str, str]:
    """What every workbook of ours is set to."""
    return {"locale": "in_ID", "timeZone": zone, "autoRecalc": "MINUTE"}


def sheet_requests(layout: Layout) -> list[Request]:
    """New sheets in phone order; of sheets that exist only size and frozen rows are kept."""
    found: list[Request] = []
    hosts = [spot for key, spot in layout.items() if spot.tab.sheet_key() == key]
    for place, spot in enumerate(hosts):
        rows, width = _size(spot, layout)
        if spot.state is None:
            found.append({"addSheet": {"properties": _birth(spot, place, rows, width)}})
        elif spot.reused:
            size = (max(rows, spot.state.rows), max(width, spot.state.width))
            fields = "title,index,tabColorStyle,gridProperties.rowCount,gridProperties.columnCount"
            found.append(_update(_birth(spot, place, *size), fields))
        else:
            found += _kept(spot, width)
    return found


def _birth(spot: Spot, place: int, rows: int, width: int) -> dict[str, Any]:
    grid = {"rowCount": rows, "columnCount": width, "frozenRowCount": frozen_rows(spot)}
    if spot.tab is ORDERS:
        grid["frozenColumnCount"] = 1
    properties: dict[str, Any] = {
        "sheetId": spot.sheet_id,
        "title": spot.title,
        "index": place,
        "gridProperties": grid,
        "tabColorStyle": tab_colour(spot),
    }
    if spot.tab.shown is not Shown.VISIBLE:
        properties["hidden"] = True
    return properties


def frozen_rows(spot: Spot) -> int:
    """Rows above the contents: header and notes; none where there is no header."""
    if spot.tab is PASTE_BANK:
        return PASTE_BANK.top - 1
    return spot.first_row if spot.has_header else 0


def _kept(spot: Spot, width: int) -> Iterator[Request]:
    state = spot.state
    if state is None:
        return
    if state.frozen_rows < frozen_rows(spot):
        grid = {"frozenRowCount": frozen_rows(spot)}
        properties = {"sheetId": spot.sheet_id, "gridProperties": grid}
        yield _update(properties, "gridProperties.frozenRowCount")
    if state.width < width:
        properties = {"sheetId": spot.sheet_id, "gridProperties": {"columnCount": width}}
        yield _update(properties, "gridProperties.columnCount")


def _update(properties: dict[str, Any], fields: str) -> Request:
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def _size(spot: Spot, layout: Layout) -> tuple[int, int]:
    """Rows and columns that a sheet needs for all that stands in it."""
    key = spot.tab.tab_key
    last = max(
        max(one.columns.values(), default=0)
        for one in layout.values()
        if one.tab.sheet_key() == key
    )
    spare = 2 if spot.tab.writer is Writer.STAFF and spot.state is None else 0
    return _SHORT_ROWS.get(key, _ROWS), last + 1 + spare


def group_requests(layout: Layout) -> list[Request]:
    """Collapsed groups of rarely used columns, and widths, of new sheets only."""
    found: list[Request] = []
    for key, spot in layout.items():
        if not spot.fresh or spot.tab.sheet_key() != key:
            continue
        found += _widths(spot)
        for first, end in _grouped(spot):
            lines = {
                "sheetId": spot.sheet_id,
                "dimension": _LETTER,
                "startIndex": first,
                "endIndex": end,
            }
            group = {"range": lines, "depth": 1, "collapsed": True}
            found.append({"addDimensionGroup": {"range": lines}})
            found.append({"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}})
    return found


#: What staff need not see while ``staf_lihat_untung`` is off: hidden, not secret (workbook.md 1).
_OWNERS: Mapping[str, tuple[str, ...]] = {
    "recap_daily": ("cost_idr", "gross_profit_idr"),
    "stock_levels": ("average_cost_idr", "value_idr"),
    "bank_transactions": ("balance_sen",),
}


def owner_requests(layout: Layout, *, staff_see_profit: bool) -> list[Request]:
    """Cost, profit and balance columns hidden in new sheets, unless staff may see them."""
    if staff_see_profit:
        return []
    return [
        {
            "updateDimensionProperties": {
                "range": {
                    "sheetId": spot.sheet_id,
                    "dimension": _LETTER,
                    "startIndex": spot.columns[column],
                    "endIndex": spot.columns[column] + 1,
                },
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        }
        for key, columns in _OWNERS.items()
        if key in layout and (spot := layout[key]).fresh
        for column in columns
    ]


def _grouped(spot: Spot) -> Iterator[tuple[int, int]]:
    columns = enumerate(spot.tab.columns())
    for grouped, run in groupby(columns, key=lambda item: item[1].group):
        if grouped:
            places = [spot.columns[column.key] for _, column in run]
            yield places[0], places[-1] + 1


def _widths(spot: Spot) -> Iterator[Request]:
    for index, pixels in enumerate(_WIDTHS.get(spot.tab.tab_key, ())):
        lines = {
            "sheetId": spot.sheet_id,
            "dimension": _LETTER,
            "startIndex": index,
            "endIndex": index + 1,
        }
        yield {
            "updateDimensionProperties": {
                "range": lines,
                "properties": {"pixelSize": pixels},
                "fields": "pixelSize",
            }
        }


def chart_requests(layout: Layout, texts: Texts) -> list[Request]:
    """The line chart of Ringkasan over its fixed block, unless it stands there already."""
    block = layout[SUMMARY_CHART.tab_key]
    held = () if block.state is None else block.state.charts
    if any(
        chart.get("chartId") == CHART_ID or chart.get("spec", {}).get("title") == texts.chart_title
        for chart in held
    ):
        return []
    series = [
        {"series": _source(block, "revenue_idr"), "targetAxis": "LEFT_AXIS", "type": "LINE"},
        {"series": _source(block, "orders"), "targetAxis": "RIGHT_AXIS", "type": "LINE"},
    ]
    basic = {
        "chartType": "LINE",
        "legendPosition": "BOTTOM_LEGEND",
        "headerCount": 1,
        "domains": [{"domain": _source(block, "day")}],
        "series": series,
    }
    anchor = {"sheetId": block.sheet_id, "rowIndex": _CHART_ROW, "columnIndex": 0}
    chart = {
        "chartId": CHART_ID,
        "spec": {"title": texts.chart_title, "basicChart": basic},
        "position": {
            "overlayPosition": {"anchorCell": anchor, "widthPixels": 430, "heightPixels": 260}
        },
    }
    return [{"addChart": {"chart": chart}}]


def _source(block: Spot, key: str) -> dict[str, Any]:
    index = block.columns[key]
    box = {
        "sheetId": block.sheet_id,
        "startRowIndex": block.header_row,
        "endRowIndex": block.header_row + 1 + CHART_DAYS,
        "startColumnIndex": index,
        "endColumnIndex": index + 1,
    }
    return {"sourceRange": {"sources": [box]}}
