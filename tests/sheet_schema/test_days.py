"""Typed dates: every form of formats.md 7, day first always."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheet_schema.amounts import Unreadable
from sheet_schema.days import format_day, from_serial, moment_of, parse_day, serial, serial_at

DAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed",
    ["21/11/26", "21-11-2026", "21.11.2026", "21/11/2026", "2026-11-21", "21 November 2026", "21 Nop 26", "21 nov 2026",
     "Sabtu, 21-11-2026", "21-Nop-2026", "'21/11/2026", 46347, 46347.75, "21 Nopember 2026"],
)  # fmt: skip
def test_a_typed_day_is_read(typed: str | float) -> None:
    assert parse_day(typed) == DAY


@pytest.mark.parametrize(("word", "month"), [("Mei", 5), ("Agu", 8), ("Agt", 8), ("Ags", 8), ("Okt", 10), ("Des", 12),
                                             ("Peb", 2), ("Agustus", 8), ("Maret", 3)])  # fmt: skip
def test_indonesian_months_are_known(word: str, month: int) -> None:
    assert parse_day(f"3 {word} 2026") == dt.date(2026, month, 3)


def test_the_day_stands_before_the_month() -> None:
    assert parse_day("01/02/2026") == dt.date(2026, 2, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "13/13/26",
        "31/11/2026",
        "21/11",
        "21/11/19",
        "21/11/1926",
        "kemarin",
        "20/11/20266",
        12,
        True,
        "",
        "11/2026",
    ],
)
def test_what_is_no_day_is_asked_back(typed: str | float) -> None:
    assert isinstance(parse_day(typed), Unreadable)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_survives_text_and_serial(day: dt.date) -> None:
    assert parse_day(format_day(day)) == day
    assert from_serial(serial(day)) == day


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)))
def test_a_moment_survives_its_serial_to_the_second(moment: dt.datetime) -> None:
    assert moment_of(serial_at(moment)) == moment.replace(microsecond=0)
