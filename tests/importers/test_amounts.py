"""Money styles are declared: what does not fit is an error, never another amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.importers.amounts import Style, UnreadableAmountError, sen, whole_rupiah


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("1,127,500.00", "en", 112_750_000),
        ("511400.00", "en", 51_140_000),
        (" 20,000 ", "en", 2_000_000),
        (".00", "en", 0),
        ("67887.67", "en", 6_788_767),
        ("Rp 100.000,00", "id", 10_000_000),
        ("-1.500", "id", -150_000),
    ],
)
def test_declared_style_is_read_exactly(text: str, style: Style, expected: int) -> None:
    assert sen(text, style=style) == expected


@pytest.mark.parametrize("text", ["1.250", "1.5", "1,50", "", "-", "abc", "1,2345", "1e5", "٣"])
def test_other_texts_are_errors(text: str) -> None:
    with pytest.raises(UnreadableAmountError):
        sen(text, style="en")


@given(st.integers(0, 10**13))
def test_printed_amounts_come_back(amount: int) -> None:
    assert sen(f"{amount // 100:,}.{amount % 100:02}", style="en") == amount


@pytest.mark.parametrize("text", ["9.9", "17.0", "1.250.00", "43,000", "1.5", "", "45.2000"])
def test_damaged_rupiah_is_an_error(text: str) -> None:
    with pytest.raises(UnreadableAmountError):
        whole_rupiah(text)


def test_rupiah_with_and_without_dots() -> None:
    assert [whole_rupiah(t) for t in ("91.000", "1.300.975", "0", "10205")] == [
        91_000,
        1_300_975,
        0,
        10_205,
    ]
