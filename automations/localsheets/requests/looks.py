"""Looks and rules: validation, conditional formats, banding, borders, merges."""

from typing import Any

from automations.localsheets import fieldmask
from automations.localsheets.errors import RefusedError
from automations.localsheets.grid import Sheet
from automations.localsheets.ranges import Box, grid_range, sheet_id_of, without_zero
from automations.localsheets.requests.kind import (
    Json,
    Kind,
    box_of,
    fields_of,
    find_part,
    fresh_id,
    guarded,
    ids_of,
    kind,
    required,
)
from automations.localsheets.work import Work
from automations.localsheets.writing import blank

_BANDS, _RULES, _MERGES = "bandedRanges", "conditionalFormats", "merges"
_CONDITION_FREE = {"BLANK", "NOT_BLANK", "BOOLEAN", "DATE_IS_VALID", "TEXT_IS_EMAIL", "TEXT_IS_URL"}


def _set_validation(work: Work, body: Json) -> Json:
    sheet, box = guarded(work, required(body, "range"))
    rule = body.get("rule")
    if rule is not None:
        _check_condition(rule.get("condition", {}))
    for index in range(box.first_column, box.last_column):
        sheet.own(index).put_look("dataValidation", box.first_row, box.last_row, rule)
    return {}


def _check_condition(condition: Json) -> None:
    kind_name, values = condition.get("type"), condition.get("values", [])
    if not kind_name:
        raise RefusedError("Must specify a condition type.")
    if not values and kind_name not in _CONDITION_FREE:
        raise RefusedError(f"ConditionType '{kind_name}' requires at least one ConditionValue.")
    if kind_name == "ONE_OF_RANGE" and not str(values[0].get("userEnteredValue", "")).startswith(
        "="
    ):
        raise RefusedError("ONE_OF_RANGE requires a range that starts with '='.")


def _rule(work: Work, rule: Json) -> tuple[Sheet, Json]:
    spots = required(rule, "ranges")
    if not spots:
        raise RefusedError("Must specify at least one range.")
    if len({sheet_id_of(spot) for spot in spots}) > 1:
        raise RefusedError("All ranges of a conditional format must be on the same sheet.")
    for spot in spots:
        box_of(work, spot)
    if "booleanRule" in rule:
        _check_condition(rule["booleanRule"].get("condition", {}))
    elif "gradientRule" not in rule:
        raise RefusedError("Must specify a booleanRule or a gradientRule.")
    return work.book.sheet(sheet_id_of(spots[0])), dict(without_zero(rule))


def _add_rule(work: Work, body: Json) -> Json:
    sheet, rule = _rule(work, required(body, "rule"))
    index = int(body.get("index", 0))
    if index > len(sheet.parts[_RULES]):
        raise _no_rule(index)
    sheet.parts[_RULES].insert(index, rule)
    return {}


def _no_rule(index: int) -> RefusedError:
    return RefusedError(f"No conditional format on sheet at index: {index}")


def _update_rule(work: Work, body: Json) -> Json:
    index = int(body.get("index", 0))
    if "rule" in body:
        sheet, rule = _rule(work, body["rule"])
    else:
        sheet, rule = work.book.sheet(sheet_id_of(body)), None
    rules = sheet.parts[_RULES]
    if index >= len(rules):
        raise _no_rule(index)
    old = rules[index]
    if rule is not None:
        rules[index] = rule
        answer: Json = {"oldRule": old, "newRule": rule, "newIndex": index}
    else:
        place = int(body.get("newIndex", 0))
        rules.insert(place, rules.pop(index))
        answer = {"oldRule": old, "newRule": old, "oldIndex": index, "newIndex": place}
    return {"updateConditionalFormatRule": answer}


def _delete_rule(work: Work, body: Json) -> Json:
    rules = work.book.sheet(sheet_id_of(body)).parts[_RULES]
    index = int(body.get("index", 0))
    if index >= len(rules):
        raise _no_rule(index)
    return {"deleteConditionalFormatRule": {"rule": rules.pop(index)}}


def _add_banding(work: Work, body: Json) -> Json:
    new = required(body, "bandedRange")
    sheet, box = box_of(work, required(new, "range"))
    if "rowProperties" not in new and "columnProperties" not in new:
        raise RefusedError("Must specify rowProperties or columnProperties.")
    for other in sheet.parts[_BANDS]:
        if box_of(work, other["range"])[1].meets(box):
            raise RefusedError(
                "You cannot add alternating background colors to a range "
                "that already has alternating background colors."
            )
    taken = ids_of(work, _BANDS, "bandedRangeId")
    given = new.get("bandedRangeId")
    if given in taken:
        raise RefusedError(f"Cannot add banded range with ID: {given}, it already exists.")
    entry = {**without_zero(new), "bandedRangeId": given or fresh_id(taken)}
    sheet.parts[_BANDS].append(entry)
    return {"addBanding": {"bandedRange": entry}}


def _update_banding(work: Work, body: Json) -> Json:
    new = required(body, "bandedRange")
    sheet, at = find_part(work, _BANDS, "bandedRangeId", int(new["bandedRangeId"]), "banded range")
    mask = fieldmask.parse(fields_of(body))
    old = sheet.parts[_BANDS][at]
    stored = fieldmask.replaced(old, without_zero(new), mask)
    sheet.parts[_BANDS][at] = {**stored, "bandedRangeId": old["bandedRangeId"]}
    return {}


def _delete_banding(work: Work, body: Json) -> Json:
    wanted = int(required(body, "bandedRangeId"))
    sheet, at = find_part(work, _BANDS, "bandedRangeId", wanted, "banded range")
    del sheet.parts[_BANDS][at]
    return {}


def _borders(work: Work, body: Json) -> Json:
    """Borders of the box's cells; the inner ones between neighbours as Google sets them."""
    sheet, box = guarded(work, required(body, "range"))
    for index in range(box.first_column, box.last_column):
        column = sheet.own(index)
        left = body.get("left" if index == box.first_column else "innerVertical")
        right = body.get("right" if index == box.last_column - 1 else "innerVertical")
        for row in range(box.first_row, box.last_row):
            top = body.get("top" if row == box.first_row else "innerHorizontal")
            bottom = body.get("bottom" if row == box.last_row - 1 else "innerHorizontal")
            sides = {"top": top, "bottom": bottom, "left": left, "right": right}
            old = column.look("userEnteredFormat", row) or {}
            set_sides = {name: side for name, side in sides.items() if side is not None}
            borders = {**old.get("borders", {}), **set_sides}
            column.put_look("userEnteredFormat", row, row + 1, {**old, "borders": borders})
    return {}


def _merge(work: Work, body: Json) -> Json:
    sheet, box = guarded(work, required(body, "range"))
    for part in _split(box, body.get("mergeType", "MERGE_ALL")):
        others = [box_of(work, spot)[1] for spot in sheet.parts[_MERGES]]
        if any(other.meets(part) and not part.holds(other) for other in others):
            raise RefusedError(
                "You must select all cells in a merged range to merge or unmerge them."
            )
        sheet.parts[_MERGES] = [
            spot for spot in sheet.parts[_MERGES] if not box_of(work, spot)[1].meets(part)
        ]
        sheet.parts[_MERGES].append(grid_range(sheet.sheet_id, part.area()))
        for index in range(part.first_column, part.last_column):
            first = part.first_row + (index == part.first_column)
            blank(sheet.own(index), first, part.last_row)
    return {}


def _split(box: Box, merge_type: Any) -> list[Box]:
    if merge_type == "MERGE_ROWS":
        rows = range(box.first_row, box.last_row)
        return [Box(row, row + 1, box.first_column, box.last_column) for row in rows]
    if merge_type == "MERGE_COLUMNS":
        columns = range(box.first_column, box.last_column)
        return [Box(box.first_row, box.last_row, at, at + 1) for at in columns]
    return [box]


def _unmerge(work: Work, body: Json) -> Json:
    sheet, box = guarded(work, required(body, "range"))
    kept = []
    for spot in sheet.parts[_MERGES]:
        other = box_of(work, spot)[1]
        if not other.meets(box):
            kept.append(spot)
        elif not box.holds(other):
            raise RefusedError(
                "You must select all cells in a merged range to merge or unmerge them."
            )
    sheet.parts[_MERGES] = kept
    return {}


KINDS: dict[str, Kind] = {
    "setDataValidation": kind(_set_validation, "range rule filteredRowsIncluded"),
    "addConditionalFormatRule": kind(_add_rule, "rule index"),
    "updateConditionalFormatRule": kind(_update_rule, "index sheetId rule newIndex"),
    "deleteConditionalFormatRule": kind(_delete_rule, "index sheetId"),
    "addBanding": kind(_add_banding, "bandedRange"),
    "updateBanding": kind(_update_banding, "bandedRange fields"),
    "deleteBanding": kind(_delete_banding, "bandedRangeId"),
    "updateBorders": kind(_borders, "range top bottom left right innerHorizontal innerVertical"),
    "mergeCells": kind(_merge, "range mergeType"),
    "unmergeCells": kind(_unmerge, "range"),
}
