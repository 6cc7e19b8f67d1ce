"""Laws of the index arithmetic: stretches and moved lines agree with plain lists."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.localsheets import a1, fieldmask
from automations.localsheets.errors import RefusedError
from automations.localsheets.runs import Runs
from automations.localsheets.shifts import Delete, Insert, Move, Shift

SIZE = 12
lines = st.lists(st.sampled_from([None, "a", "b"]), min_size=SIZE, max_size=SIZE)
places = st.integers(0, SIZE - 1)
counts = st.integers(1, 4)


def runs_of(items: list[Any]) -> Runs:
    return Runs([*enumerate(items), (len(items), None)])


def listed(runs: Runs, size: int) -> list[Any]:
    return [runs.at(row) for row in range(size)]


@given(lines, places, counts)
def test_runs_change_insert_and_delete_as_a_list_does(
    items: list[Any], start: int, count: int
) -> None:
    runs = runs_of(items)
    end = min(SIZE, start + count)

    changed = runs.changed(start, end, lambda old: "c" if old is None else None)
    assert listed(changed, SIZE) == [
        ("c" if item is None else None) if start <= at < end else item
        for at, item in enumerate(items)
    ]
    inserted = [*items[:start], *(["c"] * count), *items[start:]]
    assert listed(runs.inserted(start, count, "c"), SIZE + count) == inserted
    assert (
        listed(runs.deleted(start, count), SIZE - count)
        == (items[:start] + items[start + count :] + [None] * count)[: SIZE - count]
    )
    assert listed(Runs(runs.breaks()), SIZE) == items


def moved(items: list[Any], shift: Shift) -> list[Any]:
    if isinstance(shift, Insert):
        return [*items[: shift.start], *([None] * shift.count), *items[shift.start :]]
    rest = items[: shift.start] + items[shift.start + shift.count :]
    if isinstance(shift, Delete):
        return rest
    block = items[shift.start : shift.start + shift.count]
    at = shift.to if shift.to <= shift.start else shift.to - shift.count
    return rest[:at] + block + rest[at:]


@given(places, counts, places, st.sampled_from(["insert", "delete", "move"]))
def test_a_line_is_found_where_a_list_has_it(start: int, count: int, to: int, kind: str) -> None:
    count = min(count, SIZE - start)
    outside = to if not start < to < start + count else start
    kinds: dict[str, Shift] = {
        "insert": Insert(start, count),
        "delete": Delete(start, count),
        "move": Move(start, count, outside),
    }
    shift = kinds[kind]
    after = moved(list(range(SIZE)), shift)

    found = [shift.index(at) for at in range(SIZE)]

    assert found == [after.index(at) if at in after else None for at in range(SIZE)]


@given(places, counts, places, counts)
def test_a_stretch_keeps_the_lines_it_held_when_others_go(
    first: int, length: int, start: int, count: int
) -> None:
    held = set(range(first, first + length)) - set(range(start, start + count))
    found = Delete(start, count).interval(first, first + length)

    after = {Delete(start, count).index(at) for at in held}
    assert after == (set() if found is None else set(range(found[0] or 0, found[1] or 0)))


def test_an_open_stretch_stays_open_and_a_closed_one_grows_only_inside() -> None:
    assert Insert(0, 1).interval(None, None) == (None, None)
    assert Insert(0, 1).interval(0, None) == (1, None)
    assert Insert(5, 2).interval(0, 5) == (0, 5)
    assert Insert(4, 2).interval(0, 5) == (0, 7)
    assert Move(2, 1, 9).interval(2, 3) == (8, 9)


@given(st.integers(0, 18_277))
def test_column_letters_and_back(column: int) -> None:
    assert a1.column_index(a1.letters(column)) == column


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A1", "A1"),
        ("$B$2:A1", "A1:B2"),
        ("A:C", "A:C"),
        ("2:3", "2:3"),
        ("B2:B", "B2:B"),
        ("A1:A1", "A1"),
        ("AAAA1", None),
        ("A0", None),
        ("", None),
        ("A", None),
    ],
)
def test_areas_are_read_and_written(text: str, shown: str | None) -> None:
    area = a1.area_of(text)

    assert (None if area is None else a1.area_text(area)) == shown


@pytest.mark.parametrize("text", ["a..b", "a(b", "a)", ",", "a b!", "a.(b)"])
def test_a_broken_field_mask_is_refused(text: str) -> None:
    with pytest.raises(RefusedError):
        fieldmask.parse(text)


def test_a_mask_replaces_what_it_names_and_removes_what_is_missing() -> None:
    old = {"a": {"b": 1, "c": 2}, "d": 3}

    assert fieldmask.replaced(old, {"a": {"b": 9}}, fieldmask.parse("a.b,d")) == {
        "a": {"b": 9, "c": 2}
    }
    assert fieldmask.replaced(old, {"e": 1}, fieldmask.parse("*")) == {"e": 1}
    assert old == {"a": {"b": 1, "c": 2}, "d": 3}
