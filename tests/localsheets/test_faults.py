"""The fault switches: what a client sees, what was applied, and that each is counted."""

import time

import pytest
import requests

from automations.localsheets import LocalSheets
from tests.localsheets.conftest import NOON, Http
from tests.localsheets.drawn_requests import add_name, drop_name, write

BATCH = ":batchUpdate"


def send(http: Http, *changes: dict[str, object]) -> requests.Response:
    path = f"/v4/spreadsheets/{http.book_id}:batchUpdate"
    return http.call("POST", path, {"requests": list(changes)})


@pytest.mark.parametrize(("status", "retry_after"), [(429, "7"), (429, None), (500, None)])
def test_a_status_before_applying_changes_nothing(
    http: Http, sheets_server: LocalSheets, status: int, retry_after: str | None
) -> None:
    sheets_server.faults.add("status", path=BATCH, status=status, retry_after=retry_after)

    answer = send(http, write(0, 0, "x"))

    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == retry_after
    assert answer.json()["error"]["code"] == status
    assert http.values("A1") == []
    assert sheets_server.faults.counts == {"status": 1}


def test_a_quota_refusal_names_the_quota(http: Http, sheets_server: LocalSheets) -> None:
    sheets_server.faults.add("status", path=BATCH, status=429)

    error = send(http, write(0, 0, "x")).json()["error"]

    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert error["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
    assert error["details"][0]["metadata"]["quota_limit"] == "WriteRequestsPerMinutePerUser"


def test_an_html_502_has_no_json(http: Http, sheets_server: LocalSheets) -> None:
    sheets_server.faults.add("status", path="values", status=502, html=True)

    answer = http.call("GET", f"/v4/spreadsheets/{http.book_id}/values/A1")

    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")


def test_a_503_after_applying_hides_a_success(http: Http, sheets_server: LocalSheets) -> None:
    sheets_server.faults.add("applied_then_status", path=BATCH, status=503)

    assert send(http, write(0, 0, "x")).status_code == 503
    assert http.values("A1") == [["x"]]


@pytest.mark.parametrize(
    ("fault", "left"), [("cut", []), ("applied_then_cut", [["x"]]), ("cut_body", [["x"]])]
)
def test_a_cut_connection_leaves_the_client_without_an_answer(
    http: Http, sheets_server: LocalSheets, fault: str, left: list[list[str]]
) -> None:
    sheets_server.faults.add(fault, path=BATCH)

    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        send(http, write(0, 0, "x"))

    assert http.values("A1") == left
    assert sheets_server.faults.counts == {fault: 1}


def test_an_empty_body_is_a_200_without_json(http: Http, sheets_server: LocalSheets) -> None:
    sheets_server.faults.add("empty_body", path=BATCH)

    answer = send(http, write(0, 0, "x"))

    assert (answer.status_code, answer.content) == (200, b"")
    assert http.values("A1") == [["x"]]


def test_a_late_batch_is_applied_after_the_connection_was_cut(
    http: Http, sheets_server: LocalSheets
) -> None:
    sheets_server.faults.add("late", path=BATCH, seconds=0.2)

    with pytest.raises(requests.ConnectionError):
        send(http, write(0, 0, "x"))

    assert http.values("A1") == []
    for _ in range(100):
        if http.values("A1"):
            break
        time.sleep(0.05)
    assert http.values("A1") == [["x"]]


def test_a_duplicate_delivery_appends_twice(http: Http, sheets_server: LocalSheets) -> None:
    sheets_server.faults.add("duplicate", path=":append")

    http.book("/values/A1:append", "POST", {"values": [["n"]]}, valueInputOption="RAW")

    assert http.values("A1:A9") == [["n"], ["n"]]


def test_a_duplicate_delivery_of_a_fenced_batch_is_refused_the_second_time(
    http: Http, sheets_server: LocalSheets
) -> None:
    http.batch(add_name("fence_1", 0, 1, 0, 1, given_id="fence_1"))
    sheets_server.faults.add("duplicate", path=BATCH)
    row = {"values": [{"userEnteredValue": {"stringValue": "N1"}}]}
    append = {"appendCells": {"sheetId": 0, "rows": [row], "fields": "userEnteredValue"}}

    http.batch(drop_name("fence_1"), add_name("fence_2", 0, 1, 0, 1, given_id="fence_2"), append)

    assert http.values("A1:A9") == [["N1"]]


def test_a_stale_read_shows_the_book_before_the_last_change(
    http: Http, sheets_server: LocalSheets
) -> None:
    http.put("A1", [["old", "=A1"]], "USER_ENTERED")
    http.put("A1", [["new"]])
    sheets_server.faults.add("stale_read", path="/values/", times=1)

    assert http.values("A1:B1") == [["old", "old"]]
    assert http.values("A1:B1") == [["new", "new"]]


def test_a_false_fence_refusal_applies_nothing(http: Http, sheets_server: LocalSheets) -> None:
    sheets_server.faults.add("false_fence", path=BATCH)

    message = http.refusal(write(0, 0, "x"), add_name("fence_9", 0, 1, 0, 1, given_id="fence_9"))

    assert message == (
        "Invalid requests[1].addNamedRange: Cannot add named range with name fence_9, "
        "a named range with that name already exists."
    )
    assert http.values("A1") == []


def test_two_rivals_are_both_accepted(http: Http, sheets_server: LocalSheets) -> None:
    http.batch(add_name("fence_1", 0, 1, 0, 1, given_id="fence_1"))
    step = (drop_name("fence_1"), add_name("fence_2", 0, 1, 0, 1, given_id="fence_2"))
    http.batch(*step, write(0, 0, "first"))
    sheets_server.faults.add("rivals", path=BATCH)

    http.batch(*step, write(0, 1, "second"))

    assert http.values("A1:B1") == [["first", "second"]]
    assert len(http.book(fields="namedRanges")["namedRanges"]) == 1


def test_a_rule_hits_the_nth_request_and_as_many_as_it_says(
    http: Http, sheets_server: LocalSheets
) -> None:
    sheets_server.faults.add("status", method="GET", path="/values/", nth=2, times=2, status=500)
    path = f"/v4/spreadsheets/{http.book_id}/values/A1"

    seen = [http.call("GET", path).status_code for _ in range(5)]

    assert seen == [200, 500, 500, 200, 200]


def test_silence_outlasts_the_readers_patience(http: Http, sheets_server: LocalSheets) -> None:
    sheets_server.faults.add("applied_then_silence", path=BATCH, seconds=1)
    url = f"{sheets_server.base_url}/v4/spreadsheets/{http.book_id}:batchUpdate"
    headers = {"Authorization": "Bearer owner-token"}

    with pytest.raises(requests.ReadTimeout):
        http.session.post(url, json={"requests": [write(0, 0, "x")]}, headers=headers, timeout=0.3)

    assert http.values("A1") == [["x"]]


def test_append_cells_may_land_at_the_grid_end(http: Http, sheets_server: LocalSheets) -> None:
    sheets_server.faults.add("append_at_end", path=BATCH)
    row = {"values": [{"userEnteredValue": {"stringValue": "N2"}}]}

    http.batch({"appendCells": {"sheetId": 0, "rows": [row], "fields": "userEnteredValue"}})

    assert http.values("A1001") == [["N2"]]


def test_switches_and_the_request_log_work_over_http(http: Http) -> None:
    rule = {"fault": "status", "path": BATCH, "status": 500}
    shown = http.call("POST", "/chaos", rule).json()
    send(http, write(0, 0, "x"))
    send(http, write(0, 0, "x"))

    log = http.call("GET", "/chaos/requests").json()["requests"]

    assert shown["rules"][0]["fault"] == "status"
    assert [one["status"] for one in log] == [500, 200]
    assert log[0]["template"] == "/v4/spreadsheets/{spreadsheetId}:batchUpdate"
    assert log[0]["bytes_in"] > 100
    assert http.call("GET", "/chaos").json()["counts"] == {"status": 1}


def test_an_unknown_fault_is_refused(http: Http, sheets_server: LocalSheets) -> None:
    assert http.call("POST", "/chaos", {"fault": "gremlin"}).status_code == 400
    with pytest.raises(ValueError, match="gremlin"):
        sheets_server.faults.add("gremlin")


def test_a_server_without_chaos_has_no_switches() -> None:
    with LocalSheets(None, now=lambda: NOON) as server:
        headers = {"Authorization": "Bearer x"}
        answer = requests.post(f"{server.base_url}/chaos", json={}, headers=headers, timeout=5)

    assert answer.status_code == 404


def test_formula_cells_may_still_be_loading(http: Http, sheets_server: LocalSheets) -> None:
    http.put("A1", [[1, "=A1+1"]], "USER_ENTERED")
    sheets_server.faults.add("loading", path="/values/")

    assert http.values("A1:B1") == [[1, "Loading..."]]
    assert http.values("A1:B1") == [[1, 2]]


def test_ranges_of_one_read_may_be_of_different_age(http: Http, sheets_server: LocalSheets) -> None:
    http.put("A1", [["old"], ["old"]])
    http.put("A1", [["new"], ["new"]])
    sheets_server.faults.add("skew", path="ByDataFilter")

    body = {"dataFilters": [{"a1Range": "A1"}, {"a1Range": "A2"}]}
    found = http.book("/values:batchGetByDataFilter", "POST", body)["valueRanges"]

    assert [one["valueRange"]["values"] for one in found] == [[["new"]], [["old"]]]
