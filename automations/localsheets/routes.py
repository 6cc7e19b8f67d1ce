"""The URL table: verb and path template to the function that answers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from automations.localsheets import drive, spreadsheet_calls, value_calls
from automations.localsheets.call import Call

Answer = Callable[[Call], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Route:
    """One method of the API; `writes` tells whether it changes anything."""

    method: str
    template: str
    answer: Answer
    writes: bool
    #: known query parameters; None: all are taken, as Drive does
    query: frozenset[str] | None
    #: known body fields; None: the method checks them itself
    body: frozenset[str] | None
    pattern: re.Pattern[str]


def _route(
    method: str,
    template: str,
    answer: Answer,
    *,
    writes: bool = True,
    query: str | None = "",
    body: str | None = None,
) -> Route:
    pattern = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
    pattern = re.sub(r"{(\w+)}", r"(?P<\1>[^/]+?)", pattern)
    return Route(
        method,
        template,
        answer,
        writes,
        None if query is None else frozenset(query.split()),
        None if body is None else frozenset(body.split()),
        re.compile(pattern),
    )


_BOOK = "/v4/spreadsheets/{spreadsheetId}"
_VALUES = f"{_BOOK}/values"
_FILES = "/drive/v3/files"
_READ = "majorDimension valueRenderOption dateTimeRenderOption"
_WRITE = (
    "valueInputOption includeValuesInResponse responseValueRenderOption "
    "responseDateTimeRenderOption"
)
_BY_FILTER = f"dataFilters {_READ}"

#: in order: a path with a verb after `:` stands before the same path without
ROUTES = (
    _route("POST", f"{_VALUES}:batchGetByDataFilter", value_calls.batch_get_by_filter,
           writes=False, body=_BY_FILTER),
    _route("POST", f"{_VALUES}:batchUpdateByDataFilter", value_calls.batch_update_by_filter,
           body=f"{_WRITE} data"),
    _route("POST", f"{_VALUES}:batchClearByDataFilter", value_calls.batch_clear_by_filter,
           body="dataFilters"),
    _route("GET", f"{_VALUES}:batchGet", value_calls.batch_get, writes=False,
           query=f"ranges {_READ}"),
    _route("POST", f"{_VALUES}:batchUpdate", value_calls.batch_update, body=f"{_WRITE} data"),
    _route("POST", f"{_VALUES}:batchClear", value_calls.batch_clear, body="ranges"),
    _route("POST", f"{_VALUES}/{{range}}:append", value_calls.append,
           query=f"{_WRITE} insertDataOption"),
    _route("POST", f"{_VALUES}/{{range}}:clear", value_calls.clear, body=""),
    _route("GET", f"{_VALUES}/{{range}}", value_calls.get, writes=False, query=_READ),
    _route("PUT", f"{_VALUES}/{{range}}", value_calls.update, query=_WRITE),
    _route("POST", f"{_BOOK}/developerMetadata:search", spreadsheet_calls.search_metadata,
           writes=False, body="dataFilters"),
    _route("GET", f"{_BOOK}/developerMetadata/{{metadataId}}", spreadsheet_calls.get_metadata,
           writes=False),
    _route("POST", f"{_BOOK}/sheets/{{sheetId}}:copyTo", spreadsheet_calls.copy_to,
           body="destinationSpreadsheetId"),
    _route("POST", f"{_BOOK}:batchUpdate", spreadsheet_calls.batch_update,
           body="requests includeSpreadsheetInResponse responseRanges responseIncludeGridData "
                "commentsViewMode"),
    _route("GET", _BOOK, spreadsheet_calls.get, writes=False,
           query="ranges includeGridData commentsViewMode excludeTablesInBandedRanges"),
    _route("POST", "/v4/spreadsheets", spreadsheet_calls.create,
           body="properties sheets namedRanges developerMetadata spreadsheetId spreadsheetUrl"),
    _route("POST", f"{_FILES}/{{fileId}}/copy", drive.copy, query=None),
    _route("GET", f"{_FILES}/{{fileId}}/comments", drive.comments, writes=False, query=None),
    _route("GET", f"{_FILES}/{{fileId}}/permissions", drive.permissions, writes=False, query=None),
    _route("GET", f"{_FILES}/{{fileId}}", drive.get, writes=False, query=None),
    _route("PATCH", f"{_FILES}/{{fileId}}", drive.update, query=None),
    _route("DELETE", f"{_FILES}/{{fileId}}", drive.delete, query=None),
    _route("GET", _FILES, drive.listing, writes=False, query=None),
    _route("POST", _FILES, drive.create, query=None),
)  # fmt: skip


def find(method: str, raw_path: str) -> tuple[Route, dict[str, str]] | None:
    """The route of a path as it came over the wire, and its decoded variables; None if none."""
    path = re.sub("%3[Aa]", ":", raw_path)
    for route in ROUTES:
        if route.method == method and (found := route.pattern.fullmatch(path)):
            return route, {name: unquote(text) for name, text in found.groupdict().items()}
    return None
