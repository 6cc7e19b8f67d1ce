"""The methods of `spreadsheets` and of `developerMetadata`."""

import secrets
from typing import Any

from automations.localsheets import fieldmask, filters, requests
from automations.localsheets.book import new_book
from automations.localsheets.call import Call
from automations.localsheets.errors import NOT_FOUND, RefusedError
from automations.localsheets.grid import Sheet
from automations.localsheets.listing import spreadsheet
from automations.localsheets.requests.tabs import build_sheet, check_properties
from automations.localsheets.work import Work

Json = dict[str, Any]


def _answer(call: Call, book_id: str, wanted: list[str], *, grid_data: bool) -> Json:
    view = call.shelf.view(book_id, back=1 if call.stale else 0)
    url = call.url(book_id)
    return spreadsheet(view, call.caller, url, wanted=wanted, grid_data=grid_data)


def create(call: Call) -> Json:
    """POST /v4/spreadsheets."""
    properties = call.body.get("properties", {})
    book = new_book(secrets.token_urlsafe(33), "Untitled spreadsheet")
    book.properties = {**book.properties, **properties}
    check_properties(book.properties)
    described = call.body.get("sheets", [])
    if described:
        book.sheets = []
        for item in described:
            book.sheets.append(build_sheet(book, item.get("properties", {})))
    book.check_size()
    live = call.shelf.create(book.properties["title"], call.caller, book)
    return _answer(call, live.book.book_id, [], grid_data=False)


def get(call: Call) -> Json:
    """GET /v4/spreadsheets/{spreadsheetId}; a field mask decides over cells."""
    grid_data = call.flag("includeGridData")
    mask_text = call.text("fields")
    if mask_text:
        grid_data = fieldmask.covers(fieldmask.parse(mask_text), "sheets", "data")
    return _answer(call, call.book_id, call.texts("ranges"), grid_data=grid_data)


def batch_update(call: Call) -> Json:
    """POST …:batchUpdate: all requests or none."""
    wanted = call.body.get("requests", [])
    if not wanted:
        raise RefusedError("Must specify at least one request.")
    if not isinstance(wanted, list):
        wanted = [wanted]

    def act(work: Work) -> list[Json]:
        return requests.apply(work, wanted)

    replies = call.shelf.change(call.book_id, call.caller, act, call.liberties)
    answer: Json = {"spreadsheetId": call.book_id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        answer["updatedSpreadsheet"] = _answer(
            call,
            call.book_id,
            call.body.get("responseRanges", []),
            grid_data=bool(call.body.get("responseIncludeGridData")),
        )
    return answer


def copy_to(call: Call) -> Json:
    """POST …/sheets/{sheetId}:copyTo: the tab's cells in another spreadsheet."""
    source = call.view().book.sheet(int(call.path["sheetId"]))
    target = str(call.body.get("destinationSpreadsheetId", ""))

    def act(work: Work) -> Json:
        title = f"Copy of {source.title}"
        while work.book.titled(title) is not None:
            title += " 2"
        copy = source.draft()
        copy.moved = True
        copy.parts = {name: [] for name in source.parts}
        ids = {"sheetId": work.book.free_sheet_id(), "title": title}
        copy.properties = {**source.properties, **ids}
        work.book.sheets.append(copy)
        work.book.check_size()
        return _listed(copy, work.book.index_of(copy))

    return call.shelf.change(target, call.caller, act)


def _listed(sheet: Sheet, index: int) -> Json:
    return {**sheet.properties, "index": index}


def get_metadata(call: Call) -> Json:
    """GET …/developerMetadata/{metadataId}."""
    wanted = {"metadataId": int(call.path["metadataId"])}
    found = filters.metadata_matching(call.view().book, wanted)
    if not found:
        raise RefusedError(NOT_FOUND, 404)
    return found[0]


def search_metadata(call: Call) -> Json:
    """POST …/developerMetadata:search."""
    book = call.view().book
    matched: dict[int, Json] = {}
    for data_filter in call.body.get("dataFilters", []):
        for entry in filters.filter_metadata(book, data_filter):
            one = matched.setdefault(
                entry["metadataId"], {"developerMetadata": entry, "dataFilters": []}
            )
            one["dataFilters"].append(data_filter)
    return {"matchedDeveloperMetadata": list(matched.values())} if matched else {}
