"""A small workbook on a loopback server, built with bare requests: tabs, headers, the tab map."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from automations.localsheets import LocalSheets
from automations.sheets_api import Connection, Workbook, bearer
from automations.sheets_api.requests import entered, update_cells
from automations.sheets_api.transport import Timeouts
from automations.state.folder import StateFolder
from sheet_schema.cells import Cell
from sheet_schema.model import SheetRow
from sheet_schema.tabs import PASTE_BANK, WORKBOOK
from tests.drawing import LABELS

NOW = dt.datetime(2026, 11, 21, 14, 5)
Rows = Sequence[Sequence[Cell]]


@dataclass
class Chance:
    """Bytes that count up in the place of random ones."""

    drawn: int = 0

    def __call__(self, length: int) -> bytes:
        self.drawn += 1
        return self.drawn.to_bytes(length, "big")


@dataclass
class Bench:
    """A server with one workbook, and hands of staff to type into it."""

    server: LocalSheets
    staff: Connection
    workbook_id: str
    sheets: Mapping[str, int]
    folder: Path
    slept: list[float] = field(default_factory=list)

    def connection(self, **given: Any) -> Connection:
        return Connection(
            bearer("bot"),
            base_url=self.server.base_url,
            sleep=self.slept.append,
            draw=lambda: 0.5,
            **given,
        )

    def workbook(self, install_id: str = "toko-1", state: str = "state", **given: Any) -> Workbook:
        folder = StateFolder(self.folder / state).workbook(self.workbook_id)
        connection = given.pop("connection", None) or self.connection()
        return Workbook(
            connection,
            self.workbook_id,
            folder,
            LABELS,
            install_id,
            random_bytes=given.pop("random_bytes", Chance(len(install_id) * 1000)),
            **given,
        )

    def batch(self, *requests: Mapping[str, Any]) -> None:
        self.staff.write(
            f"{self.workbook_id}:batchUpdate", {"requests": list(requests)}, cause="staff"
        )

    def type(self, tab: str, row: int, column: int, rows: Rows, *, formula: bool = False) -> None:
        """Put *rows* at a place, row as people count, column from 0."""
        cells = [[entered(cell, formula=formula) for cell in line] for line in rows]
        self.batch(update_cells(self.sheets[tab], row - 1, column, cells))

    def read(self, a1: str, how: str = "UNFORMATTED_VALUE") -> list[list[Cell]]:
        found = self.staff.read(
            "GET",
            f"{self.workbook_id}/values/{a1}",
            cause="staff",
            params={"valueRenderOption": how},
        )
        rows: list[list[Cell]] = found.get("values", [])
        return rows

    def reads(self) -> int:
        return self.server.requests.count("batchGetByDataFilter")

    def writes(self) -> int:
        return self.server.requests.count(":batchUpdate")


@contextmanager
def bench(folder: Path, *, rows: int = 60) -> Iterator[Bench]:
    """A running server with every tab of the schema, headers in place, nothing typed."""
    with LocalSheets(None, chaos=True, now=lambda: NOW) as server:
        workbook_id = server.create("Toko Contoh")
        staff = Connection(bearer("staff"), base_url=server.base_url, timeouts=Timeouts())
        keys = list(dict.fromkeys(tab.sheet_key() for tab in WORKBOOK))
        sheets = {key: 101 + i for i, key in enumerate(keys)}
        made = Bench(server, staff, workbook_id, sheets, folder)
        titles = {tab.tab_key: LABELS.title(tab) for tab in WORKBOOK}
        made.batch(
            *[
                {
                    "addSheet": {
                        "properties": {
                            "sheetId": sheets[key],
                            "title": titles[key],
                            "gridProperties": {"rowCount": rows, "columnCount": 45},
                        }
                    }
                }
                for key in keys
            ],
            {
                "createDeveloperMetadata": {
                    "developerMetadata": {
                        "metadataKey": "rekapin.tabs",
                        "metadataValue": json.dumps(sheets),
                        "location": {"spreadsheet": True},
                        "visibility": "DOCUMENT",
                    }
                }
            },
            *[header(tab, sheets) for tab in WORKBOOK if tab is not PASTE_BANK],
        )
        server.requests.clear()
        yield made


def header(tab: type[SheetRow], sheets: Mapping[str, int]) -> dict[str, Any]:
    words = [[entered(LABELS.header(tab, c.key), formula=False) for c in tab.columns()]]
    row = 0 if tab.primary_key else max(tab.top - 2, 0)
    return update_cells(sheets[tab.sheet_key()], row, tab.left, words)
