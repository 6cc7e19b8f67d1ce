"""The screen of Ringkasan, drawn and compared with what people agreed to read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from automations.jobs import count_stock, recap_daily, recap_summary, reserve_stock
from automations.recaps.drawing import WIDTH, as_text
from automations.render import words
from automations.workbook.job import Action, Context, Level, Problem, Sentence
from automations.workbook.settings import Settings
from automations.workbook.tables import Tables
from tests.drawing import context, tables

DRAWN = Path(__file__).parent / "__snapshots__"
NOW = dt.datetime(2026, 11, 21, 14, 5)

MELATI = """
[products]
sku | name | variant | price_idr | cost_idr | lead_time_days
    | Kaos Polos | Hitam L | 85_000 | 52_000 | 3
    | Topi Rimba | | 50_000 | 30_000 |
[stock_movements]
moved_on | kind | item | qty
2026-10-20 | Stok Awal | Kaos Polos - Hitam L | 15
[order_facts]
order_no | ordered_on | channel | payment_kind | money_seen_by | tracking_no | subtotal_idr | discount_idr | phone | excluded | counter_sale
N4101 | 2026-10-31 | WhatsApp | transfer | Rina | JNE1 | 170_000 | 0 | 62811 | |
N4102 | 2026-11-07 | WhatsApp | transfer | Rina | JNE2 | 85_000 | 0 | 62812 | |
N4103 | 2026-11-14 | WhatsApp | transfer | Rina | JNE3 | 255_000 | 5_000 | 62813 | |
N4198 | 2026-11-18 | WhatsApp | transfer | Rina | JNE4 | 185_000 | 0 | 62811 | |
N4203 | 2026-11-19 | WhatsApp | transfer | Rina | | 170_000 | 0 | 62814 | |
N4204 | 2026-11-20 | WhatsApp | transfer | | | 85_000 | 0 | 62815 | |
N4205 | 2026-11-20 | WhatsApp | cod | | JNE5 | 50_000 | 0 | 62816 | |
N4206 | 2026-11-21 | Toko | cash | | | 135_000 | 0 | | | TRUE
N4207 | 2026-11-21 | WhatsApp | transfer | Rina | | 425_000 | 0 | 62817 | |
N4208 | 2026-11-21 | WhatsApp | transfer | | | 278_000 | 0 | | TRUE |
[order_lines]
order_no | line | item | qty | price_today_idr
N4101 | Kaos Polos - Hitam L | Kaos Polos - Hitam L | 2 | 85_000
N4102 | Kaos Polos - Hitam L | Kaos Polos - Hitam L | 1 | 85_000
N4103 | Kaos Polos - Hitam L | Kaos Polos - Hitam L | 3 | 85_000
N4198 | Kaos Polos - Hitam L | Kaos Polos - Hitam L | 2 | 85_000
N4203 | Kaos Polos - Hitam L | Kaos Polos - Hitam L | 2 | 85_000
N4204 | Kaos Polos - Hitam L | Kaos Polos - Hitam L | 1 | 85_000
N4205 | Topi Rimba | Topi Rimba | 1 | 50_000
N4206 | Kaos Polos - Hitam L | Kaos Polos - Hitam L | 1 | 85_000
N4206 | Topi Rimba | Topi Rimba | 1 | 50_000
N4207 | Kaos Polos - Hitam L | Kaos Polos - Hitam L | 5 | 85_000
[order_prices]
order_no | line | unit_price_idr | qty | order_total_idr | price_source | since | version
N4198 | Kaos Polos - Hitam L | 92_500 | 2 | 185_123 | Produk | 2026-11-18T09:00 | 1
[order_money]
order_no | total_idr | proven_idr | proven_on
N4203 | 170_203 | 170_203 | 2026-11-19
[order_statuses]
order_no | status | counts | revenue_on | revenue_idr | total_idr | outstanding_idr | sent
N4101 | SELESAI | TRUE | 2026-10-31 | 170_000 | 170_101 | 0 | TRUE
N4102 | SELESAI | TRUE | 2026-11-07 | 85_000 | 85_102 | 0 | TRUE
N4103 | DIKIRIM | TRUE | 2026-11-14 | 250_000 | 250_103 | 0 | TRUE
N4198 | DIKIRIM | TRUE | 2026-11-18 | 185_000 | 185_123 | 0 | TRUE
N4203 | SIAP KIRIM | TRUE | 2026-11-19 | 170_000 | 170_203 | 0 | FALSE
N4204 | BELUM BAYAR | FALSE | | | 85_204 | 85_204 | FALSE
N4205 | DIKIRIM | TRUE | 2026-11-20 | 50_000 | 65_000 | 65_000 | TRUE
N4206 | SELESAI | TRUE | 2026-11-21 | 135_000 | 135_000 | 0 | TRUE
N4207 | SIAP KIRIM | TRUE | 2026-11-21 | 425_000 | 425_207 | 0 | FALSE
[order_book]
order_no | money_seen_at | first_complete_at | sent_at
N4101 | 2026-10-31T10:00 | | 2026-10-31T16:00
N4102 | 2026-11-07T10:00 | | 2026-11-07T16:00
N4103 | 2026-11-14T13:00 | | 2026-11-14T16:00
N4198 | 2026-11-18T10:00 | | 2026-11-18T16:00
N4203 | 2026-11-19T10:00 | |
N4204 | | 2026-11-20T20:00 |
N4205 | | 2026-11-20T09:00 | 2026-11-20T16:00
N4206 | | 2026-11-21T11:00 |
N4207 | 2026-11-21T12:30 | |
[bank_ledger]
line_id | account | booked_on | pending | description | in_sen | balance_sen | balance_check | source | first_seen_at
M-1 | BCA | 2026-11-19 | FALSE | BUDI | 170203 | 12129938 | saldo nyambung | a | 2026-11-19T13:00
M-2 | BCA | 2026-11-20 | FALSE | DEWI L | 350412 | 12480350 | saldo nyambung | a | 2026-11-20T13:00
[cash_entries]
entered_on | account | category | description | money_in_idr | money_out_idr | other_account
2026-11-20 | Laci | Hitung Laci | sore | 550_000 | |
2026-11-21 | Laci | Kemasan | lakban | | 45_000 |
"""
FINDINGS = (
    Problem("orders", "N4198", 12, "money_seen_by", "B08", Level.STOP, amount_idr=185_123),
    Problem("orders", "N4203", 15, "tracking_no", "P04", Level.LOOK),
    Problem("orders", "N4204", 16, "address", "C02", Level.LOOK),
    Problem("orders", "N4205", 17, "address", "C02", Level.LOOK),
    Problem("orders", "N4206", 18, "city", "C03", Level.INFO),
)
QUESTIONS = (
    Action(
        "M-2",
        Level.LOOK,
        Sentence.of("check.bank_line"),
        amount_idr=350_412,
        tab="bank_transactions",
    ),
)
#: The words of the other areas, as they would read.
OTHERS = {
    "problem.B08": "N4198 Rp185.123 ditandai masuk Rina 18/11, di mutasi BCA tidak ada",
    "problem.P04": "N4203 sudah bisa dikirim sejak 19/11",
    "problem.C02": "Alamat belum ada kecamatan/kotanya",
    "check.bank_line": "Rp350.412 dari DEWI L belum ketahuan",
}


def reader(lang: str = "id") -> Context:
    own = words(lang)

    def read(sentence: Sentence) -> str:
        return OTHERS[sentence.code] if sentence.code in OTHERS else own(sentence)

    return replace(context(NOW), words=read)


def screen(text: str, ctx: Context) -> str:
    """Ringkasan as text, from the jobs that feed it."""
    shop = tables(text)
    for job in (reserve_stock, count_stock, recap_daily):
        found = job.run(shop, ctx)
        shop = shop.with_(contents.table for contents in found.contents)
        ctx = replace(
            ctx, problems=ctx.problems + found.problems, actions=ctx.actions + found.actions
        )
    return as_text(recap_summary.screen(Tables(shop._tables), ctx), ctx.words)


def melati(*, shows_profit: bool, now: dt.datetime = NOW, lang: str = "id") -> Context:
    settings = Settings(shop_name="Toko Melati", staff_see_profit=shows_profit)
    found = {"problems": FINDINGS, "actions": QUESTIONS}
    return replace(reader(lang), now=now, settings=settings, **found)  # type: ignore[arg-type]


MORNING = dt.datetime(2026, 11, 22, 8, 40)
SCREENS: dict[str, Callable[[], str]] = {
    "owner_afternoon": lambda: screen(MELATI, melati(shows_profit=True)),
    "staff_afternoon": lambda: screen(MELATI, melati(shows_profit=False)),
    "owner_morning": lambda: screen(MELATI, melati(shows_profit=True, now=MORNING)),
    "owner_english": lambda: screen(MELATI, melati(shows_profit=True, lang="en")),
    "day_one": lambda: screen("", reader()),
    "day_one_owner": lambda: screen(
        "", replace(reader(), settings=Settings(staff_see_profit=True))
    ),
}


@pytest.mark.parametrize("name", SCREENS)
def test_screen_reads_as_drawn(name: str, *, update_recaps: bool) -> None:
    drawn = SCREENS[name]()
    golden = DRAWN / f"summary_{name}.txt"
    if update_recaps:
        golden.write_text(drawn, "utf-8")
    assert drawn == golden.read_text("utf-8")


@pytest.mark.parametrize("name", SCREENS)
def test_no_line_is_wider_than_a_phone(name: str) -> None:
    assert [line for line in SCREENS[name]().splitlines() if len(line) > WIDTH] == []


def test_day_one_has_no_red_and_no_zero_rupiah() -> None:
    drawn = SCREENS["day_one_owner"]()
    assert "⛔" not in drawn
    assert "Rp0" not in drawn
    for belum in (
        "Belum ada data bank",
        "Stok belum dihitung",
        "Untung belum: harga modal belum diisi",
    ):
        assert belum in drawn


def test_staff_sees_no_profit_balance_or_drawer() -> None:
    drawn = SCREENS["staff_afternoon"]()
    assert not any(word in drawn for word in ("Untung", "12.480.350", "Laci"))


def test_screen_moves_by_hours_not_by_minutes() -> None:
    at = [
        melati(shows_profit=True, now=dt.datetime(2026, 11, 21, 14, minute)) for minute in (1, 58)
    ]
    assert screen(MELATI, at[0]) == screen(MELATI, at[1])
