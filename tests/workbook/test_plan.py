"""Laws of the write plan: applying it leaves nothing to change, and a key keeps its row."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.workbook.contents import WantedTab
from automations.workbook.plan import CellsChange, PlanError, WritePlan, applied
from sheet_schema.cells import Cells, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional
from sheet_schema.tabs import ORDERS


@dataclass(frozen=True)
class Keyed(SheetRow):
    """A keyed bot tab."""

    tab_key: ClassVar[str] = "keyed"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("key",)
    key: Column[str] = col(Text())
    a: Column[str | None] = optional(Text())
    b: Column[str | None] = optional(Text())


@dataclass(frozen=True)
class Ordered(SheetRow):
    """A short tab for people."""

    tab_key: ClassVar[str] = "ordered"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("key",)
    ordered: ClassVar[bool] = True
    top: ClassVar[int] = 3
    key: Column[str] = col(Text())
    a: Column[str | None] = optional(Text())
    b: Column[str | None] = optional(Text())


CELL = st.sampled_from(["", "x", "y", 0, 1, True, False, 1.5])
ROW = st.tuples(st.sampled_from(["k1", "k2", "k3", "k4", ""]), CELL, CELL)
HELD = st.lists(ROW, max_size=7).map(tuple)
WANTED = st.dictionaries(
    st.sampled_from(["k1", "k2", "k3", "k4", "k5"]), st.tuples(CELL, CELL), max_size=5
).map(lambda rows: tuple((key, *cells) for key, cells in rows.items()))
TABS = st.sampled_from([Keyed, Ordered])


def after(
    tab: type[SheetRow], held: tuple[Cells, ...], changes: tuple[CellsChange, ...]
) -> tuple[Cells, ...]:
    return applied(held, changes, top=tab.top, left=tab.left, width=3)


def contents(rows: tuple[Cells, ...]) -> list[str]:
    """Rows without blanks, as text, since TRUE is not 1."""
    return sorted(
        repr(row) for row in rows if any(isinstance(cell, bool) or cell != "" for cell in row)
    )


@given(wanted=WANTED, held=HELD, tab=TABS)
def test_applying_a_plan_leaves_nothing_to_change(
    wanted: tuple[Cells, ...], held: tuple[Cells, ...], tab: type[SheetRow]
) -> None:
    plan = WritePlan.of([WantedTab(tab, wanted)])
    held = after(tab, held, plan.changes({tab.tab_key: held}))

    assert plan.changes({tab.tab_key: held}) == ()
    assert contents(held) == contents(wanted)


@given(wanted=WANTED, held=HELD)
def test_a_key_wanted_before_and_after_keeps_its_row(
    wanted: tuple[Cells, ...], held: tuple[Cells, ...]
) -> None:
    first = {row[0]: i for i, row in reversed(list(enumerate(held))) if row[0] != ""}
    changes = WritePlan.of([WantedTab(Keyed, wanted)]).changes({"keyed": held})
    now = after(Keyed, held, changes)

    for row in wanted:
        if row[0] in first:
            assert now[first[str(row[0])]][0] == row[0]


@given(wanted=WANTED, held=HELD)
def test_a_patch_gives_up_no_row(wanted: tuple[Cells, ...], held: tuple[Cells, ...]) -> None:
    changes = WritePlan.of([WantedTab(Keyed, wanted, patch=True)]).changes({"keyed": held})
    now = after(Keyed, held, changes)

    kept = {row[0] for row in held} - {row[0] for row in wanted}
    assert {row[0] for row in now} - {""} >= kept - {""}


def test_one_changed_cell_is_one_change_of_one_cell() -> None:
    held: tuple[Cells, ...] = (("k1", "x", "y"), ("k2", "x", "y"))

    changes = WritePlan.of([WantedTab(Keyed, (("k1", "x", "y"), ("k2", "x", "z")))]).changes(
        {"keyed": held}
    )

    assert changes == (CellsChange("keyed", 3, 2, ("z",)),)


def test_a_stamp_alone_is_no_reason_to_write_and_travels_with_another_change() -> None:
    held: tuple[Cells, ...] = (("k1", "x", 1), ("k2", "x", 1))
    stamped = frozenset({2})

    quiet = WritePlan.of([WantedTab(Keyed, (("k1", "x", 2), ("k2", "x", 2)), stamps=stamped)])
    busy = WritePlan.of([WantedTab(Keyed, (("k1", "x", 2), ("k2", "z", 2)), stamps=stamped)])

    assert quiet.changes({"keyed": held}) == ()
    assert busy.changes({"keyed": held}) == (CellsChange("keyed", 3, 1, ("z", 2)),)


def test_the_note_row_is_sent_only_with_another_change_of_its_tab() -> None:
    held: tuple[Cells, ...] = (("k1", "x", "y"),)
    same = WantedTab(Ordered, (("k1", "x", "y"),), notes=("as of 14.05",))
    other = WantedTab(Ordered, (("k1", "x", "z"),), notes=("as of 14.05",))

    assert WritePlan.of([same]).changes({"ordered": held}) == ()
    assert WritePlan.of([other]).changes({"ordered": held})[-1] == CellsChange(
        "ordered", 2, 0, ("as of 14.05",), stamp=True
    )


def test_a_staff_tab_cannot_be_planned() -> None:
    with pytest.raises(PlanError, match="not a bot tab"):
        WritePlan.of([WantedTab(ORDERS, ())])


def test_two_writers_of_one_tab_are_refused() -> None:
    with pytest.raises(PlanError, match="two writers"):
        WritePlan.of([WantedTab(Keyed, ()), WantedTab(Keyed, ())])


def test_a_key_wanted_twice_is_refused() -> None:
    plan = WritePlan.of([WantedTab(Keyed, (("k1", "x", "y"), ("k1", "z", "y")))])

    with pytest.raises(PlanError, match="wanted twice"):
        plan.changes({})


def test_a_row_of_a_journal_that_somebody_duplicated_becomes_blank_once() -> None:
    held: tuple[Cells, ...] = (("k1", "x", "y"), ("k2", "x", "y"), ("k1", "x", "z"))
    plan = WritePlan.of([WantedTab(Keyed, (("k1", "x", "y"),), patch=True)])

    held = after(Keyed, held, plan.changes({"keyed": held}))

    assert held == (("k1", "x", "y"), ("k2", "x", "y"), ("", "", ""))
    assert plan.changes({"keyed": held}) == ()
