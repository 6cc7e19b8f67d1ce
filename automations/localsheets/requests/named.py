"""Named ranges, refused by id and by name as Google does."""

import re
import secrets

from automations.localsheets import fieldmask, filters, ranges
from automations.localsheets.errors import RefusedError
from automations.localsheets.requests.kind import Json, Kind, fields_of, kind, required
from automations.localsheets.work import Work

_NAME = re.compile(r"[^\W\d]\w{0,249}")
_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|true|false", re.IGNORECASE)


def _checked_name(work: Work, name: str, own_id: str | None = None) -> str:
    if not _NAME.fullmatch(name) or _CELL.fullmatch(name):
        raise RefusedError(f"Named range names are invalid: {name}")
    folded = name.casefold()
    taken = folded in work.book.lost_names or any(
        entry["name"].casefold() == folded and entry["namedRangeId"] != own_id
        for entry in work.book.named
    )
    if taken and not work.liberties.rivals:
        raise RefusedError(
            f"Cannot add named range with name {name}, a named range with that name already exists."
        )
    return name


def _checked_range(work: Work, grid_range: Json) -> Json:
    sheet, area = filters.grid_target(work.book, grid_range)
    ranges.inside(sheet, area)
    return {name: value for name, value in grid_range.items() if name != "sheetId" or value}


def _add(work: Work, body: Json) -> Json:
    new = required(body, "namedRange")
    name = _checked_name(work, str(new.get("name", "")))
    given = new.get("namedRangeId")
    exists = any(entry["namedRangeId"] == given for entry in work.book.named)
    if exists and not work.liberties.rivals:
        raise RefusedError(
            f"Cannot add named range with ID: {given}, a named range with that ID already exists."
        )
    entry = {
        "namedRangeId": given or secrets.token_hex(6),
        "name": name,
        "range": _checked_range(work, required(new, "range")),
    }
    if exists:
        work.book.named = [one for one in work.book.named if one["namedRangeId"] != given]
    work.book.named.append(entry)
    return {"addNamedRange": {"namedRange": entry}}


def _place(work: Work, wanted: str) -> int:
    for at, entry in enumerate(work.book.named):
        if entry["namedRangeId"] == wanted:
            return at
    raise RefusedError(f"No NamedRange with id: {wanted}")


def _update(work: Work, body: Json) -> Json:
    new = required(body, "namedRange")
    mask = fieldmask.parse(fields_of(body))
    at = _place(work, str(new.get("namedRangeId", "")))
    old = work.book.named[at]
    if "name" in mask or "*" in mask:
        _checked_name(work, str(new.get("name", "")), old["namedRangeId"])
    if "range" in mask or "*" in mask:
        new = {**new, "range": _checked_range(work, required(new, "range"))}
    work.book.named[at] = fieldmask.replaced(old, new, mask)
    return {}


def _delete(work: Work, body: Json) -> Json:
    wanted = str(required(body, "namedRangeId"))
    if work.liberties.rivals and all(one["namedRangeId"] != wanted for one in work.book.named):
        return {}
    del work.book.named[_place(work, wanted)]
    return {}


KINDS: dict[str, Kind] = {
    "addNamedRange": kind(_add, "namedRange"),
    "updateNamedRange": kind(_update, "namedRange fields"),
    "deleteNamedRange": kind(_delete, "namedRangeId"),
}
