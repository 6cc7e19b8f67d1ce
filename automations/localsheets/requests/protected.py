"""Protected ranges and tabs."""

from automations.localsheets import fieldmask, filters
from automations.localsheets.errors import PROTECTED, RefusedError
from automations.localsheets.grid import Sheet
from automations.localsheets.protection import is_whole_sheet, listed, may_edit, range_of
from automations.localsheets.requests.kind import (
    Json,
    Kind,
    fields_of,
    find_part,
    fresh_id,
    ids_of,
    kind,
    required,
)
from automations.localsheets.work import Work

_PART = "protectedRanges"
_FIELDS = {
    "protectedRangeId", "range", "namedRangeId", "tableId", "description", "warningOnly",
    "requestingUserCanEdit", "unprotectedRanges", "editors",
}  # fmt: skip


def _checked(work: Work, entry: Json, own_id: int | None = None) -> Sheet:
    for name in entry:
        if name not in _FIELDS:
            raise RefusedError(f"Invalid field: {name}")
    if "range" not in entry and "namedRangeId" not in entry:
        raise RefusedError("Must specify a range to protect.")
    if entry.get("warningOnly") and entry.get("editors"):
        raise RefusedError("ProtectedRange is warningOnly. Editors cannot be set on it.")
    target = range_of(work.book, entry)
    sheet, _ = filters.grid_target(work.book, target)
    if is_whole_sheet(target):
        for other in sheet.parts[_PART]:
            whole = is_whole_sheet(range_of(work.book, other))
            if whole and other["protectedRangeId"] != own_id:
                raise RefusedError(f'Sheet "{sheet.title}" already has sheet protection.')
    return sheet


def _with_editors(work: Work, entry: Json) -> Json:
    """Editors left out means everybody who may edit now; the caller always stays in."""
    if entry.get("warningOnly"):
        return {name: value for name, value in entry.items() if name != "editors"}
    editors = entry.get("editors")
    if editors is None:
        users = work.editors
    else:
        users = list(editors.get("users", []))
        if work.caller.email not in users and not work.caller.owner:
            users.append(work.caller.email)
    rest = {name: value for name, value in (editors or {}).items() if name != "users"}
    return {**entry, "editors": {**rest, "users": users} if users else rest}


def _add(work: Work, body: Json) -> Json:
    new = required(body, "protectedRange")
    sheet = _checked(work, new)
    taken = ids_of(work, _PART, "protectedRangeId")
    given = new.get("protectedRangeId")
    if given in taken:
        raise RefusedError(f"Cannot add protected range with ID: {given}, it already exists.")
    stored = _with_editors(work, {**new, "protectedRangeId": given or fresh_id(taken)})
    stored.pop("requestingUserCanEdit", None)
    if not stored.get("warningOnly"):
        stored.pop("warningOnly", None)
    sheet.parts[_PART].append(stored)
    return {"addProtectedRange": {"protectedRange": listed(stored, work.caller)}}


def _find(work: Work, wanted: int) -> tuple[Sheet, int]:
    sheet, at = find_part(work, _PART, "protectedRangeId", wanted, "protected range")
    entry = sheet.parts[_PART][at]
    if not entry.get("warningOnly") and not may_edit(entry, work.caller):
        raise RefusedError(PROTECTED)
    return sheet, at


def _update(work: Work, body: Json) -> Json:
    new = required(body, "protectedRange")
    mask = fieldmask.parse(fields_of(body))
    sheet, at = _find(work, int(new.get("protectedRangeId", 0)))
    old = sheet.parts[_PART][at]
    stored = fieldmask.replaced(old, new, mask)
    stored["protectedRangeId"] = old["protectedRangeId"]
    target = _checked(work, stored, old["protectedRangeId"])
    stored = _with_editors(work, stored)
    if target is sheet:
        sheet.parts[_PART][at] = stored
    else:
        del sheet.parts[_PART][at]
        target.parts[_PART].append(stored)
    return {}


def _delete(work: Work, body: Json) -> Json:
    sheet, at = _find(work, int(required(body, "protectedRangeId")))
    del sheet.parts[_PART][at]
    return {}


KINDS: dict[str, Kind] = {
    "addProtectedRange": kind(_add, "protectedRange"),
    "updateProtectedRange": kind(_update, "protectedRange fields"),
    "deleteProtectedRange": kind(_delete, "protectedRangeId"),
}
