"""Who is let in: tokens, hosts, origins, content types; and the static page."""

import http.client

import pytest
import requests

from automations.localsheets import LocalSheets
from tests.localsheets.conftest import NOON, Http


def test_no_token_and_a_wrong_token_are_401(http: Http) -> None:
    url = f"{http.server.base_url}/v4/spreadsheets/{http.book_id}"

    missing = http.session.get(url, timeout=5)
    wrong = http.session.get(url, headers={"Authorization": "Bearer nobody"}, timeout=5)

    assert (missing.status_code, wrong.status_code) == (401, 401)
    assert missing.json()["error"]["status"] == "UNAUTHENTICATED"


def test_without_a_token_list_any_bearer_is_the_owner() -> None:
    with LocalSheets(None, now=lambda: NOON) as server:
        url = f"{server.base_url}/v4/spreadsheets/{server.create('x')}"
        answer = requests.get(url, headers={"Authorization": "Bearer any"}, timeout=5)

    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]"])
def test_a_foreign_host_is_refused(http: Http, host: str) -> None:
    answer = http.call("GET", f"/v4/spreadsheets/{http.book_id}", headers={"Host": host})

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://evil.example", 403), ("null", 403), ("http://localhost:1", 403), (None, 200)],
)
def test_a_foreign_or_null_origin_is_refused(http: Http, origin: str | None, status: int) -> None:
    headers = {} if origin is None else {"Origin": origin}

    answer = http.call("GET", f"/v4/spreadsheets/{http.book_id}", headers=headers)

    assert answer.status_code == status
    assert "access-control-allow-origin" not in answer.headers


def test_our_own_pages_origin_is_let_in(http: Http) -> None:
    headers = {"Origin": http.server.base_url}

    assert http.call("GET", f"/v4/spreadsheets/{http.book_id}", headers=headers).ok


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_a_write_that_is_not_json_is_refused(http: Http, kind: str) -> None:
    path = f"/v4/spreadsheets/{http.book_id}:batchUpdate"

    answer = http.call("POST", path, data=b'{"requests": []}', headers={"Content-Type": kind})

    assert answer.status_code == 415


@pytest.mark.parametrize("body", [b"{", b"[1]", b'{"requests": NaN}', b'{"a": "\\ud800"}'])
def test_a_body_that_is_no_json_object_is_refused(http: Http, body: bytes) -> None:
    path = f"/v4/spreadsheets/{http.book_id}:batchUpdate"
    headers = {"Content-Type": "application/json"}

    assert http.call("POST", path, data=body, headers=headers).status_code == 400


def test_the_server_listens_on_the_loopback_address_only(sheets_server: LocalSheets) -> None:
    connection = http.client.HTTPConnection("127.0.0.2", sheets_server.port, timeout=2)

    with pytest.raises(OSError, match=r"refused|timed out"):
        connection.request("GET", "/")
    connection.close()


def test_the_page_carries_a_strict_policy_or_says_it_is_missing(http: Http) -> None:
    answer = http.session.get(f"{http.server.base_url}/", timeout=5)

    assert answer.status_code in {200, 404}
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["../server.py", "..%2Fserver.py", "server.py", "a/b.js"])
def test_no_file_beside_the_page_is_served(http: Http, name: str) -> None:
    answer = http.session.get(f"{http.server.base_url}/page/{name}", timeout=5)

    assert answer.status_code in {401, 404}


def test_the_feed_tells_the_revision_of_each_change(http: Http) -> None:
    url = f"{http.server.base_url}/events?spreadsheetId={http.book_id}&token=owner-token"
    with requests.get(url, stream=True, timeout=5) as stream:
        found = stream.iter_lines(decode_unicode=True)
        first = [next(found) for _ in range(4)]
        http.put("A1", [["x"]])
        second = [next(found) for _ in range(4)]

    assert first == ["event: revision", "id: 1", 'data: {"revision": 1}', ""]
    assert second == ["event: revision", "id: 2", 'data: {"revision": 2}', ""]


def test_the_feed_needs_a_token(http: Http) -> None:
    url = f"{http.server.base_url}/events?spreadsheetId={http.book_id}"

    assert http.session.get(url, timeout=5).status_code == 401
