"""Kode unik of the practice shop: rest, order of return, the wider range."""

import datetime as dt

import pytest

from automations.practice_shop.codes import CodePool

MONDAY = dt.datetime(2026, 11, 23, 9)
AFTER = dt.timedelta(seconds=1)


def test_a_code_comes_back_only_more_than_three_days_after_payment() -> None:
    pool = CodePool()
    taken = [pool.take(MONDAY) for _ in range(499)]
    assert taken == list(range(1, 500))
    pool.settled(7, MONDAY)
    assert pool.take(MONDAY + dt.timedelta(days=3)) == 500
    rest = [pool.take(MONDAY + dt.timedelta(days=3)) for _ in range(499)]
    assert 7 not in rest
    assert pool.take(MONDAY + dt.timedelta(days=3) + AFTER) == 7


def test_an_expired_code_rests_seven_days_and_a_settled_one_goes_first() -> None:
    pool = CodePool()
    for _ in range(499):
        pool.take(MONDAY)
    pool.expired(3, MONDAY)
    pool.settled(9, MONDAY + dt.timedelta(days=1))
    later = MONDAY + dt.timedelta(days=7)
    assert pool.take(later) == 9
    assert pool.take(later) == 500
    for _ in range(499):
        pool.take(later)
    assert pool.take(later + AFTER) == 3


def test_a_thousand_open_orders_are_refused() -> None:
    pool = CodePool()
    for _ in range(999):
        pool.take(MONDAY)
    with pytest.raises(ValueError, match="999 orders"):
        pool.take(MONDAY)
