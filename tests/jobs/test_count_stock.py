"""count_stock: levels and their reasons, what alarms and what never does."""

import datetime as dt

import pandas as pd

from automations.jobs import count_stock, reserve_stock
from automations.workbook.job import Outcome, Sentence
from tests.drawing import NOW, context, frame_rows, tables

HEAD = """
[products]
sku | name | variant | price_idr | cost_idr | lead_time_days | min_stock | min_order | order_multiple | active
"""


def counted(text: str, now: dt.datetime = NOW) -> Outcome:
    shop = tables(text)
    demand = reserve_stock.run(shop, context(now)).contents[0].table
    return count_stock.run(shop.with_([demand]), context(now))


def levels(found: Outcome) -> dict[str, dict[str, object]]:
    return {str(row["item"]): row for row in frame_rows(found.contents[0])}


def daily_sales(first: str, days: int, qty: int, item: str = "K1") -> str:
    """Stok Masuk rows: *qty* sold live on each of *days*."""
    start = dt.date.fromisoformat(first)
    dates = [start + dt.timedelta(days=n) for n in range(days)]
    return "\n".join(f"{day} | Laku Live/Bazar | {item} | {qty} |" for day in dates)


def shop(product: str, moves: str) -> str:
    return (
        f"{HEAD}{product}\n[stock_movements]\nmoved_on | kind | item | qty | unit_cost_idr\n{moves}"
    )


KAOS = "K1 | Kaos | L | 85_000 | 50_000 | 3 | | | |"


def test_steady_sales_of_two_a_day_give_rate_point_and_day() -> None:
    """28 days × 2 sold; 66 − 56 = 10 left last 5 days; 2 × 3 + 0 = 6 is the reorder point."""
    found = counted(
        shop(KAOS, "2026-10-24 | Stok Awal | K1 | 66 |\n" + daily_sales("2026-10-24", 28, 2))
    )
    row = levels(found)["K1"]
    assert row["per_day"] == Sentence.of("stock.per_day", whole=2, tenth=0)
    assert (row["on_hand_qty"], row["lasts_days"], row["safety_qty"]) == (10, 5, 0)
    assert (row["reorder_point_qty"], row["state"]) == (6, "ok")
    assert "suggested_qty" not in row


def test_less_than_the_lead_time_left_is_critical_and_says_what_to_buy() -> None:
    """4 left last 2 days, 3 to wait: buy 2 × (3 + 14) − 4 = 30, in dozens 36."""
    product = "K1 | Kaos | L | 85_000 | 50_000 | 3 | | | 12 |"
    found = counted(
        shop(product, "2026-10-24 | Stok Awal | K1 | 60 |\n" + daily_sales("2026-10-24", 28, 2))
    )
    row = levels(found)["K1"]
    assert (row["state"], row["suggested_qty"]) == ("critical", 36)
    assert row["order_before"] == pd.Timestamp(2026, 11, 21)
    assert [action.code for action in found.actions] == ["S-K1"]


def test_stock_out_week_does_not_halve_the_rate() -> None:
    """Two sold on each of 14 days, nothing for a week without stock, then two again."""
    moves = (
        "2026-10-24 | Stok Awal | K1 | 28 |\n" + daily_sales("2026-10-24", 14, 2)
        + "\n2026-11-14 | Masuk | K1 | 100 |\n" + daily_sales("2026-11-14", 7, 2)
    )  # fmt: skip
    row = levels(counted(shop(KAOS, moves)))["K1"]
    assert row["per_day"] == Sentence.of("stock.per_day", whole=2, tenth=0)


def test_six_days_in_stock_are_too_few_to_tell() -> None:
    moves = "2026-11-15 | Stok Awal | K1 | 20 |\n" + daily_sales("2026-11-15", 6, 2)
    row = levels(counted(shop(KAOS, moves)))["K1"]
    assert row["per_day"] == Sentence.of("stock.thin", days=6)
    assert (row["state"], "lasts_days" in row) == ("ok", False)


def test_larger_typed_minimum_wins() -> None:
    product = "K1 | Kaos | L | 85_000 | 50_000 | 3 | 12 | | |"
    moves = "2026-10-24 | Stok Awal | K1 | 66 |\n" + daily_sales("2026-10-24", 28, 2)
    row = levels(counted(shop(product, moves)))["K1"]
    assert (row["reorder_point_qty"], row["state"]) == (12, "low")


def test_sold_out_says_what_is_lost_each_day() -> None:
    moves = "2026-10-24 | Stok Awal | K1 | 56 |\n" + daily_sales("2026-10-24", 28, 2)
    row = levels(counted(shop(KAOS, moves)))["K1"]
    assert (row["state"], row["lost_per_day_idr"]) == ("out", 170_000)


def test_item_that_was_never_counted_never_alarms_and_is_never_minus() -> None:
    found = counted(shop(KAOS, daily_sales("2026-10-24", 10, 1)))
    row = levels(found)["K1"]
    assert row["state"] == "uncounted"
    assert "on_hand_qty" not in row
    assert (found.problems, found.actions) == ((), ())


def test_sixty_quiet_days_are_dead_stock() -> None:
    row = levels(counted(shop(KAOS, "2026-09-01 | Stok Awal | K1 | 5 |")))["K1"]
    assert row["state"] == "dead"


def test_far_more_than_needed_is_said() -> None:
    moves = "2026-10-01 | Stok Awal | K1 | 900 |\n" + daily_sales("2026-10-24", 28, 2)
    assert levels(counted(shop(KAOS, moves)))["K1"]["state"] == "overstock"


def test_inactive_item_asks_for_nothing() -> None:
    product = "K1 | Kaos | L | 85_000 | 50_000 | 3 | | | | Tidak"
    moves = "2026-10-24 | Stok Awal | K1 | 56 |\n" + daily_sales("2026-10-24", 28, 2)
    assert counted(shop(product, moves)).actions == ()


def test_counted_item_below_zero_names_the_order_that_did_it() -> None:
    text = (
        shop(KAOS, "2026-11-01 | Stok Awal | K1 | 3 |")
        + """
    [order_facts]
    order_no | ordered_on | tracking_no
    N1 | 2026-11-10 | JNE1
    N2 | 2026-11-11 | JNE2
    [order_lines]
    order_no | line | item | qty
    N1 | K1 | K1 | 2
    N2 | K1 | K1 | 2
    """
    )
    (problem,) = counted(text).problems
    assert problem.code == "G01"
    assert dict(problem.params) == {"item": "Kaos - L", "qty": 1, "since": "N2"}


def test_typed_channel_sales_are_not_counted_twice_and_say_so() -> None:
    text = (
        shop(KAOS, "2026-11-01 | Stok Awal | K1 | 9 |\n2026-11-10 | Laku Shopee | K1 | 4 |")
        + """
    [marketplace_orders]
    channel | marketplace_order_no | item | product_name | twin_no | qty | status | created_at
    Shopee | S1 | K1 | Kaos | 1 | 4 | Selesai | 2026-11-10T10:00
    """
    )
    found = counted(text)
    assert levels(found)["K1"]["on_hand_qty"] == 5
    assert [problem.code for problem in found.problems] == ["G05"]


def test_average_cost_moves_with_what_was_paid() -> None:
    """10 at 50.000 and 10 at 70.000 are 60.000 each; 5 sold leave 15 worth 900.000."""
    moves = (
        "2026-11-01 | Stok Awal | K1 | 10 | 50_000\n"
        "2026-11-02 | Masuk | K1 | 10 | 70_000\n2026-11-03 | Laku Live/Bazar | K1 | 5 |"
    )
    row = levels(counted(shop(KAOS, moves)))["K1"]
    assert (row["average_cost_idr"], row["value_idr"]) == (60_000, 900_000)


def test_unknown_cost_stays_blank() -> None:
    row = levels(counted(shop("K1 | Kaos | L | 85_000 |", "2026-11-01 | Stok Awal | K1 | 10 |")))[
        "K1"
    ]
    assert "average_cost_idr" not in row
    assert "value_idr" not in row


def test_many_short_items_are_told_five_by_five() -> None:
    names = [f"K{n}" for n in range(9)]
    products = "\n".join(f"{name} | Kaos {name} | | 85_000 | | 3 | | | |" for name in names)
    moves = "\n".join(
        f"2026-10-24 | Stok Awal | {name} | 28 |\n" + daily_sales("2026-10-24", 28, 1, name)
        for name in names
    )
    codes = [action.code for action in counted(shop(products, moves)).actions]
    assert codes == [*(f"S-K{n}" for n in range(5)), "S-KRITIS"]


def test_empty_shop_has_no_levels() -> None:
    assert levels(counted("")) == {}
