"""recap_summary: the rows of Ringkasan, its chart, its usual level, its cash drawer."""

import datetime as dt
from dataclasses import replace

import pytest

from automations.jobs.recap_summary import CHART_DAYS, run, screen
from automations.render import words
from automations.workbook.job import Action, Level, Problem, Sentence
from automations.workbook.settings import Settings
from automations.workbook.tables import typed
from sheet_schema.tabs.bank_transactions import BANK_LEDGER
from sheet_schema.tabs.recap_daily import RECAP_DAILY
from tests.drawing import context, frame_rows, tables

NOW = dt.datetime(2026, 11, 21, 14, 5)
OWNER = Settings(shop_name="Toko Melati", staff_see_profit=True)


def lines(text: str, now: dt.datetime = NOW, **more: object) -> list[str]:
    """The rows as drawn; a sentence is the last word of its code and its whole numbers."""
    ctx = replace(context(now, OWNER, **more), words=brief)
    rows = run(tables(text), ctx).contents[0].table.frame.to_dict("records")
    return [" | ".join(_read(cell) for cell in row.values() if cell != "") for row in rows]


def brief(sentence: Sentence) -> str:
    numbers = [str(value) for _, value in sentence.params if isinstance(value, int)]
    return " ".join([sentence.code.rsplit(".", maxsplit=1)[-1], *numbers])


def _read(cell: object) -> str:
    return brief(cell) if isinstance(cell, Sentence) else str(cell)


def saturdays(*sales: tuple[str, int, str]) -> str:
    """Orders paid on days, with what they are worth and the hour the money was seen."""
    facts = "\n".join(f"N{n} | {day} | transfer" for n, (day, _, _) in enumerate(sales))
    statuses = "\n".join(
        f"N{n} | SIAP KIRIM | TRUE | {day} | {worth}" for n, (day, worth, _) in enumerate(sales)
    )
    book = "\n".join(f"N{n} | {day}T{hour}" for n, (day, _, hour) in enumerate(sales) if hour)
    return f"""
[order_facts]
order_no | ordered_on | payment_kind
{facts}
[order_statuses]
order_no | status | counts | revenue_on | revenue_idr
{statuses}
[order_book]
order_no | money_seen_at
{book}
"""


def headline(text: str, now: dt.datetime = NOW) -> str:
    return " ".join(line for line in lines(text, now) if line.startswith(("usual", "no_usual")))


def test_usual_level_is_the_median_of_that_weekday_up_to_this_hour() -> None:
    shop = saturdays(
        ("2026-10-31", 100_000, "10:00"),
        ("2026-11-07", 200_000, "13:59"),
        ("2026-11-07", 900_000, "15:00"),
        ("2026-11-14", 300_000, "09:00"),
    )
    assert headline(shop) == "usual 200000 True"


def test_two_such_days_are_no_measure() -> None:
    shop = saturdays(("2026-11-07", 200_000, "10:00"), ("2026-11-14", 300_000, "09:00"))
    assert headline(shop) == "no_usual"


def test_day_with_a_sale_of_unknown_hour_is_no_measure_by_hour_but_is_by_day() -> None:
    shop = saturdays(
        ("2026-10-31", 100_000, "10:00"),
        ("2026-11-07", 200_000, "10:00"),
        ("2026-11-14", 300_000, ""),
    )
    assert headline(shop) == "no_usual"
    assert headline(shop, dt.datetime(2026, 11, 22, 8)) == "usual 200000 False"


@pytest.mark.parametrize(("hour", "yesterday"), [(11, "True"), (12, "False")])
def test_headline_tells_of_yesterday_until_noon(hour: int, yesterday: str) -> None:
    told = " ".join(lines("", dt.datetime(2026, 11, 21, hour, 59)))
    assert f"headline 0 0 {yesterday}" in told


def test_chart_always_has_sixty_days_oldest_first() -> None:
    recap = "[recap_daily]\nday | revenue_idr | orders_valid\n2026-11-20 | 50_000 | 1"
    rows = frame_rows(run(tables(recap), context(NOW)).contents[1])
    assert len(rows) == CHART_DAYS
    assert (rows[-1]["day"], rows[0]["day"]) == (
        dt.datetime(2026, 11, 21),
        dt.datetime(2026, 9, 23),
    )
    assert (rows[-2]["revenue_idr"], rows[-2]["orders"]) == (50_000, 1)
    assert "revenue_idr" not in rows[-1]


def test_at_most_five_things_worst_first_and_stock_apart() -> None:
    problems = tuple(
        Problem("orders", f"N{n}", n, "qty", f"Q{n:02}", Level.LOOK, amount_idr=n * 1000)
        for n in range(6)
    )
    actions = (
        Action("S-K1", Level.LOOK, Sentence.of("stock"), tab="stock_levels", key="K1"),
        Action("M-1", Level.STOP, Sentence.of("bank")),
    )
    told = lines("", problems=problems, actions=actions)
    shown = told[told.index("check_title") + 1 :][:5]
    assert shown == [
        "⛔ bank", "⚠ Q05", "⚠ Q04", "⚠ Q03", "⚠ Q02",
    ]  # fmt: skip
    assert not any("Q01" in line or "⚠ stock" in line for line in told)


def test_equal_codes_are_one_line_and_information_is_none() -> None:
    problems = (
        Problem("orders", "N1", 1, "address", "C02", Level.LOOK),
        Problem("orders", "N2", 2, "address", "C02", Level.LOOK),
        Problem("orders", "N3", 3, "address", "C03", Level.INFO),
    )
    told = lines("", problems=problems)
    assert "⚠ C02 (+1)" in told
    assert not any("C03" in line for line in told)


def test_question_replaces_the_finding_it_asks_about() -> None:
    problems = (Problem("orders", "N1", 1, "total", "R05", Level.LOOK),)
    actions = (Action("R05-N1", Level.LOOK, Sentence.of("ask")),)
    told = lines("", problems=problems, actions=actions)
    assert "⚠ ask" in told
    assert not any("R05" in line for line in told)


def test_drawer_goes_on_from_the_last_count() -> None:
    """500.000 counted on the 19th, 40.000 out and 100.000 moved in since, 25.000 taken before."""
    kas = """
    [cash_entries]
    entered_on | account | category | description | money_in_idr | money_out_idr | other_account
    2026-11-18 | Laci | Ambil pribadi | bakso | | 25_000 |
    2026-11-19 | Laci | Hitung Laci | sore | 500_000 | |
    2026-11-20 | Laci | Kemasan | lakban | | 40_000 |
    2026-11-20 | BCA | Pindah Kas | isi laci | | 100_000 | Laci
    """
    assert any(line.startswith("drawer  amount 560000 ") for line in lines(kas))


def test_drawer_that_was_never_counted_shows_no_amount() -> None:
    kas = """
    [cash_entries]
    entered_on | account | category | description | money_in_idr | money_out_idr
    2026-11-20 | Laci | Kemasan | lakban | | 40_000
    """
    (line,) = [line for line in lines(kas) if "drawer" in line]
    assert "uncounted" in line
    assert "amount" not in line


def test_screen_stands_without_the_tabs_it_only_glances_at() -> None:
    shop = tables("")
    kept = {"order_facts", "order_lines", "order_statuses", "order_money", "order_book"}
    bare = type(shop)({key: shop._tables[key] for key in kept})
    assert len(run(bare, context(NOW)).contents) == 2


def ledger(*rows: str) -> str:
    head = "line_id | account | booked_on | pending | description | balance_sen | source | first_seen_at"
    drawn = "\n".join(f"{row} | a | 2026-11-19T13:00" for row in rows)
    return f"[bank_ledger]\n{head}\n{drawn}\n"


def told_balances(checks: list[Sentence]) -> list[str]:
    """The BCA line of a ledger of two days and its *checks*, oldest first."""
    shop = tables(
        ledger(
            "M-1 | BCA | 2026-11-19 | FALSE | A | 100_000",
            "M-2 | BCA | 2026-11-20 | FALSE | B | 200_000",
        )
    )
    bank = shop[BANK_LEDGER]
    bank.frame[BANK_LEDGER.balance_check.key] = typed("sentence", checks)
    ctx = replace(context(NOW, OWNER), words=words("id"))
    return [
        str(line.c1) for line in screen(shop, ctx) if str(line.c1).startswith("BCA")
    ]  # fmt: skip


def test_balance_says_that_all_statements_join_up_or_how_much_is_missing() -> None:
    joined, gap = Sentence.of("balance.joined"), Sentence.of("balance.gap", gap_idr=45_000)
    assert told_balances([joined, joined]) == ["BCA  Rp200.000  saldo nyambung"]
    assert told_balances([joined, gap]) == ["BCA  Rp200.000  bolong Rp45.000"]
    assert told_balances([gap, joined]) == ["BCA  Rp200.000  bolong Rp45.000"]


def seen(kind: str, worth: int, orders: int) -> list[str]:
    """The line of money seen by people only, of *orders* orders paid by *kind*."""
    numbers = [f"N{n}" for n in range(orders)]
    facts = "\n".join(f"{no} | 2026-11-20 | {kind} | Rina" for no in numbers)
    statuses = "\n".join(
        f"{no} | SIAP KIRIM | TRUE | 2026-11-20 | {worth} | {worth}" for no in numbers
    )
    shop = f"""
[order_facts]
order_no | ordered_on | payment_kind | money_seen_by
{facts}
[order_statuses]
order_no | status | counts | revenue_on | revenue_idr | total_idr
{statuses}
{ledger("M-1 | BCA | 2026-11-19 | FALSE | A | 100_000")}
"""
    ctx = replace(context(NOW, OWNER), words=words("id"))
    return [str(x.c1) for x in screen(tables(shop), ctx) if str(x.c1).startswith("Dicek")]


def test_money_seen_by_people_keeps_its_count_when_the_rupiah_need_room() -> None:
    assert seen("transfer", 137_333, 3) == ["Dicek, belum di mutasi 3     Rp411.999"]
    assert seen("transfer", 10_000_500, 12) == ["Dicek, belum di mutasi 12      Rp120jt"]


def test_qris_orders_are_never_asked_of_the_statement_since_a_day_comes_as_one_sum() -> None:
    assert seen("qris", 137_333, 3) == []


def profit(recap: str, *gaps: tuple[str, ...]) -> list[str]:
    """The lines of Untung; *gaps* are the items without cost of the first days."""
    shop = tables(f"[products]\nname | cost_idr\nKaos | 50_000\n[recap_daily]\n{recap}")
    frame = shop[RECAP_DAILY].frame
    told = [Sentence.of("recap.incomplete", items=len(g), names=g) if g else None for g in gaps]
    frame[RECAP_DAILY.gross_profit_idr.key] = typed("sentence", told)
    said = [
        " ".join(_read(cell) for cell in vars(line).values() if cell != "")
        for line in screen(shop, replace(context(NOW, OWNER), words=brief))
    ]
    return [line for line in said if line.startswith(("profit", "incomplete"))]


def test_profit_that_lacks_costs_says_of_how_many_items_each_once() -> None:
    recap = """
    day | revenue_idr | net_revenue_idr | cost_idr
    2026-11-21 | 85_000 | 85_000 | 50_000
    2026-11-19 | 85_000 | 85_000 |
    2026-11-18 | 85_000 | 85_000 |
    """
    found = profit(recap, (), ("Topi", "Tas"), ("Topi", "Rok"))
    assert found == ["profit short 35000 unknown unknown", "incomplete 3"]


def test_profit_with_every_cost_says_nothing_more() -> None:
    recap = """
    day | revenue_idr | net_revenue_idr | cost_idr
    2026-11-21 | 85_000 | 85_000 | 50_000
    """
    assert profit(recap, ()) == ["profit short 35000 short 35000 short 35000"]
