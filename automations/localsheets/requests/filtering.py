"""The basic filter of a tab, and filter views; both are kept, rows are not hidden by them."""

from automations.localsheets import fieldmask
from automations.localsheets.errors import RefusedError
from automations.localsheets.ranges import sheet_id_of, without_zero
from automations.localsheets.requests.kind import (
    Json,
    Kind,
    box_of,
    fields_of,
    find_part,
    fresh_id,
    ids_of,
    kind,
    required,
)
from automations.localsheets.work import Work

_VIEWS = "filterViews"


def _set_basic(work: Work, body: Json) -> Json:
    new = required(body, "filter")
    sheet, _ = box_of(work, required(new, "range"))
    sheet.parts["basicFilter"] = [dict(without_zero(new))]
    return {}


def _clear_basic(work: Work, body: Json) -> Json:
    work.book.sheet(sheet_id_of(body)).parts["basicFilter"] = []
    return {}


def _add_view(work: Work, body: Json) -> Json:
    new = required(body, "filter")
    sheet, _ = box_of(work, required(new, "range"))
    taken = ids_of(work, _VIEWS, "filterViewId")
    given = new.get("filterViewId")
    if given in taken:
        raise RefusedError(f"Cannot add filter view with ID: {given}, it already exists.")
    title = new.get("title", f"Filter {len(sheet.parts[_VIEWS]) + 1}")
    entry = {**without_zero(new), "filterViewId": given or fresh_id(taken), "title": title}
    sheet.parts[_VIEWS].append(entry)
    return {"addFilterView": {"filter": entry}}


def _update_view(work: Work, body: Json) -> Json:
    new = required(body, "filter")
    mask = fieldmask.parse(fields_of(body))
    sheet, at = find_part(work, _VIEWS, "filterViewId", int(new["filterViewId"]), "filter view")
    old = sheet.parts[_VIEWS][at]
    stored = fieldmask.replaced(old, without_zero(new), mask)
    sheet.parts[_VIEWS][at] = {**stored, "filterViewId": old["filterViewId"]}
    return {}


def _delete_view(work: Work, body: Json) -> Json:
    wanted = int(required(body, "filterId"))
    sheet, at = find_part(work, _VIEWS, "filterViewId", wanted, "filter view")
    del sheet.parts[_VIEWS][at]
    return {}


KINDS: dict[str, Kind] = {
    "setBasicFilter": kind(_set_basic, "filter"),
    "clearBasicFilter": kind(_clear_basic, "sheetId"),
    "addFilterView": kind(_add_view, "filter"),
    "updateFilterView": kind(_update_view, "filter fields"),
    "deleteFilterView": kind(_delete_view, "filterId"),
}
