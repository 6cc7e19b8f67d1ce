"""Laws of the engine over any small shop: never beyond a bill or a line, never by row order."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from automations.matching.engine import Decision, decide
from automations.matching.evidence import Due, Line
from tests.matching.cycles import BCA

DAY = dt.date(2026, 11, 1)
NAMES = ("BUDI SANTOSO", "SITI AMINAH", "MUHAMMAD RIZKI", "DEWI")
AMOUNTS = st.sampled_from((100_000, 100_001, 100_250, 150_000, 150_123, 250_000))

LINES = st.lists(
    st.tuples(st.integers(0, 12), AMOUNTS, st.sampled_from(NAMES), st.sampled_from(("", "N1001", "N1003"))),
    max_size=8,
)  # fmt: skip
DUES = st.lists(
    st.tuples(st.integers(0, 12), AMOUNTS, st.sampled_from(NAMES), st.sampled_from((0, 1, 123, 250)),
              st.sampled_from((0, 0, 100_000)), st.booleans()),
    max_size=8,
)  # fmt: skip


def shop(
    lines: list[tuple[int, int, str, str]], dues: list[tuple[int, int, str, int, int, bool]]
) -> tuple[list[Line], list[Due]]:
    made = [
        Line(f"M-{i}", "BCA", DAY + dt.timedelta(day), idr, f"{note} {name}", name, "person")
        for i, (day, idr, name, note) in enumerate(lines)
    ]
    owed = [
        Due(f"N{1001 + i}", idr, code, down, "BCA", "", name, DAY + dt.timedelta(day),
            DAY + dt.timedelta(day + 15), live)
        for i, (day, idr, name, code, down, live) in enumerate(dues)
    ]  # fmt: skip
    return made, owed


def decided(lines: list[Line], dues: list[Due]) -> Decision:
    return decide(lines, dues, BCA)


@settings(max_examples=150, deadline=None)
@given(LINES, DUES)
def test_no_order_is_booked_beyond_its_due_and_no_line_beyond_its_amount(
    lines: list[tuple[int, int, str, str]], dues: list[tuple[int, int, str, int, int, bool]]
) -> None:
    paying, owed = shop(lines, dues)
    found = decided(paying, owed)
    by_order: dict[str, int] = {}
    amount = {line.line_id: line.idr for line in paying}
    for line_id, pair in found.automatic.items():
        assert pair.idr == amount[line_id]
        by_order[pair.order_no] = by_order.get(pair.order_no, 0) + pair.idr
    asked = {due.order_no: due.due_idr for due in owed if due.live}
    assert all(idr <= asked[order_no] for order_no, idr in by_order.items())
    assert not found.automatic.keys() & found.proposals.keys()


@settings(max_examples=150, deadline=None)
@given(LINES, DUES, st.randoms(use_true_random=False))
def test_the_same_is_decided_after_shuffling_lines_and_orders(
    lines: list[tuple[int, int, str, str]],
    dues: list[tuple[int, int, str, int, int, bool]],
    chance: "object",
) -> None:
    paying, owed = shop(lines, dues)
    first = decided(paying, owed)
    chance.shuffle(paying)  # type: ignore[attr-defined]
    chance.shuffle(owed)  # type: ignore[attr-defined]
    assert decided(paying, owed) == first
