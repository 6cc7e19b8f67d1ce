"""The running balance joins up whatever order lines were filed in; a gap is named once."""

import datetime as dt
import random

from automations.importers.balances import gaps
from automations.importers.identity import LedgerLine

SEEN = dt.datetime(2026, 11, 21, 14, 5)


def ledger(*steps: tuple[int, int, int | None]) -> list[LedgerLine]:
    """Lines of (day of November, amount, balance after); ids ``M-1``, ``M-2``, …."""
    return [
        LedgerLine(f"M-{i}", "BCA", dt.date(2026, 11, day), "x", amount, balance, "a.csv", SEEN)
        for i, (day, amount, balance) in enumerate(steps, start=1)
    ]


def test_lines_filed_in_any_order_join_up() -> None:
    lines = ledger((19, 50, 150), (20, 30, 180), (20, -80, 100), (20, 80, 180), (21, 5, 185))
    for seed in range(20):
        mixed = lines[:]
        random.Random(seed).shuffle(mixed)
        assert gaps(mixed) == ()


def test_missing_line_between_days_is_a_gap() -> None:
    (gap,) = gaps(ledger((19, 50, 150), (20, 30, 210)))
    assert (gap.after.day, gap.before.day, gap.missing_sen, gap.line_id) == (19, 20, 30, "M-2")


def test_missing_line_inside_a_day_is_a_gap() -> None:
    (gap,) = gaps(ledger((20, 50, 150), (20, 30, 210), (21, 10, 220)))
    assert (gap.after.day, gap.before.day, gap.missing_sen) == (20, 20, 30)


def test_line_without_balance_fills_the_gap() -> None:
    assert gaps(ledger((19, 50, 150), (20, 30, None), (20, 30, 210), (21, 10, 220))) == ()


def test_day_that_ends_where_it_began_joins_up() -> None:
    assert gaps(ledger((19, 50, 150), (20, 30, 180), (20, -30, 150), (21, 10, 160))) == ()


def test_pending_line_is_no_gap() -> None:
    (first,) = ledger((19, 50, 150))
    pending = LedgerLine("M-9", "BCA", None, "x", 77, None, "a.csv", SEEN)
    assert gaps([first, pending]) == ()
