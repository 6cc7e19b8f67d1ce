"""A shop on a running loopback server: typed into, cycled, looked at."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from automations.cli.opening import Place, open_shop
from automations.cli.practice import Typist
from automations.cli.workbooks import build, create_workbook
from automations.config import Config, Loaded
from automations.cycle.shop import Shop
from automations.localsheets import LocalSheets
from automations.sheets_api import Connection, bearer
from automations.state.folder import StateFolder
from automations.state.memory import Memory
from automations.workbook.settings import Settings, read_settings
from sheet_schema.cells import Cell
from sheet_schema.tabs import TABS
from tests.drawing import LABELS, NOW, drawn

OWNER = "pemilik@rekapin.example"


@dataclass
class House:
    """One server with one built workbook."""

    server: LocalSheets
    place: Place
    loaded: Loaded
    workbook: str
    now: dt.datetime = NOW
    folders: int = 0
    shops: list[Shop] = field(default_factory=list)

    def clock(self) -> dt.datetime:
        """The time of day, which tests move."""
        return self.now

    def open(self, *, fresh_state: bool = False) -> Shop:
        """Another process on the same workbook; with *fresh_state* also another machine."""
        place = self.place
        if fresh_state:
            self.folders += 1
            state = StateFolder(self.loaded.state.parent / f"other{self.folders}")
            place = Place(
                place.connection, state, Memory(state.workbook("machine").memory), embedded=True
            )
        shop = open_shop(self.loaded, place, self.workbook)
        shop.now = self.clock
        self.shops.append(shop)
        return shop

    def type(self, text: str, first_row: int = 2) -> None:
        """Type the rows drawn in *text* into staff tabs, from *first_row* on."""
        reading = self.shops[-1].workbook.read(full=True, cause="test")
        typist = Typist(self.place.connection, self.workbook, LABELS, reading)
        for key, rows in drawn(text).items():
            typist.rows(TABS[key], rows, first_row)

    def batch(self, *requests: Mapping[str, Any]) -> Any:
        """Send structural edits as the owner."""
        return self.place.connection.write(
            f"{self.workbook}:batchUpdate", {"requests": list(requests)}, cause="staff"
        )

    def sheet_id(self, key: str) -> int:
        """The sheetId of a tab."""
        return self.shops[-1].workbook.read(full=True, cause="test").layout.sheet_ids[key]

    def rows(self, title: str, render: str = "UNFORMATTED_VALUE") -> list[list[Cell]]:
        """The cells of a tab as displayed."""
        params = {"valueRenderOption": render}
        answer = self.place.connection.read(
            "GET", f"{self.workbook}/values/{title}", cause="test", params=params
        )
        found: list[list[Cell]] = answer.get("values", [])
        return found

    def beside(self, order_no: str, header: str, title: str = "Pesanan") -> Cell:
        """What stands beside the first row of *order_no* under *header*."""
        rows = self.rows(title)
        head = next(row for row in rows if header in row)
        key, at = head.index("No. Nota"), head.index(header)
        row = next(row for row in rows if len(row) > key and row[key] == order_no)
        return row[at] if at < len(row) else ""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A built workbook of a shop with one BCA account, in use since 1 November."""
    yield from _house(tmp_path, [("nama_toko", "Toko Melati"), ("rekening", "BCA 1234567890 MELATI SARI"),
                                 ("mulai_pakai", "01/11/2026"), ("staf_lihat_untung", "ya")])  # fmt: skip


@pytest.fixture
def new_house(tmp_path: Path) -> Iterator[House]:
    """A workbook as init leaves it for somebody who answered nothing."""
    yield from _house(tmp_path, [])


def _house(folder: Path, rows: Sequence[tuple[str, str]]) -> Iterator[House]:
    state = StateFolder(folder / "state")
    config = Config(state=folder / "state", inbox=folder / "inbox")
    settings: Settings = read_settings(rows)[0]
    with LocalSheets(
        folder / "workbook.db", tokens=None, owner=OWNER, chaos=True, now=lambda: NOW
    ) as server:
        place = Place(
            Connection(bearer("anything", OWNER), base_url=server.base_url, backoff_s=0.001),
            state,
            Memory(state.workbook("machine").memory),
            embedded=True,
        )
        loaded = Loaded(config, None, folder)
        workbook = create_workbook(place, settings.shop_name)
        build(place, loaded, workbook, settings)
        yield House(server, place, loaded, workbook)


Typed = Callable[[str], None]
