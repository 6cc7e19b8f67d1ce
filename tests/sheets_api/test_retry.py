"""Which failures are tried again, and after how long."""

import pytest

from automations.sheets_api.retry import Failure, Kind, RetryPolicy, kind_of, retry_after_s

POLICY = RetryPolicy(base_s=1.0)


@pytest.mark.parametrize(
    ("status", "read_again", "write_again"),
    [
        (0, True, False),  # no answer at all
        (200, True, False),  # a broken body
        (400, False, False),
        (401, False, False),
        (403, False, False),
        (404, False, False),
        (409, False, False),
        (429, True, True),
        (500, True, False),
        (502, True, False),
        (503, True, False),
        (504, True, False),
    ],
)
def test_a_write_is_repeated_only_when_nothing_was_applied(
    status: int, read_again: bool, write_again: bool
) -> None:
    failure = Failure(status, "")
    assert (POLICY.wait_s(Kind.READ, 1, failure, 0.5) is not None) is read_again
    assert (POLICY.wait_s(Kind.WRITE, 1, failure, 0.5) is not None) is write_again


def test_waits_double_up_to_the_cap_and_are_drawn_from_the_whole_span() -> None:
    many = RetryPolicy(tries=99, base_s=1.0)
    waits = [many.wait_s(Kind.READ, tried, Failure(503, ""), 0.5) for tried in range(1, 10)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 32.0, 32.0]
    assert many.wait_s(Kind.READ, 5, Failure(503, ""), 0.0) == 0.0


def test_the_sixth_try_is_the_last() -> None:
    assert POLICY.wait_s(Kind.READ, 5, Failure(503, ""), 0.5) is not None
    assert POLICY.wait_s(Kind.READ, 6, Failure(503, ""), 0.5) is None


def test_retry_after_is_honoured_but_capped() -> None:
    assert POLICY.wait_s(Kind.READ, 1, Failure(429, "", retry_after_s=7), 0.5) == 7
    assert POLICY.wait_s(Kind.WRITE, 1, Failure(429, "", retry_after_s=3600), 0.5) == 64


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        ("soon", None),
        ("Sat, 21 Nov 2026 07:05:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 07:04:00 GMT", 0.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(
    header: str | None, seconds: float | None
) -> None:
    assert retry_after_s(header, "Sat, 21 Nov 2026 07:05:00 GMT") == seconds


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("get", "/v4/spreadsheets/x", Kind.READ),
        ("POST", "/v4/spreadsheets/x/values:batchGetByDataFilter", Kind.READ),
        ("POST", "/v4/spreadsheets/x:getByDataFilter?fields=a", Kind.READ),
        ("POST", "/v4/spreadsheets/x:batchUpdate", Kind.WRITE),
        ("POST", "/v4/spreadsheets/x/values:batchUpdateByDataFilter", Kind.WRITE),
        ("PUT", "/v4/spreadsheets/x/values/A1", Kind.WRITE),
    ],
)
def test_a_post_that_only_filters_is_a_read(method: str, path: str, kind: Kind) -> None:
    assert kind_of(method, path) is kind
