"""Developer metadata on the spreadsheet, a tab, one row or one column."""

from automations.localsheets import fieldmask, filters
from automations.localsheets.errors import RefusedError, unknown_name
from automations.localsheets.ranges import sheet_id_of, without_zero
from automations.localsheets.requests.kind import Json, Kind, fields_of, fresh_id, kind, required
from automations.localsheets.work import Work

_FIELDS = {"metadataId", "metadataKey", "metadataValue", "location", "visibility"}


def _location(work: Work, given: Json) -> Json:
    """The location with its type worked out; refused if it is not one place."""
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "dimensionRange" in given:
        lines = given["dimensionRange"]
        sheet = work.book.sheet(sheet_id_of(lines))
        rows = lines.get("dimension") == "ROWS"
        first, last = lines.get("startIndex", 0), lines.get("endIndex", 0)
        if last - first != 1:
            raise RefusedError(
                "Developer metadata may only be associated with a single row or column."
            )
        if last > (sheet.row_count if rows else sheet.column_count):
            raise RefusedError("Developer metadata location is outside the grid.")
        spot = {**lines, "startIndex": first, "endIndex": last}
        return {
            "locationType": "ROW" if rows else "COLUMN",
            "dimensionRange": without_zero(spot),
        }
    if "sheetId" in given:
        work.book.sheet(sheet_id_of(given))
        return {"locationType": "SHEET", "sheetId": sheet_id_of(given)}
    raise RefusedError("Developer metadata must have a location.")


def _create(work: Work, body: Json) -> Json:
    new = required(body, "developerMetadata")
    for name in new:
        if name not in _FIELDS:
            raise unknown_name(name, "developer_metadata")
    if not new.get("metadataKey"):
        raise RefusedError("Developer metadata must have a key.")
    if new.get("visibility") not in {"DOCUMENT", "PROJECT"}:
        raise RefusedError("Developer metadata must have a visibility.")
    taken = [entry["metadataId"] for entry in work.book.metadata]
    given = new.get("metadataId")
    if given in taken:
        raise RefusedError(f"Developer metadata with ID: {given} already exists.")
    entry = {
        "metadataId": given or fresh_id(taken),
        "metadataKey": new["metadataKey"],
        **({"metadataValue": new["metadataValue"]} if "metadataValue" in new else {}),
        "location": _location(work, new.get("location", {})),
        "visibility": new["visibility"],
    }
    work.book.metadata.append(entry)
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def _update(work: Work, body: Json) -> Json:
    new = required(body, "developerMetadata")
    mask = fieldmask.parse(fields_of(body))
    wanted = {
        entry["metadataId"]
        for data_filter in body.get("dataFilters", [])
        for entry in filters.filter_metadata(work.book, data_filter)
    }
    if "location" in mask:
        new = {**new, "location": _location(work, new.get("location", {}))}
        mask = {**mask, "location": {}}
    changed = []
    for at, entry in enumerate(work.book.metadata):
        if entry["metadataId"] in wanted:
            stored = fieldmask.replaced(entry, new, mask)
            stored["metadataId"] = entry["metadataId"]
            work.book.metadata[at] = stored
            changed.append(stored)
    return {"updateDeveloperMetadata": {"developerMetadata": changed}}


def _delete(work: Work, body: Json) -> Json:
    gone = filters.filter_metadata(work.book, required(body, "dataFilter"))
    ids = {entry["metadataId"] for entry in gone}
    work.book.metadata = [one for one in work.book.metadata if one["metadataId"] not in ids]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone}}


KINDS: dict[str, Kind] = {
    "createDeveloperMetadata": kind(_create, "developerMetadata"),
    "updateDeveloperMetadata": kind(_update, "dataFilters developerMetadata fields"),
    "deleteDeveloperMetadata": kind(_delete, "dataFilter"),
}
