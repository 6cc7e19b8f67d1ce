"""The methods of `spreadsheets.values`."""

import secrets
from typing import Any

from automations.localsheets import a1, filters, ranges, values, writing
from automations.localsheets.call import Call
from automations.localsheets.errors import RefusedError, unknown_name
from automations.localsheets.grid import Sheet
from automations.localsheets.ranges import Box, without_zero
from automations.localsheets.requests.tabs import resize
from automations.localsheets.shifts import Insert
from automations.localsheets.structure import ROWS, shift_lines
from automations.localsheets.values import Rendering
from automations.localsheets.view import View
from automations.localsheets.work import Work
from automations.localsheets.writing import Written

Json = dict[str, Any]
_RANGE_FIELDS = frozenset({"range", "majorDimension", "values"})


def get(call: Call) -> Json:
    """GET …/values/{range}."""
    return values.read(call.view(), call.path["range"], _query_rendering(call))


def batch_get(call: Call) -> Json:
    """GET …/values:batchGet, answers in the order asked."""
    view, how = call.view(), _query_rendering(call)
    found = [values.read(view, text, how) for text in call.texts("ranges")]
    return {"spreadsheetId": call.book_id, **({"valueRanges": found} if found else {})}


def _query_rendering(call: Call) -> Rendering:
    return values.rendering(
        call.text("valueRenderOption"),
        call.text("dateTimeRenderOption"),
        call.text("majorDimension"),
    )


def batch_get_by_filter(call: Call) -> Json:
    """POST …/values:batchGetByDataFilter; equal ranges are answered once, with all their filters."""
    view = call.view()
    how = values.rendering(
        call.body.get("valueRenderOption"),
        call.body.get("dateTimeRenderOption"),
        call.body.get("majorDimension"),
    )
    matched: dict[tuple[int, Box], list[Json]] = {}
    for data_filter in call.body.get("dataFilters", []):
        for sheet, area in filters.targets(view.book, data_filter):
            box = ranges.clamped(sheet, area)
            matched.setdefault((sheet.sheet_id, box), []).append(without_zero(data_filter))
    earlier = call.shelf.view(call.book_id, back=1) if call.skewed else view
    answers = [
        {"valueRange": _clamped_range(earlier if at % 2 else view, key, how), "dataFilters": asked}
        for at, (key, asked) in enumerate(matched.items())
    ]
    if call.shuffled:
        secrets.SystemRandom().shuffle(answers)
        answers = answers[1:] + answers[:1]
    return {"spreadsheetId": call.book_id, **({"valueRanges": answers} if answers else {})}


def _clamped_range(view: View, key: tuple[int, Box], how: Rendering) -> Json:
    sheet, box = view.book.sheet(key[0]), key[1]
    if not box.rows or not box.columns:
        return {"range": a1.named(sheet.title, _shown(box)), "majorDimension": how.major}
    return values.value_range(view, sheet, box, how)


def _shown(box: Box) -> a1.Area:
    return a1.Area(
        box.first_row,
        max(box.last_row, box.first_row + 1),
        box.first_column,
        max(box.last_column, box.first_column + 1),
    )


def update(call: Call) -> Json:
    """PUT …/values/{range}."""
    user_entered = writing.check_option(call.text("valueInputOption"))
    _check_fields(call.body)
    lines = writing.lines_of(call.body)

    def act(work: Work) -> Written:
        sheet, area = work.book.locate(call.path["range"])
        if work.book.locate(call.body.get("range", call.path["range"])) != (sheet, area):
            raise RefusedError(
                f"Requested writing within range [{call.path['range']}], "
                f"but the body names [{call.body['range']}]"
            )
        return writing.write(work, sheet, area, lines, user_entered=user_entered)

    written = call.shelf.change(call.book_id, call.caller, act, call.liberties)
    return _updated(call, written, _response_rendering(call), call.flag("includeValuesInResponse"))


def _check_fields(body: Json, where: str = "data") -> None:
    for name in body:
        if name not in _RANGE_FIELDS:
            raise unknown_name(name, where)


def _response_rendering(call: Call) -> Rendering:
    return values.rendering(
        call.text("responseValueRenderOption"), call.text("responseDateTimeRenderOption")
    )


def _updated(call: Call, written: Written, how: Rendering, include: bool) -> Json:
    sheet = written.sheet
    answer: Json = {
        "spreadsheetId": call.book_id,
        "updatedRange": a1.named(sheet.title, written.box.area()),
        **written.counts(),
    }
    if include:
        view = call.shelf.view(call.book_id)
        live = view.book.sheet(sheet.sheet_id)
        answer["updatedData"] = values.value_range(view, live, written.box, how)
    return answer


def batch_update(call: Call) -> Json:
    """POST …/values:batchUpdate: several ranges, all or none."""
    user_entered = writing.check_option(call.body.get("valueInputOption"))
    entries = call.body.get("data", [])
    for at, entry in enumerate(entries):
        _check_fields(entry, f"data[{at}]")
    lines = [writing.lines_of(entry, f"data[{at}].values") for at, entry in enumerate(entries)]

    def act(work: Work) -> list[Written]:
        written = []
        for at, (entry, rows) in enumerate(zip(entries, lines, strict=True)):
            sheet, area = _placed(at, work.book.locate, entry.get("range", ""))
            written.append(_placed(at, _writer(work, sheet, area, user_entered=user_entered), rows))
        return written

    found = call.shelf.change(call.book_id, call.caller, act, call.liberties)
    return _totals(call, found, [{}] * len(found))


def _writer(work: Work, sheet: Sheet, area: a1.Area, *, user_entered: bool) -> Any:
    return lambda rows: writing.write(work, sheet, area, rows, user_entered=user_entered)


def _placed(at: int, act: Any, argument: Any) -> Any:
    """The result of an act; its refusal names the place in `data`."""
    try:
        return act(argument)
    except RefusedError as refused:
        raise RefusedError(f"Invalid data[{at}]: {refused.message}", refused.code) from refused


def batch_update_by_filter(call: Call) -> Json:
    """POST …/values:batchUpdateByDataFilter: where the filters point when it is applied."""
    user_entered = writing.check_option(call.body.get("valueInputOption"))
    entries = call.body.get("data", [])
    lines = [writing.lines_of(entry, f"data[{at}].values") for at, entry in enumerate(entries)]
    asked: list[Json] = []

    def act(work: Work) -> list[Written]:
        written = []
        for at, (entry, rows) in enumerate(zip(entries, lines, strict=True)):
            data_filter = entry.get("dataFilter", {})
            for sheet, area in filters.targets(work.book, data_filter):
                box = ranges.inside(sheet, area).area()
                writer = _writer(work, sheet, box, user_entered=user_entered)
                written.append(_placed(at, writer, rows))
                asked.append({"dataFilter": without_zero(data_filter)})
        return written

    found = call.shelf.change(call.book_id, call.caller, act, call.liberties)
    return _totals(call, found, asked)


def _totals(call: Call, found: list[Written], extra: list[Json]) -> Json:
    how = values.rendering(
        call.body.get("responseValueRenderOption"), call.body.get("responseDateTimeRenderOption")
    )
    include = bool(call.body.get("includeValuesInResponse"))
    responses = []
    for written, more in zip(found, extra, strict=True):
        answer = {**_updated(call, written, how, include), **more}
        if more:
            del answer["spreadsheetId"]
        responses.append(answer)
    touched = [one for one in found if one.cells]
    totals = {
        "totalUpdatedRows": len({(w.sheet.sheet_id, r) for w in touched for r in _rows(w)}),
        "totalUpdatedColumns": len({(w.sheet.sheet_id, c) for w in touched for c in _columns(w)}),
        "totalUpdatedCells": sum(one.cells for one in touched),
        "totalUpdatedSheets": len({one.sheet.sheet_id for one in touched}),
    }
    return {
        "spreadsheetId": call.book_id,
        **{name: number for name, number in totals.items() if number},
        **({"responses": responses} if responses else {}),
    }


def _rows(written: Written) -> range:
    return range(written.box.first_row, written.box.last_row)


def _columns(written: Written) -> range:
    return range(written.box.first_column, written.box.last_column)


def clear(call: Call) -> Json:
    """POST …/values/{range}:clear."""
    cleared = _clear(call, [call.path["range"]])
    return {"spreadsheetId": call.book_id, "clearedRange": cleared[0]}


def batch_clear(call: Call) -> Json:
    """POST …/values:batchClear."""
    cleared = _clear(call, call.body.get("ranges", []))
    return {"spreadsheetId": call.book_id, **({"clearedRanges": cleared} if cleared else {})}


def _clear(call: Call, texts: list[str]) -> list[str]:
    def act(work: Work) -> list[str]:
        return [_cleared(work, *work.book.locate(text)) for text in texts]

    return call.shelf.change(call.book_id, call.caller, act, call.liberties)


def _cleared(work: Work, sheet: Sheet, area: a1.Area) -> str:
    box = ranges.inside(sheet, area)
    writing.clear(work, sheet, box)
    return a1.named(sheet.title, box.area())


def batch_clear_by_filter(call: Call) -> Json:
    """POST …/values:batchClearByDataFilter."""

    def act(work: Work) -> list[str]:
        return [
            _cleared(work, sheet, area)
            for data_filter in call.body.get("dataFilters", [])
            for sheet, area in filters.targets(work.book, data_filter)
        ]

    cleared = call.shelf.change(call.book_id, call.caller, act, call.liberties)
    return {"spreadsheetId": call.book_id, **({"clearedRanges": cleared} if cleared else {})}


def append(call: Call) -> Json:
    """POST …/values/{range}:append: below the table found there, from *its* first column."""
    user_entered = writing.check_option(call.text("valueInputOption"))
    _check_fields(call.body)
    lines = writing.lines_of(call.body)
    insert = call.text("insertDataOption") == "INSERT_ROWS"
    seen: list[str] = []

    def act(work: Work) -> Written:
        sheet, area = work.book.locate(call.path["range"])
        box = ranges.inside(sheet, area)
        table = writing.table_at(work, sheet, box)
        if table is not None:
            seen.append(a1.named(sheet.title, table.area()))
        top = box.first_row if table is None else table.last_row
        left = box.first_column if table is None else table.first_column
        _make_room(work, sheet, top, left, lines, insert=insert and table is not None)
        corner = a1.Area(top, top + 1, left, left + 1)
        return writing.write(work, sheet, corner, lines, user_entered=user_entered)

    written = call.shelf.change(call.book_id, call.caller, act, call.liberties)
    include = call.flag("includeValuesInResponse")
    answer: Json = {"spreadsheetId": call.book_id}
    if seen:
        answer["tableRange"] = seen[0]
    answer["updates"] = _updated(call, written, _response_rendering(call), include)
    return answer


def _make_room(
    work: Work, sheet: Sheet, top: int, left: int, lines: list[list[Any]], *, insert: bool
) -> None:
    if insert and top < sheet.row_count:
        shift_lines(work.book, sheet, ROWS, Insert(top, len(lines)), inherit_before=True)
    width = max((len(line) for line in lines), default=0)
    rows = max(sheet.row_count, top + len(lines))
    columns = max(sheet.column_count, left + width)
    if (rows, columns) != (sheet.row_count, sheet.column_count):
        resize(work.book, sheet, rows, columns)
