"""The two narrow writes into staff tabs: a result column that was typed over, printed numbers.

Both are addressed so that Google finds the place when it applies them: the column by its
developer metadata, the numbers by ``appendCells`` (workbook.md 3 and 0, law 1).
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automations.sheets_api.projections import (
    FormulaWords,
    Places,
    canonical,
    header_formula,
    letter_of,
    needs,
)
from automations.sheets_api.provision.cells import Request, entered
from automations.sheets_api.provision.numbers import PRINTED, number_after, printed_numbers
from automations.sheets_api.provision.send import Api
from automations.sheets_api.provision.state import COLUMN_KEY
from automations.workbook.labels import Labels
from sheet_schema.model import SheetRow

ResultColumn = tuple[str, str]  #: tab key, column key
PAUSE = dt.timedelta(minutes=10)  #: between two repairs of one column
A_DAY = 2  #: repairs of one column in a day; the next one is asked of people
FEWEST_FREE = 300


@dataclass(frozen=True)
class Watch:
    """What earlier reads saw of result columns; the cycle keeps it from read to read."""

    seen: frozenset[ResultColumn] = frozenset()  #: spoiled at the last read
    repaired: Mapping[ResultColumn, tuple[dt.datetime, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What to do about spoiled columns now."""

    due: tuple[ResultColumn, ...]  #: to be repaired
    stubborn: tuple[ResultColumn, ...]  #: repaired twice today: a question to people instead
    watch: Watch  #: for the next read


def judge(watch: Watch, spoiled: Collection[ResultColumn], now: dt.datetime) -> Verdict:
    """Columns seen spoiled in two reads are due, unless repaired lately or too often."""
    due, stubborn = [], []
    for column in sorted(watch.seen & set(spoiled)):
        times = [at for at in watch.repaired.get(column, ()) if now - at < dt.timedelta(days=1)]
        if len(times) >= A_DAY:
            stubborn.append(column)
        elif not times or now - max(times) >= PAUSE:
            due.append(column)
    return Verdict(tuple(due), tuple(stubborn), Watch(frozenset(spoiled), watch.repaired))


def noted(watch: Watch, repaired: Collection[ResultColumn], now: dt.datetime) -> Watch:
    """*watch* after *repaired* were restored at *now*; they must be seen twice again."""
    times = {column: (*watch.repaired.get(column, ())[-A_DAY:], now) for column in sorted(repaired)}
    return Watch(watch.seen - set(repaired), {**watch.repaired, **times})


@dataclass(frozen=True)
class Restored:
    """A result column as it shall be: its header formula, blanks below."""

    tab: str
    column: str
    formula: str
    header_row: int = 1  #: as people count


@dataclass(frozen=True)
class Repaired:
    """What stood in a column before, whole, for Log Bot; or why nothing was written."""

    tab: str
    column: str
    before: str
    refused: str = ""  #: for the technician; "" when it was repaired


def restored(
    tab: type[SheetRow],
    key: str,
    positions: Mapping[str, int],
    titles: Mapping[str, str],
    words: FormulaWords,
    labels: Labels,
    header_row: int = 1,
) -> Restored | None:
    """The column as the headers stand now; ``None`` while a header that it needs is missing.

    *positions*: input column key → place from 0; *header_row* as people count.
    """
    column = next(column for column in tab.results() if column.key == key)
    if not set(needs(tab, column)) <= positions.keys():
        return None
    letters = {name: letter_of(index) for name, index in positions.items()}
    places = Places(letters, titles, header_row)
    text = header_formula(tab, column, labels.header(tab, key), places, words)
    return Restored(tab.tab_key, key, text, header_row)


def repair(connection: Api, workbook_id: str, wanted: Sequence[Restored]) -> tuple[Repaired, ...]:
    """Restore *wanted* by one read and one write; what cannot be found by metadata is refused."""
    if not wanted:
        return ()
    path = f"{workbook_id}/values:batchGetByDataFilter"
    answer = connection.read("POST", path, cause="repair", body=look_up_body(wanted))
    found = [_repaired(one, answer) for one in wanted]
    todo = [
        (one, height) for one, (done, height) in zip(wanted, found, strict=True) if not done.refused
    ]
    if todo:
        body = repair_body(todo)
        connection.write(f"{workbook_id}/values:batchUpdateByDataFilter", body, cause="repair")
    return tuple(done for done, _ in found)


def look_up_body(wanted: Sequence[Restored]) -> dict[str, Any]:
    """The read of the columns, as typed."""
    return {
        "dataFilters": [_filter(one) for one in wanted],
        "majorDimension": "COLUMNS",
        "valueRenderOption": "FORMULA",
    }


def repair_body(todo: Sequence[tuple[Restored, int]]) -> dict[str, Any]:
    """The write: the formula in its header, "" down to the last row that holds something.

    ``None`` leaves what stands above the header alone.
    """
    return {
        "valueInputOption": "USER_ENTERED",
        "data": [
            {
                "dataFilter": _filter(one),
                "majorDimension": "COLUMNS",
                "values": [
                    [
                        *[None] * (one.header_row - 1),
                        one.formula,
                        *[""] * max(0, height - one.header_row),
                    ]
                ],
            }
            for one, height in todo
        ],
    }


def _filter(one: Restored) -> dict[str, Any]:
    return {
        "developerMetadataLookup": {
            "metadataKey": COLUMN_KEY,
            "metadataValue": f"{one.tab}.{one.column}",
            "locationType": "COLUMN",
        }
    }


def _repaired(one: Restored, answer: Mapping[str, Any]) -> tuple[Repaired, int]:
    """What *one* held, and how many rows of its column hold something."""
    name = f"{one.tab}.{one.column}"
    ranges = [
        entry["valueRange"]
        for entry in answer.get("valueRanges", ())
        if any(_value_of(asked) == name for asked in entry.get("dataFilters", ()))
    ]
    if len(ranges) != 1:
        reason = (
            f"the column {name} has lost its metadata: run `rekapin init`"
            if not ranges
            else f"{len(ranges)} columns are marked {name}: delete the copies"
        )
        return Repaired(one.tab, one.column, "", reason), 0
    cells = (ranges[0].get("values") or [[]])[0]
    own = canonical(one.formula)
    foreign = [
        str(cell)
        for cell in cells[one.header_row - 1 :]
        if cell != "" and canonical(str(cell)) != own
    ]
    return Repaired(one.tab, one.column, "\n".join(foreign)), len(cells)


def _value_of(data_filter: Mapping[str, Any]) -> str:
    return str(data_filter.get("developerMetadataLookup", {}).get("metadataValue", ""))


@dataclass(frozen=True)
class TopUp:
    """Numbers to print: requests for a fenced batch; each needs its free line in Buku Nota."""

    numbers: tuple[str, ...] = ()
    requests: tuple[Request, ...] = ()


def top_up(
    free: Collection[str], known: Collection[str], first_number: str, sheet_id: int, column: int
) -> TopUp:
    """Numbers up to 500 free ones when fewer than 300 are left, else nothing.

    *free*: free printed numbers; *known*: every number that ever was, so that none comes twice;
    *column*: where No. Nota stands now, from 0, in the sheet of Pesanan.
    """
    if len(free) >= FEWEST_FREE:
        return TopUp()
    numbers = printed_numbers(_next_number(known, first_number), PRINTED - len(free))
    rows = [
        {"values": [*({} for _ in range(column)), {"userEnteredValue": entered(number)}]}
        for number in numbers
    ]
    request = {"appendCells": {"sheetId": sheet_id, "rows": rows, "fields": "userEnteredValue"}}
    return TopUp(numbers, (request,))


def _next_number(known: Collection[str], first_number: str) -> str:
    """The number after the highest one with the letters of *first_number*."""
    letters = re.sub(r"\d", "", first_number)
    digits = [
        number[len(letters) :]
        for number in (*known, first_number)
        if re.fullmatch(re.escape(letters) + r"\d{1,8}", number, re.IGNORECASE)
    ]
    highest = letters + max(digits, key=int)
    fresh = first_number.upper() not in {number.upper() for number in known}
    return first_number if fresh and highest == first_number else number_after(highest)
