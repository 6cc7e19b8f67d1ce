"""Data filters: from A1 texts, grid ranges and metadata look-ups to areas of tabs."""

from collections.abc import Iterator
from typing import Any

from automations.localsheets import a1, ranges
from automations.localsheets.book import Book
from automations.localsheets.errors import RefusedError, unknown_name
from automations.localsheets.grid import Sheet

_FIELDS = {"a1Range", "gridRange", "developerMetadataLookup"}
Target = tuple[Sheet, a1.Area]


def targets(book: Book, data_filter: dict[str, Any]) -> list[Target]:
    """The areas that a data filter matches; metadata of the whole file matches none."""
    for name in data_filter:
        if name not in _FIELDS:
            raise unknown_name(name, "data_filters[0]")
    if "a1Range" in data_filter:
        return [book.locate(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        return [grid_target(book, data_filter["gridRange"])]
    if "developerMetadataLookup" in data_filter:
        found = metadata_matching(book, data_filter["developerMetadataLookup"])
        return [target for entry in found for target in _places(book, entry["location"])]
    raise RefusedError("Invalid dataFilter[0]: No filter was set.")


def grid_target(book: Book, grid_range: dict[str, Any]) -> Target:
    """The tab and area of a GridRange; refused if there is no such tab."""
    for name in grid_range:
        if name != "sheetId" and name not in ranges.SIDES:
            raise unknown_name(name, "grid_range")
    ranges.check_sides(grid_range, *ranges.SIDES)
    return book.sheet(ranges.sheet_id_of(grid_range)), ranges.area_of(grid_range)


def _places(book: Book, location: dict[str, Any]) -> Iterator[Target]:
    kind = location["locationType"]
    if kind == "SHEET":
        yield book.sheet(int(location.get("sheetId", 0))), a1.Area()
    elif kind in {"ROW", "COLUMN"}:
        lines = location["dimensionRange"]
        first, last = lines["startIndex"], lines["endIndex"]
        sheet = book.sheet(int(lines.get("sheetId", 0)))
        if kind == "ROW":
            yield sheet, a1.Area(first_row=first, last_row=last)
        else:
            yield sheet, a1.Area(first_column=first, last_column=last)


def metadata_matching(book: Book, lookup: dict[str, Any]) -> list[dict[str, Any]]:
    """Developer metadata that a look-up matches, in the order of creation."""
    return [entry for entry in book.metadata if _matches(entry, lookup)]


def _matches(entry: dict[str, Any], lookup: dict[str, Any]) -> bool:
    location = entry["location"]
    pairs = (
        ("metadataId", entry["metadataId"]),
        ("metadataKey", entry["metadataKey"]),
        ("metadataValue", entry.get("metadataValue")),
        ("visibility", entry["visibility"]),
        ("locationType", location["locationType"]),
    )
    if any(name in lookup and lookup[name] != value for name, value in pairs):
        return False
    wanted = lookup.get("metadataLocation")
    if wanted is None:
        return True
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        return _sheet_of(wanted) is None or _sheet_of(wanted) == _sheet_of(location)
    return _bare(wanted) == _bare(location)


def _bare(location: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in location.items() if name != "locationType"}
    return dict(ranges.without_zero(kept)) or {"sheetId": 0}


def _sheet_of(location: dict[str, Any]) -> int | None:
    if location.get("spreadsheet"):
        return None
    return int(location.get("dimensionRange", location).get("sheetId", 0))


def filter_metadata(book: Book, data_filter: dict[str, Any]) -> list[dict[str, Any]]:
    """Developer metadata that a data filter selects: by look-up, or lying within its area."""
    if "developerMetadataLookup" in data_filter:
        return metadata_matching(book, data_filter["developerMetadataLookup"])
    wanted = {(sheet.sheet_id, area) for sheet, area in targets(book, data_filter)}
    return [
        entry
        for entry in book.metadata
        if any((sheet.sheet_id, area) in wanted for sheet, area in _places(book, entry["location"]))
    ]
