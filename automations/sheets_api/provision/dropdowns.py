"""Dropdowns and checkboxes of staff columns: help for typing, never strict."""

from collections.abc import Sequence
from typing import Any

from automations.sheets_api.projections import letter_of
from automations.sheets_api.provision.cells import Request
from automations.sheets_api.provision.layout import Layout, Spot
from automations.sheets_api.provision.state import Json
from automations.sheets_api.provision.texts import Texts
from automations.workbook.labels import Labels
from automations.workbook.links import quoted_title
from automations.workbook.settings import Settings
from sheet_schema.cells import Check, Choice, Listed
from sheet_schema.model import Column, Writer
from sheet_schema.tabs import DROPDOWN_LISTS, PASTE_BANK, TEAM

MOST = 200  #: entries of a list; more are slow on a phone, others may be typed


def dropdown_requests(
    layout: Layout, labels: Labels, texts: Texts, settings: Settings, *, reapply: bool
) -> list[Request]:
    """Rules of staff columns, and of the account's cell of paste tabs, that are not there yet."""
    found: list[Request] = []
    for spot in layout.values():
        if spot.tab.writer is Writer.STAFF:
            for column in spot.tab.inputs():
                index = spot.columns.get(column.key)
                rule = _rule(column, layout, labels, texts, settings)
                if index is None or rule is None:
                    continue
                if reapply or not _holds(spot, index, rule):
                    found.append(_set(spot, (spot.first_row, None), index, rule))
    found += _account(layout[PASTE_BANK.tab_key], settings)
    return found


def _account(spot: Spot, settings: Settings) -> list[Request]:
    rule = one_of_list([account.name for account in settings.accounts])
    if rule is None or (not spot.fresh and same_rule(rule, _held(spot, 1, 1))):
        return []
    return [_set(spot, (1, 2), 1, rule)]


def _rule(
    column: Column[Any], layout: Layout, labels: Labels, texts: Texts, settings: Settings
) -> dict[str, Any] | None:
    cell = column.cell
    if isinstance(cell, Check):
        return {"condition": {"type": "BOOLEAN"}}
    if isinstance(cell, Choice):
        return one_of_list(list(labels.choices.labels[cell.name].values()))
    if not isinstance(cell, Listed):
        return None
    if cell.source == "team":
        return _one_of_range(layout[TEAM.tab_key], "name", MOST)
    if cell.source in ("item", "open_code"):
        return _one_of_range(layout[DROPDOWN_LISTS.tab_key], cell.source, MOST)
    return one_of_list(_entries(cell.source, texts, settings))


def _entries(source: str, texts: Texts, settings: Settings) -> Sequence[str]:
    """Entries of a list of Pengaturan; an unknown source is a ``KeyError``."""
    return {
        "channel": settings.channels,
        "courier": settings.couriers,
        "paid_via": settings.paid_via_choices,
        "cancel_reason": settings.cancel_reasons,
        "store": settings.stores,
        "warehouse": settings.warehouses,
        "cash_category": settings.cash_categories,
        "cash_account": (*texts.cash_accounts, *(account.name for account in settings.accounts)),
    }[source]


def one_of_list(entries: Sequence[str]) -> dict[str, Any] | None:
    """The rule of a fixed list, at most 200 entries; none for an empty one."""
    if not entries:
        return None
    values = [{"userEnteredValue": entry} for entry in entries[:MOST]]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True}


def _one_of_range(spot: Spot, key: str, count: int) -> dict[str, Any] | None:
    if key not in spot.columns:
        return None
    letter, first = letter_of(spot.columns[key]), spot.header_row + 2
    area = f"={quoted_title(spot.title)}!${letter}${first}:${letter}${first + count - 1}"
    condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": area}]}
    return {"condition": condition, "showCustomUi": True}


def _held(spot: Spot, row: int, column: int) -> Json:
    cells = {} if spot.state is None else spot.state.cells
    rule: Json = cells.get((row, column), {}).get("dataValidation", {})
    return rule


def _holds(spot: Spot, index: int, rule: Json) -> bool:
    if spot.fresh or spot.state is None:
        return False
    rows = (spot.first_row, spot.state.rows - 1)
    return all(same_rule(rule, _held(spot, row, index)) for row in rows)


def same_rule(wanted: Json, held: Json) -> bool:
    """Equal conditions and manners; Sheets leaves out what is false."""
    return bool(held) and all(
        wanted.get(name, default) == held.get(name, default)
        for name, default in (("condition", None), ("strict", False), ("showCustomUi", False))
    )


def _set(spot: Spot, rows: tuple[int, int | None], column: int, rule: Json) -> Request:
    box: dict[str, Any] = {
        "sheetId": spot.sheet_id,
        "startRowIndex": rows[0],
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }
    if rows[1] is not None:
        box["endRowIndex"] = rows[1]
    return {"setDataValidation": {"range": box, "rule": dict(rule)}}
