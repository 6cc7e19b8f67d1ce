"""Protected ranges: who is kept out of what, and how a listing looks to its reader."""

from typing import Any

from automations.localsheets import ranges
from automations.localsheets.book import Book
from automations.localsheets.errors import PROTECTED, RefusedError
from automations.localsheets.grid import Sheet
from automations.localsheets.identity import Caller
from automations.localsheets.ranges import Box


def refuse_protected(book: Book, sheet: Sheet, box: Box | None, caller: Caller) -> None:
    """Refuses an edit of a box, or of the tab itself (None), that a protection forbids."""
    for entry in sheet.parts["protectedRanges"]:
        if may_edit(entry, caller) or entry.get("warningOnly"):
            continue
        target = range_of(book, entry)
        if box is None:
            if is_whole_sheet(target):
                raise RefusedError(PROTECTED)
            continue
        if ranges.clamped(sheet, ranges.area_of(target)).meets(box) and not any(
            ranges.clamped(sheet, ranges.area_of(free)).holds(box)
            for free in entry.get("unprotectedRanges", [])
        ):
            raise RefusedError(PROTECTED)


def may_edit(entry: dict[str, Any], caller: Caller) -> bool:
    """True for the owner and for a listed editor of the protection."""
    return caller.owner or caller.email in entry.get("editors", {}).get("users", [])


def range_of(book: Book, entry: dict[str, Any]) -> dict[str, Any]:
    """The protected GridRange, also of a protection that hangs on a named range."""
    for named in book.named:
        if named["namedRangeId"] == entry.get("namedRangeId"):
            return dict(named["range"])
    return dict(entry.get("range", {}))


def is_whole_sheet(grid_range: dict[str, Any]) -> bool:
    """True for a range without any side."""
    return not any(side in grid_range for side in ranges.SIDES)


def listed(entry: dict[str, Any], caller: Caller) -> dict[str, Any]:
    """The protection as its reader sees it: editors only for those who may edit."""
    shown = {name: value for name, value in entry.items() if name != "editors"}
    if not shown.get("warningOnly"):
        shown.pop("warningOnly", None)
    if may_edit(entry, caller) or entry.get("warningOnly"):
        shown["requestingUserCanEdit"] = True
        if not entry.get("warningOnly"):
            shown["editors"] = entry.get("editors", {})
    return shown
