"""A running loopback server and a plain HTTP client for it, judged by Google's own documents."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from automations.localsheets import LocalSheets
from tests.localsheets import judge

OWNER, BOT, STAFF = "owner@toko.example", "bot@toko.example", "rina@toko.example"
NOON = dt.datetime(2026, 11, 25, 12, 0)


@dataclass
class Http:
    """Requests to one spreadsheet of a server; every answer is checked against the documents."""

    server: LocalSheets
    session: requests.Session
    book_id: str
    token: str = "owner-token"

    def call(self, verb: str, path: str, body: Any = None, **options: Any) -> requests.Response:
        """The raw answer to a request."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        answer = self.session.request(
            verb,
            f"{self.server.base_url}{path}",
            json=body,
            headers=headers,
            timeout=20,
            **options,
        )
        sent = answer.request.body or b""
        sent = sent.encode() if isinstance(sent, str) else sent
        wrong = judge.complaints(
            verb, str(answer.request.url), sent, answer.status_code, answer.content
        )
        assert wrong == []
        return answer

    def book(self, suffix: str = "", verb: str = "GET", body: Any = None, **query: Any) -> Any:
        """The JSON of a request below the spreadsheet."""
        path = f"/v4/spreadsheets/{self.book_id}{suffix}"
        return self.call(verb, path, body, params=query).json()

    def batch(self, *changes: dict[str, Any]) -> Any:
        """The answer to a batchUpdate."""
        return self.book(":batchUpdate", "POST", {"requests": list(changes)})

    def refusal(self, *changes: dict[str, Any]) -> str:
        """The message with which a batchUpdate is refused."""
        message: str = self.batch(*changes)["error"]["message"]
        return message

    def put(self, spot: str, rows: list[list[Any]], option: str = "RAW") -> Any:
        """The answer to values.update."""
        return self.book(f"/values/{spot}", "PUT", {"values": rows}, valueInputOption=option)

    def values(self, spot: str, **query: Any) -> Any:
        """The values of a range, [] where there are none."""
        query.setdefault("valueRenderOption", "UNFORMATTED_VALUE")
        return self.book(f"/values/{spot}", **query).get("values", [])

    def formulas(self, spot: str) -> Any:
        """The formulas of a range."""
        return self.values(spot, valueRenderOption="FORMULA")

    def as_user(self, token: str) -> "Http":
        """The same spreadsheet asked by somebody else."""
        return Http(self.server, self.session, self.book_id, token)


@pytest.fixture(scope="module")
def running_sheets_server() -> Iterator[LocalSheets]:
    """A server in memory with an owner, a bot and a member of staff."""
    tokens = {"owner-token": OWNER, "bot-token": BOT, "staff-token": STAFF}
    with LocalSheets(None, tokens=tokens, owner=OWNER, chaos=True, now=lambda: NOON) as server:
        yield server


@pytest.fixture
def sheets_server(running_sheets_server: LocalSheets) -> Iterator[LocalSheets]:
    """The server without faults, and with nothing noted yet."""
    running_sheets_server.requests.clear()
    yield running_sheets_server
    running_sheets_server.faults.clear()
    running_sheets_server.faults.counts.clear()


@pytest.fixture
def http(sheets_server: LocalSheets) -> Iterator[Http]:
    """The owner's requests to a fresh spreadsheet."""
    with requests.Session() as session:
        session.trust_env = False
        yield Http(sheets_server, session, sheets_server.create("Toko Rina"))
