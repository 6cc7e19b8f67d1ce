"""Every request kind once: applied whole, undone whole by a later refusal, kept over a restart."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from automations.localsheets.identity import Caller, Identities
from automations.localsheets.listing import spreadsheet
from automations.localsheets.requests import REGISTRY, apply
from automations.localsheets.shelf import Shelf
from automations.localsheets.storage import Storage
from tests.localsheets.conftest import NOON, OWNER, Http
from tests.localsheets.drawn_requests import (
    Json,
    add_name,
    delete,
    drop_name,
    insert,
    lines,
    move,
    protect,
    span,
    write,
)

RED: Json = {"red": 1}
RULE: Json = {
    "ranges": [span(0, 9)],
    "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {"backgroundColor": RED}},
}
CHART: Json = {
    "title": "Omzet",
    "basicChart": {
        "chartType": "LINE",
        "series": [{"series": {"sourceRange": {"sources": [span(0, 60, 1, 2)]}}}],
    },
}
METADATA: Json = {
    "metadataId": 71,
    "metadataKey": "role",
    "metadataValue": "status",
    "location": {"dimensionRange": lines("COLUMNS", 1, 2)},
    "visibility": "DOCUMENT",
}
BY_KEY: Json = {"developerMetadataLookup": {"metadataKey": "role"}}
BAND: Json = {"bandedRangeId": 11, "range": span(0, 9), "rowProperties": {"headerColor": RED}}
ROW: Json = {"values": [{"userEnteredValue": {"stringValue": "N9"}, "note": "cek"}]}
OVERLAY: Json = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 3, "columnIndex": 3}}}


#: in order: what a later one changes or deletes, an earlier one has made
STEPS: list[Json] = [
    write(0, 0, "nota", 2, "=B1*2", True),
    {"addSheet": {"properties": {"sheetId": 5, "title": "Stok", "hidden": True}}},
    {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 6, "newSheetName": "Salinan"}},
    {"updateSheetProperties": {"properties": {"sheetId": 5, "index": 0}, "fields": "index"}},
    {"updateSpreadsheetProperties": {"properties": {"locale": "in_ID"}, "fields": "locale"}},
    {
        "repeatCell": {
            "range": span(1, 4, 0, 2),
            "cell": {"userEnteredFormat": {"backgroundColor": RED}},
            "fields": "userEnteredFormat.backgroundColor",
        }
    },
    {"appendCells": {"sheetId": 0, "rows": [ROW], "fields": "userEnteredValue,note"}},
    {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 3}},
    insert("ROWS", 0, 1),
    delete("COLUMNS", 9, 10),
    move("ROWS", 1, 2, 4),
    {
        "updateDimensionProperties": {
            "range": lines("COLUMNS", 0, 2),
            "properties": {"pixelSize": 55, "hiddenByUser": True},
            "fields": "pixelSize,hiddenByUser",
        }
    },
    {"autoResizeDimensions": {"dimensions": lines("COLUMNS", 0, 2)}},
    {"addDimensionGroup": {"range": lines("ROWS", 2, 6)}},
    {
        "updateDimensionGroup": {
            "dimensionGroup": {"range": lines("ROWS", 2, 6), "depth": 1, "collapsed": True},
            "fields": "collapsed",
        }
    },
    {"deleteDimensionGroup": {"range": lines("ROWS", 2, 6)}},
    {
        "setDataValidation": {
            "range": span(1, 9, 0, 1),
            "rule": {
                "condition": {
                    "type": "ONE_OF_LIST",
                    "values": [{"userEnteredValue": "ya"}, {"userEnteredValue": "tidak"}],
                },
                "showCustomUi": True,
            },
        }
    },
    {"addConditionalFormatRule": {"rule": RULE, "index": 0}},
    {"updateConditionalFormatRule": {"rule": RULE, "index": 0}},
    {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}},
    {"addBanding": {"bandedRange": BAND}},
    {"updateBanding": {"bandedRange": {**BAND, "range": span(0, 20)}, "fields": "range"}},
    {"deleteBanding": {"bandedRangeId": 11}},
    {"updateBorders": {"range": span(0, 2, 0, 2), "top": {"style": "SOLID"}}},
    {"mergeCells": {"range": span(6, 8, 0, 2), "mergeType": "MERGE_ALL"}},
    {"unmergeCells": {"range": span(6, 8, 0, 2)}},
    {"setBasicFilter": {"filter": {"range": span(0, 20, 0, 4)}}},
    {"clearBasicFilter": {"sheetId": 0}},
    {"addFilterView": {"filter": {"filterViewId": 12, "title": "Rina", "range": span(0, 20)}}},
    {"updateFilterView": {"filter": {"filterViewId": 12, "title": "Budi"}, "fields": "title"}},
    {"deleteFilterView": {"filterId": 12}},
    add_name("kepala", 0, 1, 0, 4, given_id="kepala"),
    {"updateNamedRange": {"namedRange": {"namedRangeId": "kepala", "name": "baru"}, "fields": "name"}},
    drop_name("kepala"),
    protect(span(0, 1), protectedRangeId=13),
    {
        "updateProtectedRange": {
            "protectedRange": {"protectedRangeId": 13, "description": "kepala"},
            "fields": "description",
        }
    },
    {"deleteProtectedRange": {"protectedRangeId": 13}},
    {"createDeveloperMetadata": {"developerMetadata": METADATA}},
    {
        "updateDeveloperMetadata": {
            "dataFilters": [BY_KEY],
            "developerMetadata": {"metadataValue": "cek"},
            "fields": "metadataValue",
        }
    },
    {"deleteDeveloperMetadata": {"dataFilter": BY_KEY}},
    {"addChart": {"chart": {"chartId": 14, "spec": CHART, "position": OVERLAY}}},
    {"updateChartSpec": {"chartId": 14, "spec": {**CHART, "title": "Laba"}}},
    {
        "updateEmbeddedObjectPosition": {
            "objectId": 14,
            "newPosition": {"overlayPosition": {"widthPixels": 300}},
            "fields": "widthPixels",
        }
    },
    {"deleteEmbeddedObject": {"objectId": 14}},
    {"sortRange": {"range": span(0, 9, 0, 4), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}},
    {"copyPaste": {"source": span(0, 1, 0, 4), "destination": span(20, 22, 0, 4)}},
    {
        "cutPaste": {
            "source": span(20, 21, 0, 4),
            "destination": {"sheetId": 0, "rowIndex": 30, "columnIndex": 1},
        }
    },
    {"deleteSheet": {"sheetId": 6}},
]  # fmt: skip
REFUSED = {"deleteSheet": {"sheetId": 404}}


def kind_of(step: Json) -> str:
    return next(iter(step))


def everything(http: Http) -> Any:
    shown = http.book(includeGridData="true")
    del shown["spreadsheetUrl"]
    body = {"dataFilters": [{"developerMetadataLookup": {"visibility": "DOCUMENT"}}]}
    return shown, http.book("/developerMetadata:search", "POST", body)


def test_every_kind_has_a_step() -> None:
    assert {kind_of(step) for step in STEPS} == set(REGISTRY)


@pytest.mark.parametrize("count", range(1, len(STEPS) + 1), ids=[kind_of(step) for step in STEPS])
def test_a_later_refusal_undoes_the_kind(http: Http, count: int) -> None:
    if count > 1:
        assert len(http.batch(*STEPS[: count - 1])["replies"]) == count - 1
    before = everything(http)

    message = http.refusal(STEPS[count - 1], REFUSED)

    assert message == "Invalid requests[1].deleteSheet: No grid with id: 404"
    assert everything(http) == before


def test_the_file_holds_what_each_kind_has_left(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "toko.db")
    shelf = Shelf(storage, Identities(OWNER, None), lambda: NOON)
    caller = Caller(OWNER, owner=True)
    book_id = shelf.create("Toko", caller).book.book_id
    for step in STEPS:
        shelf.change(book_id, caller, partial(apply, requests=[step]))

        kept = Shelf(storage, Identities(OWNER, None), lambda: NOON)
        shown = [
            (
                spreadsheet(one.view(book_id), caller, "", grid_data=True),
                one.live(book_id).book.metadata,
            )
            for one in (shelf, kept)
        ]
        assert shown[0] == shown[1], kind_of(step)
    storage.close()
