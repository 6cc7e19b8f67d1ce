"""Charts: kept as they are sent, their source ranges checked and moved with the cells."""

from collections.abc import Iterator
from typing import Any

from automations.localsheets import fieldmask, ranges
from automations.localsheets.errors import RefusedError
from automations.localsheets.grid import new_sheet
from automations.localsheets.ranges import sheet_id_of, without_zero
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

_PART = "charts"


def _sources(node: Any) -> Iterator[Json]:
    if isinstance(node, list):
        for item in node:
            yield from _sources(item)
    elif isinstance(node, dict):
        if "sources" in node:
            yield from node["sources"]
        for item in node.values():
            yield from _sources(item)


def _checked(work: Work, spec: Json) -> Json:
    for source in _sources(spec):
        sheet = work.book.sheet(sheet_id_of(source))
        box = ranges.inside(sheet, ranges.area_of(source))
        if box.rows != 1 and box.columns != 1:
            raise RefusedError(
                "ChartSourceRange ranges require all rows or all columns to have length of 1"
            )
    return dict(without_zero(spec))


def _position(work: Work, position: Json) -> tuple[int, Json]:
    """The tab a chart lies on, and the stored position."""
    if position.get("newSheet") or "sheetId" in position:
        sheet = new_sheet(work.book.free_sheet_id(), f"Chart{len(work.book.sheets) + 1}")
        sheet.moved = True
        sheet.properties = {**sheet.properties, "sheetType": "OBJECT"}
        work.book.sheets.append(sheet)
        return sheet.sheet_id, {"sheetId": sheet.sheet_id}
    overlay = position.get("overlayPosition", {})
    anchor = overlay.get("anchorCell", {})
    spot = {"rowIndex": 0, "columnIndex": 0, **anchor}
    sheet_id = sheet_id_of(anchor)
    work.book.sheet(sheet_id)
    size = {"widthPixels": 600, "heightPixels": 371}
    return sheet_id, {"overlayPosition": {**size, **overlay, "anchorCell": without_zero(spot)}}


def _add(work: Work, body: Json) -> Json:
    new = required(body, "chart")
    taken = ids_of(work, _PART, "chartId")
    given = new.get("chartId")
    if given in taken:
        raise RefusedError(
            f"Cannot add chart with ID: {given}, a chart with that ID already exists."
        )
    spec = _checked(work, required(new, "spec"))
    sheet_id, position = _position(work, new.get("position", {}))
    entry = {"chartId": given or fresh_id(taken), "spec": spec, "position": position}
    if "border" in new:
        entry["border"] = new["border"]
    work.book.sheet(sheet_id).parts[_PART].append(entry)
    return {"addChart": {"chart": entry}}


def _update(work: Work, body: Json) -> Json:
    sheet, at = find_part(work, _PART, "chartId", int(required(body, "chartId")), "chart")
    spec = _checked(work, required(body, "spec"))
    sheet.parts[_PART][at] = {**sheet.parts[_PART][at], "spec": spec}
    return {}


def _place(work: Work, body: Json) -> Json:
    wanted = int(required(body, "objectId"))
    sheet, at = find_part(work, _PART, "chartId", wanted, "embedded object")
    new = required(body, "newPosition")
    old = sheet.parts[_PART][at]
    mask = fieldmask.parse(fields_of(body))
    overlay = fieldmask.replaced(
        old["position"].get("overlayPosition", {}), new.get("overlayPosition", {}), mask
    )
    sheet_id, position = _position(work, {**new, "overlayPosition": overlay})
    del sheet.parts[_PART][at]
    work.book.sheet(sheet_id).parts[_PART].append({**old, "position": position})
    return {"updateEmbeddedObjectPosition": {"position": position}}


def _delete(work: Work, body: Json) -> Json:
    wanted = int(required(body, "objectId"))
    sheet, at = find_part(work, _PART, "chartId", wanted, "embedded object")
    del sheet.parts[_PART][at]
    return {}


KINDS: dict[str, Kind] = {
    "addChart": kind(_add, "chart"),
    "updateChartSpec": kind(_update, "chartId spec"),
    "updateEmbeddedObjectPosition": kind(_place, "objectId newPosition fields"),
    "deleteEmbeddedObject": kind(_delete, "objectId"),
}
