"""Typed rupiah: every form of formats.md 7, and the laws of the parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheet_schema.amounts import (
    Unreadable,
    format_rupiah,
    parse_rupiah,
    parse_sen,
    sen_cell,
    short_rupiah,
)


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [
        ("1.500.000", 1_500_000), ("1,500,000", 1_500_000), ("1 500 000", 1_500_000), ("1500000", 1_500_000),
        ("Rp 1.500.000", 1_500_000), ("Rp1.500.000,00", 1_500_000), ("Rp. 1.500.000,-", 1_500_000),
        ("IDR 1.500.000", 1_500_000), ("rp85.000", 85_000), ("150rb", 150_000), ("150 ribu", 150_000),
        ("150k", 150_000), ("1,5jt", 1_500_000), ("1.5jt", 1_500_000), ("2 juta", 2_000_000), ("15,5rb", 15_500),
        ("-10.000", -10_000), ("(10.000)", -10_000), ("Rp -10.000", -10_000), ("15.000", 15_000), ("0", 0),
        ("'15000", 15_000), (15000, 15_000), (15000.0, 15_000), ("1500000,00", 1_500_000), ("12.000 rupiah", 12_000),
    ],
)  # fmt: skip
def test_a_typed_amount_is_read(typed: str | float, rupiah: int) -> None:
    assert parse_rupiah(typed) == rupiah


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1.500.00", "not_a_number"), ("1.50.000", "not_a_number"), ("1.500,000", "not_a_number"),
        ("1jt5", "not_a_number"), ("1.5", "ambiguous"), ("1,5", "ambiguous"), ("150,5", "ambiguous"),
        ("abc", "not_a_number"), ("15.000 + 2.000", "not_a_number"), (1.5, "lost_zeros"), (float("nan"), "not_a_number"),
        (True, "not_a_number"), ("1,555rb", "not_a_number"), ("12 34", "not_a_number"),
        ("Rp", "not_a_number"),
    ],
)  # fmt: skip
def test_an_amount_that_has_two_readings_or_none_is_asked_back(
    typed: str | float, reason: str
) -> None:
    found = parse_rupiah(typed)

    assert isinstance(found, Unreadable), found
    assert found.reason == reason


def test_a_number_that_lost_its_zeros_is_given_back_with_the_likely_amount() -> None:
    assert parse_rupiah(1.5) == Unreadable("lost_zeros", "1500")
    assert parse_rupiah("85.5") == Unreadable("ambiguous", "85500")


@given(st.integers(-(10**12), 10**12))
def test_what_is_written_is_read_back(amount: int) -> None:
    assert parse_rupiah(format_rupiah(amount)) == amount


@given(st.text(max_size=12))
def test_no_text_is_silently_zero(text: str) -> None:
    found = parse_rupiah(text)

    assert found != 0 or "0" in text or any(sign.isdecimal() for sign in text)


@given(st.integers(-(10**14), 10**14))
def test_sen_survive_their_cell(sen: int) -> None:
    assert parse_sen(sen_cell(sen)) == sen


def test_a_third_decimal_is_no_sen() -> None:
    assert isinstance(parse_sen("1.005"), Unreadable)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(1_862_000, "1,86jt"), (18_400_000, "18,4jt"), (133_000, "133rb"), (999, "999"), (-612_000, "-612rb"), (0, "0"),
     (999_500, "1,00jt"), (123_000_000, "123jt")],
)  # fmt: skip
def test_short_amounts_have_three_digits(amount: int, text: str) -> None:
    assert short_rupiah(amount) == text
