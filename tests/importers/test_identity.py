"""Laws of merging: nothing doubled, nothing lost, PEND lines keep their id."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import accumulate, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from automations.importers.identity import LedgerLine, Merged, merge, mint
from automations.workbook.arrivals import StatementLine

SEEN = dt.datetime(2026, 11, 21, 14, 5)
DAY = dt.date(2026, 11, 20)


def line(day: dt.date | None, text: str, amount: int, balance: int | None = None) -> StatementLine:
    return StatementLine(day, text, amount, balance)


def filed(ledger: tuple[LedgerLine, ...], *lines: StatementLine, account: str = "BCA") -> Merged:
    return merge(ledger, lines, account=account, source="a.csv", seen_at=SEEN)


def content(ledger: tuple[LedgerLine, ...]) -> Counter[tuple[object, ...]]:
    return Counter((x.booked_on, x.description, x.amount_sen, x.balance_sen) for x in ledger)


@st.composite
def statements(draw: st.DrawFn) -> list[StatementLine]:
    """A statement of few texts and amounts, so that genuine twins are common; balances run."""
    steps = draw(st.lists(st.integers(0, 1), min_size=1, max_size=14))
    days = [DAY + dt.timedelta(days=n) for n in accumulate(steps)]
    texts = st.sampled_from(["SETORAN TUNAI", "BUDI", "SITI"])
    amounts = [draw(st.sampled_from([5_000_000, 7_500_000])) for _ in days]
    balances = list(accumulate(amounts, initial=100_000_000))[1:]
    return [
        line(day, draw(texts), amount, balance)
        for day, amount, balance in zip(days, amounts, balances, strict=True)
    ]


@given(statements())
def test_importing_again_adds_nothing(lines: list[StatementLine]) -> None:
    once = filed((), *lines)
    again = filed(once.ledger, *lines)
    assert again.ledger == once.ledger
    assert again.line_ids == once.line_ids
    assert again.new_ids == ()


@given(statements(), st.data())
def test_overlapping_pieces_in_any_order_give_the_same_ledger(
    lines: list[StatementLine], data: st.DataObject
) -> None:
    cuts = sorted({0, len(lines), *data.draw(st.lists(st.integers(0, len(lines)), max_size=4))})
    overlap = data.draw(st.integers(0, 4))
    pieces = [lines[max(0, a - overlap) : b] for a, b in pairwise(cuts)]
    ledger: tuple[LedgerLine, ...] = ()
    for piece in data.draw(st.permutations(pieces)):
        ledger = filed(ledger, *piece).ledger
    assert content(ledger) == content(filed((), *lines).ledger)


@given(statements(), st.data())
@settings(max_examples=60)
def test_whole_days_without_balances_in_any_order_give_the_same_ledger(
    lines: list[StatementLine], data: st.DataObject
) -> None:
    bare = [replace(each, balance_sen=None) for each in lines]
    days = sorted({each.booked_on for each in bare if each.booked_on})
    width = data.draw(st.integers(1, 3))
    pieces = [[x for x in bare if x.booked_on in days[i : i + width]] for i in range(len(days))]
    ledger: tuple[LedgerLine, ...] = ()
    for piece in data.draw(st.permutations(pieces)):
        ledger = filed(ledger, *piece).ledger
    assert content(ledger) == content(filed((), *bare).ledger)


@given(statements())
def test_ids_are_unique_and_shaped(lines: list[StatementLine]) -> None:
    ids = [each.line_id for each in filed((), *lines).ledger]
    assert len(set(ids)) == len(lines)
    assert all(len(i) == 10 and i.startswith("M-") and not set(i[2:]) & set("ILOU") for i in ids)


@given(statements())
def test_an_export_without_balances_names_the_same_lines(lines: list[StatementLine]) -> None:
    once = filed((), *lines)
    bare = filed(once.ledger, *(replace(each, balance_sen=None) for each in lines))
    assert bare.ledger == once.ledger
    first = filed((), *(replace(each, balance_sen=None) for each in lines))
    second = filed(first.ledger, *lines)
    assert second.new_ids == ()
    assert content(second.ledger) == content(once.ledger)


def test_genuine_twins_survive() -> None:
    twin = line(DAY, "SETORAN TUNAI", 5_000_000)
    assert len(filed((), twin, twin).ledger) == 2


def test_balances_separate_twins_of_two_pastes() -> None:
    first = filed((), line(DAY, "SETORAN TUNAI", 5_000_000, 105_000_000))
    both = filed(first.ledger, line(DAY, "SETORAN TUNAI", 5_000_000, 110_000_000))
    assert len(both.ledger) == 2


def test_pend_line_keeps_its_id_when_it_gets_its_day() -> None:
    pending = filed((), line(None, "TRSF E-BANKING CR BUDI", 15_012_300))
    settled = filed(pending.ledger, line(DAY, "TRSF E-BANKING  CR BUDI", 15_012_300, 99_000_000))
    assert settled.line_ids == pending.line_ids
    assert [(x.booked_on, x.balance_sen) for x in settled.ledger] == [(DAY, 99_000_000)]


def test_older_export_with_pend_adds_nothing_after_settling() -> None:
    settled = filed((), line(DAY, "BUDI", 15_012_300, 99_000_000))
    again = filed(settled.ledger, line(None, "BUDI", 15_012_300))
    assert again.ledger == settled.ledger


def test_dated_and_pending_twin_of_one_file_are_two_lines() -> None:
    pending = filed((), line(None, "BUDI", 15_012_300))
    both = filed(pending.ledger, line(DAY, "BUDI", 15_012_300, 1), line(None, "BUDI", 15_012_300))
    assert [x.booked_on for x in both.ledger] == [DAY, None]
    assert both.line_ids[0] == pending.line_ids[0]


def test_pend_line_of_long_ago_is_not_taken_for_a_new_payment() -> None:
    pending = filed((), line(None, "SETORAN TUNAI", 5_000_000))
    later = filed(pending.ledger, line(DAY + dt.timedelta(days=60), "SETORAN TUNAI", 5_000_000, 1))
    assert len(later.ledger) == 2


def test_pend_line_of_an_old_statement_filed_late_still_settles() -> None:
    pending = filed((), line(None, "BUDI", 15_012_300))
    settled = filed(pending.ledger, line(DAY - dt.timedelta(days=40), "BUDI", 15_012_300, 1))
    assert settled.line_ids == pending.line_ids


def test_other_wording_with_the_same_balance_is_the_same_line() -> None:
    first = filed((), line(DAY, "TRSF E-BANKING CR BUDI", 15_012_300, 99_000_000))
    second = filed(first.ledger, line(DAY, "TRANSFER DARI BUDI", 15_012_300, 99_000_000))
    assert second.ledger == first.ledger


def test_unique_code_apart_is_another_line() -> None:
    both = filed((), line(DAY, "BUDI", 15_012_300, 1), line(DAY, "BUDI", 15_012_400, 2))
    assert len(both.ledger) == 2


def test_accounts_do_not_mix() -> None:
    first = filed((), line(DAY, "BIAYA ADM", -1_500_000))
    second = filed(first.ledger, line(DAY, "BIAYA ADM", -1_500_000), account="Mandiri")
    assert [x.account for x in second.ledger] == ["BCA", "Mandiri"]


def test_minted_id_avoids_taken_ones() -> None:
    same = line(DAY, "BUDI", 15_012_300)
    first = mint(same, "BCA", 1, frozenset())
    assert mint(same, "BCA", 1, frozenset()) == first
    assert mint(same, "BCA", 1, {first}) != first
