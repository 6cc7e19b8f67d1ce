"""What ``spreadsheets.get`` says of a workbook, as a ``Layout`` without headers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from automations.errors import WorkbookError
from automations.sheets_api.connect import Connection
from automations.sheets_api.layout import Layout
from sheet_schema.tabs import MACHINE, WORKBOOK

#: Developer metadata of the spreadsheet: JSON of tab key → sheetId, written by ``init``.
TABS_KEY = "rekapin.tabs"
MASK = (
    "spreadsheetId,spreadsheetUrl,properties(title,locale,timeZone,autoRecalc),namedRanges,"
    "developerMetadata(metadataId,metadataKey,metadataValue),"
    "sheets(properties(sheetId,title,index,hidden,gridProperties),protectedRanges)"
)


@dataclass(frozen=True)
class Metadata:
    """The workbook's frame: *listed* is the raw answer, for ``init`` and ``doctor``."""

    layout: Layout
    range_ids: frozenset[str] = frozenset()  #: named ranges that are listed
    strangers: Mapping[int, str] = field(default_factory=dict)  #: sheetId → title, not ours
    listed: Mapping[str, Any] = field(default_factory=dict)


def list_workbook(connection: Connection, workbook_id: str, cause: str) -> Mapping[str, Any]:
    """The raw answer of ``spreadsheets.get``, without cells."""
    found: Mapping[str, Any] = connection.read(
        "GET", workbook_id, cause=cause, params={"fields": MASK}
    )
    return found


def read_metadata(connection: Connection, workbook_id: str, cause: str) -> Metadata:
    """Where the tabs are now; a workbook that ``init`` never saw is a ``WorkbookError``."""
    return metadata_of(list_workbook(connection, workbook_id, cause))


def metadata_of(listed: Mapping[str, Any]) -> Metadata:
    """*listed* (an answer of ``spreadsheets.get``) as ``Metadata``."""
    role = tab_map(listed)
    if not role:
        raise WorkbookError("this spreadsheet is not set up for rekapin: run `rekapin init`")
    sheets = {
        sheet["properties"].get("sheetId", 0): sheet["properties"]
        for sheet in listed.get("sheets", ())
    }
    ids = {
        tab.tab_key: role[tab.sheet_key()]
        for tab in WORKBOOK
        if role.get(tab.sheet_key()) in sheets
    }
    if MACHINE.tab_key not in ids:
        raise WorkbookError("the tab _Mesin is gone: run `rekapin init --repair`")
    missing = {
        tab.tab_key
        for tab in WORKBOOK
        if tab.tab_key not in ids and (not tab.module or tab.sheet_key() in role)
    }
    layout = Layout(
        sheet_ids=ids,
        titles={key: str(sheets[sheet_id]["title"]) for key, sheet_id in ids.items()},
        row_counts={
            sheet_id: int(sheets[sheet_id]["gridProperties"]["rowCount"])
            for sheet_id in ids.values()
        },
        missing=frozenset(missing),
        address=str(listed.get("spreadsheetUrl", "")).partition("?")[0],
    )
    ours = set(ids.values())
    return Metadata(
        layout,
        frozenset(str(one.get("namedRangeId", "")) for one in listed.get("namedRanges", ())),
        {key: str(sheet["title"]) for key, sheet in sheets.items() if key not in ours},
        listed,
    )


def tab_map(listed: Mapping[str, Any]) -> dict[str, int]:
    """Tab key → sheetId as ``init`` noted it, the latest note; empty when there is none."""
    notes = [
        note for note in listed.get("developerMetadata", ()) if note.get("metadataKey") == TABS_KEY
    ]
    if not notes:
        return {}
    latest = max(notes, key=lambda note: int(note.get("metadataId", 0)))
    try:
        return {str(key): int(sheet) for key, sheet in json.loads(latest["metadataValue"]).items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise WorkbookError(
            f"the note {TABS_KEY!r} in the spreadsheet is damaged: run `rekapin init --repair`"
        ) from error
