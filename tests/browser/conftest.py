"""A workbook in a server in memory, and browser pages that show it."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from automations.localsheets import LocalSheets

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
OWNER, STAFF = "owner@toko.example", "rina@toko.example"
NOON = dt.datetime(2026, 11, 25, 12, 0)


@dataclass(frozen=True)
class Shop:
    """A spreadsheet with an order tab (sheetId 0), asked over REST by its owner."""

    base_url: str
    book_id: str

    def call(self, verb: str, path: str, body: Any = None) -> Any:
        """The JSON of a request below the spreadsheet; fails on a refusal."""
        answer = requests.request(
            verb,
            f"{self.base_url}/v4/spreadsheets/{self.book_id}{path}",
            json=body,
            headers={"Authorization": "Bearer owner-token"},
            timeout=10,
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def batch(self, *changes: dict[str, Any]) -> None:
        """Applies requests."""
        self.call("POST", ":batchUpdate", {"requests": list(changes)})

    def put(self, spot: str, rows: list[list[Any]]) -> None:
        """Writes typed text."""
        self.call("PUT", f"/values/{spot}?valueInputOption=USER_ENTERED", {"values": rows})

    def values(self, spot: str) -> list[list[Any]]:
        """Unformatted values, [] where there are none."""
        found = self.call("GET", f"/values/{spot}?valueRenderOption=UNFORMATTED_VALUE")
        rows: list[list[Any]] = found.get("values", [])
        return rows

    def address(self, token: str = "owner-token", place: str = "") -> str:
        """The page's address with the token in its fragment."""
        return f"{self.base_url}/spreadsheets/d/{self.book_id}/edit#token={token}{place}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as started:
        found = started.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield found
        found.close()


@pytest.fixture(scope="module")
def server() -> Iterator[LocalSheets]:
    """A server in memory with an owner and a member of staff."""
    tokens = {"owner-token": OWNER, "staff-token": STAFF}
    with LocalSheets(None, tokens=tokens, owner=OWNER, now=lambda: NOON) as running:
        yield running


@pytest.fixture
def shop(server: LocalSheets) -> Shop:
    """A fresh spreadsheet in the Indonesian locale: headers in row 1, two orders below."""
    found = Shop(server.base_url, server.create("Toko Rina"))
    found.batch(
        {"updateSpreadsheetProperties": {"properties": {"locale": "in_ID"}, "fields": "locale"}},
        {
            "updateSheetProperties": {
                "properties": {
                    "sheetId": 0,
                    "title": "Pesanan",
                    "gridProperties": {"frozenRowCount": 1},
                },
                "fields": "title,gridProperties.frozenRowCount",
            }
        },
    )
    found.put(
        "A1:D3",
        [
            ["Nota", "Pembeli", "Barang", "Ongkir"],
            ["N1", "Sari", "Kaos", "9000"],
            ["N2", "Dewi", "Rok", "11000"],
        ],
    )
    return found


@dataclass(frozen=True)
class Screen:
    """A browser page that shows a spreadsheet."""

    page: Any
    shop: Shop

    def open(self, token: str = "owner-token", place: str = "") -> None:
        """Opens the spreadsheet and waits for its cells."""
        self.page.goto(self.shop.address(token, place), wait_until="commit")
        self.page.wait_for_selector("td.at")

    def cell(self, row: int, column: int) -> Any:
        """The locator of a cell, counted from 1."""
        return self.page.locator(f'td[data-row="{row - 1}"][data-column="{column - 1}"]')

    def copy(self, text: str) -> None:
        """Puts text on the clipboard."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)

    def saving(self) -> Any:
        """Waits, at its end, for the answer to a write."""
        return self.page.expect_response(lambda answer: answer.request.method in {"PUT", "POST"})


@pytest.fixture
def screen(browser: Any, shop: Shop) -> Iterator[Screen]:
    """A desktop window; an error of the page's script fails the test."""
    yield from _screen(browser, shop, {"viewport": {"width": 1200, "height": 700}})


@pytest.fixture
def phone(browser: Any, shop: Shop) -> Iterator[Screen]:
    """A telephone's screen with touch."""
    size = {"width": 390, "height": 800}
    yield from _screen(browser, shop, {"viewport": size, "has_touch": True, "is_mobile": True})


def _screen(browser: Any, shop: Shop, options: dict[str, Any]) -> Iterator[Screen]:
    context = browser.new_context(**options)
    context.set_default_timeout(8000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Security" in line.text else None)
    yield Screen(page, shop)
    context.close()
    assert wrong == []
