"""A loopback workbook that ``init`` built, with the bot, the owner and a member of staff."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from automations.localsheets import LocalSheets
from automations.resources import label_catalogues, template_tree
from automations.sheets_api.access import bearer
from automations.sheets_api.connect import Connection
from automations.sheets_api.provision import Report, Wishes, provision, read_state, texts_of
from automations.sheets_api.provision.state import WorkbookState
from automations.workbook.labels import labels_of
from automations.workbook.settings import Account, Settings
from sheet_schema.cells import Cell

NOW = dt.datetime(2026, 11, 25, 12, 0)
OWNER, BOT, RINA = "pemilik@toko.example", "bot@toko.example", "rina@toko.example"
SETTINGS = Settings(shop_name="Toko Melati", accounts=(Account("BCA", "1234567890", "MELATI"),))


def wishes(lang: str = "id", **given: Any) -> Wishes:
    trees = (template_tree(lang, name) for name in ("workbook", "guide", "settings"))
    made = Wishes(labels_of(label_catalogues(), lang), texts_of(*trees), SETTINGS, BOT, "toko-1")
    return replace(made, **given)


@dataclass
class Shop:
    """One workbook; ``as_`` gives the hands of one person."""

    server: LocalSheets
    workbook_id: str
    people: Mapping[str, Connection]

    def init(self, lang: str = "id", **given: Any) -> Report:
        return provision(self.people[BOT], self.workbook_id, wishes(lang, **given))

    def state(self) -> WorkbookState:
        return read_state(self.people[BOT], self.workbook_id)

    def sheet_id(self, title: str) -> int:
        return next(sheet.sheet_id for sheet in self.state().sheets if sheet.title == title)

    def batch(self, *requests: Mapping[str, Any], who: str = OWNER) -> None:
        path = f"{self.workbook_id}:batchUpdate"
        self.people[who].write(path, {"requests": list(requests)}, cause="test")

    def type(self, a1: str, rows: list[list[Cell]], who: str = RINA) -> None:
        """Put raw values as typed by a person."""
        body = {"valueInputOption": "RAW", "data": [{"range": a1, "values": rows}]}
        self.people[who].write(f"{self.workbook_id}/values:batchUpdate", body, cause="test")

    def read(self, a1: str, how: str = "UNFORMATTED_VALUE") -> list[list[Cell]]:
        params = {"valueRenderOption": how}
        path = f"{self.workbook_id}/values/{a1}"
        found = self.people[OWNER].read("GET", path, cause="test", params=params)
        rows: list[list[Cell]] = found.get("values", [])
        return rows


@contextmanager
def shop() -> Iterator[Shop]:
    """A server with one blank workbook."""
    tokens = {"owner": OWNER, "bot": BOT, "rina": RINA}
    with LocalSheets(None, tokens=tokens, owner=OWNER, now=lambda: NOW) as server:
        people = {
            email: Connection(bearer(token), base_url=server.base_url)
            for token, email in tokens.items()
        }
        yield Shop(server, server.create("Toko Melati"), people)
