"""Time-outs, retries and broken answers against small servers of our own."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from automations.errors import (
    AccessError,
    FenceRefusedError,
    OutcomeUnknownError,
    SheetsRefusedError,
    SheetsUnavailableError,
)
from automations.sheets_api import Connection, bearer
from automations.sheets_api.transport import Timeouts

SHORT = Timeouts(connect_s=1.0, read_s=0.2, write_s=0.2, cycle_s=30.0)
Talk = Callable[[socket.socket], None]


def answer(body: bytes, status: int = 200, *headers: str, length: int | None = None) -> bytes:
    head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join([*head, *headers, "Connection: close", "", ""]).encode() + body


@contextmanager
def server(*talks: bytes | Talk) -> Iterator[tuple[str, list[bytes]]]:
    """Answers the first connection with the first of *talks*, and so on; the last one repeats."""
    heard: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            turn = 0
            while True:
                try:
                    client, _ = listening.accept()
                except OSError:
                    return
                with closing(client):
                    heard.append(request_of(client))
                    talk = talks[min(turn, len(talks) - 1)]
                    turn += 1
                    if isinstance(talk, bytes):
                        client.sendall(talk)
                    else:
                        talk(client)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", heard
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def request_of(client: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        part = client.recv(65536)
        if not part:
            return got
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    wanted = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            wanted = int(line.split(b":")[1])
    while len(body) < wanted:
        body += client.recv(65536)
    return head + b"\r\n\r\n" + body


def silent(client: socket.socket) -> None:
    with closing(client):
        client.settimeout(5)
        client.recv(1)  # until the other side gives up


def connected(
    url: str, slept: list[float] | None = None, timeouts: Timeouts = SHORT, **given: object
) -> Connection:
    sleep = (slept if slept is not None else []).append
    made = Connection(
        bearer("secret"), base_url=url, sleep=sleep, draw=lambda: 1.0, timeouts=timeouts,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip
    made.begin()
    return made


def test_a_read_that_meets_html_503_is_repeated_until_it_succeeds() -> None:
    slept: list[float] = []
    with server(answer(b"<html>down</html>", 503), answer(b'{"a": 1}')) as (url, heard):
        connection = connected(url, slept)
        assert connection.read("GET", "id", cause="warm read") == {"a": 1}
    assert slept == [1.0]
    assert connection.counter.by_cause == {"warm read": 2}
    assert connection.counter.received_bytes["warm read"] == 8 + len(b"<html>down</html>")
    assert heard[0].startswith(b"GET /v4/spreadsheets/id HTTP/1.1")
    assert b"authorization: bearer secret" in heard[0].lower()


def test_a_read_gives_up_after_six_tries() -> None:
    slept: list[float] = []
    with server(answer(b"", 500)) as (url, heard), pytest.raises(SheetsUnavailableError) as caught:
        connected(url, slept).read("GET", "id", cause="x")
    assert (len(heard), slept, caught.value.status) == (6, [1, 2, 4, 8, 16], 500)


def test_retry_after_replaces_the_back_off() -> None:
    slept: list[float] = []
    limited = answer(b"{}", 429, "Retry-After: 7")
    with server(limited, answer(b"{}")) as (url, _):
        connected(url, slept).write("id:batchUpdate", {"requests": []}, cause="x")
    assert slept == [7.0]


def test_the_base_of_the_back_off_comes_from_outside() -> None:
    slept: list[float] = []
    with server(answer(b"", 503), answer(b"{}")) as (url, _):
        connected(url, slept, backoff_s=0.01).read("GET", "id", cause="x")
    assert slept == [0.01]


@pytest.mark.parametrize(
    "broken",
    [
        answer(b""),
        answer(b'{"a": '),
        answer(b'{"a": 1}', length=50),
        answer(b"<html>sign in</html>"),
        answer(b"", 503),
        silent,
    ],
    ids=["empty", "half", "cut", "html", "503", "silent"],
)
def test_a_write_without_a_whole_answer_is_sent_once_and_unknown(broken: bytes | Talk) -> None:
    with server(broken) as (url, heard), pytest.raises(OutcomeUnknownError):
        connected(url).write("id:batchUpdate", {"requests": []}, cause="x")
    assert len(heard) == 1


def test_the_same_broken_answers_are_no_trouble_to_a_read() -> None:
    talks = (answer(b""), answer(b'{"a": '), answer(b"{}", length=50), silent, answer(b'{"a": 2}'))
    with server(*talks) as (url, heard):
        assert connected(url).read("GET", "id", cause="x") == {"a": 2}
    assert len(heard) == 5


def test_a_write_that_never_left_is_not_unknown() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SheetsUnavailableError):
        connected(f"http://127.0.0.1:{port}").write("id:batchUpdate", {}, cause="x")


def test_an_answer_that_dribbles_meets_the_deadline_of_the_cycle() -> None:
    def dribble(client: socket.socket) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n")
        for part in [b" "] * 40 + [b"{}"]:
            try:
                client.sendall(part)
            except OSError:
                return
            time.sleep(0.02)

    with server(dribble) as (url, heard), pytest.raises(SheetsUnavailableError):
        connected(url, timeouts=Timeouts(1, 0.5, 0.5, 0.3)).read("GET", "id", cause="x")
    assert len(heard) == 1


def test_after_the_deadline_nothing_is_sent_until_the_next_cycle_begins() -> None:
    now = [0.0]
    with server(answer(b"{}")) as (url, heard):
        connection = connected(url, clock=lambda: now[0], timeouts=Timeouts())
        now[0] = 361.0
        with pytest.raises(SheetsUnavailableError, match="360 s are over"):
            connection.write("id:batchUpdate", {}, cause="x")
        assert heard == []
        connection.begin()
        connection.write("id:batchUpdate", {}, cause="x")
    assert len(heard) == 1


def test_before_the_first_cycle_nobody_is_hurried() -> None:
    now = [0.0]
    with server(answer(b"{}")) as (url, heard):
        connection = Connection(bearer("secret"), base_url=url, clock=lambda: now[0])
        now[0] = 3600.0
        connection.write("id:batchUpdate", {}, cause="x")
    assert len(heard) == 1


def test_the_slowest_read_of_a_cycle_is_told_and_forgotten_by_the_next() -> None:
    now = [0.0]

    def slow(client: socket.socket) -> None:
        now[0] += 12.0
        client.sendall(answer(b"{}"))

    with server(slow, answer(b"{}")) as (url, _):
        connection = connected(url, clock=lambda: now[0])
        for _ in range(2):
            connection.read("GET", "id", cause="warm read")
        assert connection.slowest_read_s == 12.0
        assert connection.counter.longest_s == {"warm read": 12.0}
        connection.begin()
        assert connection.slowest_read_s == 0.0


def test_no_wait_goes_beyond_the_deadline() -> None:
    slept: list[float] = []
    with (
        server(answer(b"", 503, "Retry-After: 60")) as (url, _),
        pytest.raises(SheetsUnavailableError),
    ):
        connected(url, slept).read("GET", "id", cause="x")
    assert slept == []


def test_redirects_are_not_followed() -> None:
    away = answer(b"", 302, "Location: http://127.0.0.1:9/elsewhere")
    with server(away) as (url, heard), pytest.raises(SheetsRefusedError):
        connected(url).read("GET", "id", cause="x")
    assert len(heard) == 1


def refusal(status: int, message: str) -> bytes:
    return answer(json.dumps({"error": {"code": status, "message": message}}).encode(), status)


def test_a_refused_named_range_is_a_refused_fence_by_id_and_by_name() -> None:
    for message in (
        "Invalid requests[0].deleteNamedRange: No NamedRange with id: rekapin_e1_x",
        "Invalid requests[1].addNamedRange: a named range with that name already exists.",
    ):
        with server(refusal(400, message)) as (url, _), pytest.raises(FenceRefusedError):
            connected(url).write("id:batchUpdate", {}, cause="x")


def test_a_token_that_is_not_accepted_names_the_account() -> None:
    with (
        server(refusal(401, "UNAUTHENTICATED")) as (url, _),
        pytest.raises(AccessError, match="the loopback account"),
    ):
        connected(url).read("GET", "id", cause="x")


def test_proxies_of_the_environment_never_catch_loopback_traffic() -> None:
    with server(answer(b"{}")) as (url, heard):
        connection = connected(url)
        assert connection.gspread.http_client.session.trust_env is False
        connection.read("GET", "id", cause="x")
    assert heard[0].startswith(b"GET /v4/")


@pytest.mark.parametrize("url", ["http://sheets.example:80", "http://10.0.0.1:9"])
def test_a_base_url_of_another_machine_is_refused(url: str) -> None:
    with pytest.raises(AccessError, match="not on this machine"):
        connected(url)


def test_sizes_and_json_are_those_that_go_over_the_wire() -> None:
    with server(answer(b"{}")) as (url, heard):
        connection = connected(url)
        connection.write("id:batchUpdate", {"requests": ["Rp ✓"]}, cause="write")
    body = '{"requests":["Rp ✓"]}'.encode()
    assert heard[0].endswith(b"\r\n\r\n" + body)
    assert connection.counter.sent_bytes["write"] == len(body)


def test_gspread_itself_works_over_the_same_transport() -> None:
    with server(answer(b'{"replies": []}')) as (url, heard):
        assert connected(url).gspread.http_client.batch_update("id", {"requests": []}) == {
            "replies": []
        }
    assert heard[0].startswith(b"POST /v4/spreadsheets/id:batchUpdate")
