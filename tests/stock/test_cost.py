"""Moving average cost: no rupiah is made or lost, and what is unknown stays unknown."""

from hypothesis import given
from hypothesis import strategies as st

from automations.stock.cost import DayMoves, roll

receipts = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 99_999)), min_size=1, max_size=8)


@given(receipts, st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_value_received_is_value_taken_plus_value_left(
    bought: list[tuple[int, int]], sold: list[int]
) -> None:
    there, days, paid = 0, [], 0
    for (qty, price), wish in zip(bought, sold, strict=False):
        out = min(wish, there + qty)
        there += qty - out
        paid += qty * price
        days.append(DayMoves(in_qty=qty, in_value_idr=qty * price, out_qty=out))
    steps = roll(days, None)
    taken = sum(step.taken_idr or 0 for step in steps)
    assert steps[-1].value_idr is not None
    assert taken + steps[-1].value_idr == paid
    assert steps[-1].qty == there


def test_residue_goes_with_the_last_piece() -> None:
    """3 for 100: 33, 33, 34."""
    steps = roll([DayMoves(3, 100, 0, 1), DayMoves(out_qty=1), DayMoves(out_qty=1)], None)
    assert [step.taken_idr for step in steps] == [33, 33, 34]
    assert steps[-1].value_idr == 0


def test_average_of_two_prices() -> None:
    last = roll([DayMoves(10, 500_000), DayMoves(10, 700_000, 0, 5)], None)[-1]
    assert (last.average_idr, last.value_idr) == (60_000, 900_000)


def test_receipt_of_unknown_cost_makes_all_unknown_until_the_shelf_was_empty() -> None:
    steps = roll(
        [
            DayMoves(2, 100),
            DayMoves(2, None),
            DayMoves(1, 90),
            DayMoves(out_qty=5),
            DayMoves(1, 90),
        ],
        None,
    )
    assert [step.value_idr for step in steps] == [100, None, None, 0, 90]


def test_counted_loss_leaves_at_the_average() -> None:
    last = roll([DayMoves(10, 1000), DayMoves(counted_qty=7)], None)[-1]
    assert (last.qty, last.value_idr, last.taken_idr) == (7, 700, 300)


def test_counted_surplus_comes_in_at_the_average() -> None:
    last = roll([DayMoves(10, 1000, counted_qty=12)], None)[-1]
    assert (last.qty, last.value_idr) == (12, 1200)


def test_parcel_back_returns_at_the_average() -> None:
    last = roll([DayMoves(10, 1000, 0, 4), DayMoves(back_qty=2)], None)[-1]
    assert (last.qty, last.value_idr) == (8, 800)


def test_first_count_is_worth_harga_modal_of_produk_else_unknown() -> None:
    assert roll([DayMoves(counted_qty=4)], 500)[-1].value_idr == 2000
    assert roll([DayMoves(counted_qty=4)], None)[-1].value_idr is None


def test_what_came_after_a_shortage_is_worth_its_price() -> None:
    last = roll([DayMoves(2, 200, 0, 5), DayMoves(10, 2000)], None)[-1]
    assert (last.qty, last.value_idr) == (7, 1400)
