"""Reads the workbook's state and sends a plan, in as few batches as possible."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from automations.sheets_api.provision.cells import Request
from automations.sheets_api.provision.guide import ROWS as GUIDE_ROWS
from automations.sheets_api.provision.layout import our_sheets
from automations.sheets_api.provision.plan import ProvisionPlan, Wishes, plan_provision
from automations.sheets_api.provision.state import WorkbookState, state_of
from automations.sheets_api.provision.structure import workbook_manners
from automations.workbook.links import quoted_title

BATCH_BYTES = 4_000_000
_CAUSE = "provision"
_OUTLINE = (
    "spreadsheetId,spreadsheetUrl,properties(title,locale,timeZone,autoRecalc),developerMetadata,"
    "sheets(properties,conditionalFormats,protectedRanges,charts(chartId,spec.title))"
)
_CELLS = (
    "sheets(properties.sheetId,data(startRow,startColumn,columnMetadata.developerMetadata,"
    "rowData.values(userEnteredValue,effectiveValue,note,dataValidation,userEnteredFormat("
    "numberFormat,backgroundColorStyle,textFormat.bold,wrapStrategy))))"
)
#: Rows read from the top: enough for a header moved down by five; more where init keeps contents.
_TOP_ROWS = 7
_READ_ROWS = {"guide": GUIDE_ROWS, "settings": 200, "machine": 50}
_BLANK_CHECK_ROWS = 1000


class Api(Protocol):
    """What is needed of a connection; paths are relative to ``/v4/spreadsheets``."""

    def read(
        self,
        method: str,
        path: str,
        *,
        cause: str,
        params: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """The JSON answer of a request that changes nothing."""

    def write(self, path: str, body: Mapping[str, Any] | bytes, *, cause: str) -> Any:
        """The JSON answer of a POST that changes something."""


@dataclass(frozen=True)
class Report:
    """What a run did."""

    plan: ProvisionPlan
    batches: int
    notes: tuple[str, ...]


def read_state(connection: Api, workbook_id: str) -> WorkbookState:
    """The state of the workbook: two requests, headers and a few rows of our tabs only."""
    outline = connection.read("GET", workbook_id, cause=_CAUSE, params={"fields": _OUTLINE})
    state = state_of(outline)
    ranges = list(_ranges(state))
    query = {"ranges": ranges, "fields": _CELLS}
    cells = connection.read("GET", workbook_id, cause=_CAUSE, params=query)
    return state_of(outline, cells)


def _ranges(state: WorkbookState) -> Iterator[str]:
    """The first rows and the last one of every sheet of ours; a new file's first sheet whole."""
    known = our_sheets(state)
    for key, sheet in known.items():
        title = quoted_title(sheet.title)
        rows = _READ_ROWS.get(key, _TOP_ROWS)
        last = min(rows, sheet.rows)
        yield f"{title}!1:{last}"
        if sheet.rows > last:
            yield f"{title}!{sheet.rows}:{sheet.rows}"
    if not known:
        first = state.sheets[0]
        yield f"{quoted_title(first.title)}!1:{min(_BLANK_CHECK_ROWS, max(1, first.rows))}"


def provision(connection: Api, workbook_id: str, wishes: Wishes) -> Report:
    """Read, plan, send, and read back whether Sheets took locale, zone and recalculation."""
    plan = plan_provision(read_state(connection, workbook_id), wishes)
    batches = 0
    for body in batches_of(plan.requests):
        connection.write(f"{workbook_id}:batchUpdate", body, cause=_CAUSE)
        batches += 1
    notes = plan.notes
    if batches:
        found = connection.read(
            "GET",
            workbook_id,
            cause=_CAUSE,
            params={"fields": "properties(locale,timeZone,autoRecalc)"},
        )
        notes += _not_taken(found.get("properties", {}), wishes)
    return Report(replace(plan, notes=notes), batches, notes)


def _not_taken(properties: Mapping[str, Any], wishes: Wishes) -> tuple[str, ...]:
    return tuple(
        f"Sheets kept {name} {properties.get(name)!r} instead of {wanted!r}"
        for name, wanted in workbook_manners(wishes.zone).items()
        if properties.get(name) != wanted
    )


def batches_of(requests: Sequence[Request], limit: int = BATCH_BYTES) -> Iterator[bytes]:
    """Bodies of batchUpdate, each at most *limit* bytes unless one request alone is larger.

    The first holds the sheets and the metadata that names them: a lost answer leaves no half.
    """
    parts: list[bytes] = []
    size = 0
    for request in requests:
        part = json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode()
        if parts and size + len(part) > limit:
            yield b'{"requests":[' + b",".join(parts) + b"]}"
            parts, size = [], 0
        parts.append(part)
        size += len(part) + 1
    if parts:
        yield b'{"requests":[' + b",".join(parts) + b"]}"
