"""Dropdown lists: entries keep their line, at most one cell for one new entry."""

from hypothesis import given
from hypothesis import strategies as st

from automations.rules.list_slots import kept_slots

NAMES = st.lists(st.sampled_from([f"N{n}" for n in range(12)]), max_size=10, unique=True)


def test_a_new_entry_takes_the_line_of_the_one_that_left() -> None:
    assert kept_slots({0: "N3", 1: "N2", 2: "N1"}, ["N4", "N3", "N1"], 3) == ["N3", "N4", "N1"]


def test_lines_at_the_end_that_are_free_are_dropped() -> None:
    assert kept_slots({0: "N3", 1: "N2", 2: "N1"}, ["N3"], 3) == ["N3"]


@given(NAMES, NAMES, st.integers(1, 12))
def test_every_wanted_entry_stands_once_and_none_that_stays_moves(
    before: list[str], wanted: list[str], longest: int
) -> None:
    held = dict(enumerate(before[:longest]))

    lines = kept_slots(held, wanted, longest)

    assert sorted(filter(None, lines)) == sorted(wanted[:longest])
    assert len(lines) <= longest
    assert all(lines[at] == entry for at, entry in held.items() if entry in set(wanted[:longest]))
