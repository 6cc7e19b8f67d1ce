"""Protections and developer metadata: who may write where, and how columns are found again."""

import json
from collections.abc import Mapping
from typing import Any

from automations.sheets_api.provision.cells import Request
from automations.sheets_api.provision.guide import OPEN_CELL
from automations.sheets_api.provision.layout import Layout, Spot, existing_tabs
from automations.sheets_api.provision.state import (
    COLUMN_KEY,
    INSTALL_KEY,
    SCHEMA_KEY,
    TABS_KEY,
    Json,
    WorkbookState,
)
from sheet_schema.model import Writer
from sheet_schema.tabs import GUIDE, SCHEMA_VERSION

_SIDES = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")


def protection_requests(layout: Layout, bot_email: str) -> tuple[list[Request], list[str]]:
    """Protections that are missing or keep the bot out, and what only the owner can change."""
    requests: list[Request] = []
    notes: list[str] = []
    if not bot_email:
        notes.append("bot tabs are not protected: the e-mail of the account is not known")
    for key, spot in layout.items():
        if spot.tab.sheet_key() != key:
            continue
        if bot_email and spot.tab.writer in (Writer.BOT, Writer.CYCLE, Writer.INIT):
            found, note = _whole(spot, bot_email)
            requests += found
            notes += note
        for column in spot.tab.results():
            index = spot.columns.get(column.key)
            if index is not None and not _warned(spot, index):
                requests.append(_warning(spot, index, f"{key}.{column.key}"))
    return requests, notes


def _whole(spot: Spot, bot_email: str) -> tuple[list[Request], list[str]]:
    held = [] if spot.state is None else [p for p in spot.state.protections if _is_whole(p)]
    if not held:
        wanted: dict[str, Any] = {
            "range": {"sheetId": spot.sheet_id},
            "description": f"rekapin {spot.tab.tab_key}",
            "editors": {"users": [bot_email]},
        }
        if spot.tab is GUIDE:
            row, column = OPEN_CELL
            wanted["unprotectedRanges"] = [
                {
                    "sheetId": spot.sheet_id,
                    "startRowIndex": row,
                    "endRowIndex": row + 1,
                    "startColumnIndex": column,
                    "endColumnIndex": column + 1,
                }
            ]
        return [{"addProtectedRange": {"protectedRange": wanted}}], []
    one = held[0]
    users = list(one.get("editors", {}).get("users", ()))
    if not one.get("requestingUserCanEdit") and bot_email not in users:
        return [], [
            f"tab {spot.title!r} is already protected by the owner; let {bot_email} edit it"
        ]
    if bot_email in users and not one.get("warningOnly"):
        return [], []
    changed = {
        "protectedRangeId": one["protectedRangeId"],
        "warningOnly": False,
        "editors": {"users": sorted({*users, bot_email})},
    }
    fields = "warningOnly,editors.users"
    return [{"updateProtectedRange": {"protectedRange": changed, "fields": fields}}], []


def _is_whole(protection: Json) -> bool:
    return "range" in protection and not any(side in protection["range"] for side in _SIDES)


def _warned(spot: Spot, index: int) -> bool:
    held = () if spot.state is None else spot.state.protections
    return any(
        protection.get("warningOnly")
        and protection.get("range", {}).get("startColumnIndex", 0) <= index
        and index < protection.get("range", {}).get("endColumnIndex", 0)
        for protection in held
    )


def _warning(spot: Spot, index: int, name: str) -> Request:
    box = {"sheetId": spot.sheet_id, "startColumnIndex": index, "endColumnIndex": index + 1}
    protection = {"range": box, "description": f"rekapin {name}", "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": protection}}


def metadata_requests(layout: Layout, state: WorkbookState, install_id: str) -> list[Request]:
    """``rekapin.tabs``, ``.schema`` and ``.install`` of the workbook, ``.column`` of results."""
    tabs = dict(existing_tabs(state)) | {
        key: spot.sheet_id for key, spot in layout.items() if spot.tab.sheet_key() == key
    }
    noted = json.dumps(tabs, separators=(",", ":"), sort_keys=True)
    found = [
        *_noted(state, TABS_KEY, noted),
        *_noted(state, SCHEMA_KEY, str(SCHEMA_VERSION)),
    ]
    if INSTALL_KEY not in state.metadata:
        found += _noted(state, INSTALL_KEY, install_id)
    for spot in layout.values():
        for column in spot.tab.results():
            index = spot.columns.get(column.key)
            name = f"{spot.tab.tab_key}.{column.key}"
            if index is not None and not _tagged(spot, index, name):
                lines = {
                    "sheetId": spot.sheet_id,
                    "dimension": "COLUMNS",
                    "startIndex": index,
                    "endIndex": index + 1,
                }
                found.append(_create(COLUMN_KEY, name, {"dimensionRange": lines}))
    return found


def _tagged(spot: Spot, index: int, name: str) -> bool:
    entries = () if spot.state is None else spot.state.columns.get(index, ())
    return any(
        entry.get("metadataKey") == COLUMN_KEY and entry.get("metadataValue") == name
        for entry in entries
    )


def _noted(state: WorkbookState, key: str, value: str) -> list[Request]:
    held = state.metadata.get(key)
    if held is None:
        return [_create(key, value, {"spreadsheet": True})]
    if held.get("metadataValue") == value:
        return []
    return [
        {
            "updateDeveloperMetadata": {
                "dataFilters": [{"developerMetadataLookup": {"metadataId": held["metadataId"]}}],
                "developerMetadata": {"metadataValue": value},
                "fields": "metadataValue",
            }
        }
    ]


def _create(key: str, value: str, location: Mapping[str, Any]) -> Request:
    entry = {
        "metadataKey": key,
        "metadataValue": value,
        "location": dict(location),
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": entry}}
