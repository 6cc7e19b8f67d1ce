"""recap_daily: which day owns what, what stays blank, what is left out and said."""

import datetime as dt
import os
import random
from pathlib import Path

import pytest
from python_calamine import load_workbook

from automations.importers.reading import read_sheets
from automations.jobs.recap_daily import MOST_DAYS, run
from automations.workbook.arrivals import MarketplaceArrival
from automations.workbook.contents import Contents
from automations.workbook.job import Sentence
from automations.workbook.tables import Tables
from sheet_schema.tabs import TABS
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS
from tests.drawing import context, drawn, frame_rows, table, tables

SAMPLES = os.environ.get("REKAPIN_SAMPLES", Path(__file__).parents[3] / "shared" / "samples")
SAMPLE = Path(SAMPLES) / "shopee_order_all" / "Order.all.20240901_20240910.xlsx"
SHOP = """
[products]
sku | name | variant | price_idr | cost_idr
K1 | Kaos | L | 85_000 | 50_000
T1 | Topi | | 50_000 |
[order_facts]
order_no | ordered_on | payment_kind | money_seen_by | subtotal_idr | discount_idr | shipping_fee_idr | phone | excluded | cancel_reason
N1 | 2026-11-18 | transfer | Rina | 255_000 | 5_000 | 15_000 | 62811 | |
N2 | 2026-11-19 | transfer | Rina | 50_000 | 0 | 9_000 | 62811 | |
N3 | 2026-11-20 | transfer | | 85_000 | 0 | 0 | 62812 | |
N4 | 2026-11-20 | transfer | | 412_000 | 0 | 0 | 62813 | TRUE |
N5 | 2026-11-20 | transfer | | | 0 | 0 | 62814 | TRUE |
N6 | 2026-11-20 | transfer | | 85_000 | 0 | 0 | 62815 | | Pembeli batal
[order_lines]
order_no | line | item | qty
N1 | K1 | K1 | 3
N2 | T1 | T1 | 1
[order_money]
order_no | total_idr | proven_idr | proven_on
N1 | 265_123 | 265_123 | 2026-11-19
[order_statuses]
order_no | status | counts | revenue_on | revenue_idr | total_idr
N1 | SIAP KIRIM | TRUE | 2026-11-19 | 250_000 | 265_123
N2 | SIAP KIRIM | TRUE | 2026-11-20 | 50_000 | 59_000
N3 | BELUM BAYAR | FALSE | | | 85_000
N6 | BATAL | FALSE | | | 85_000
[order_book]
order_no | unique_code | money_seen_at
N1 | 123 | 2026-11-19T10:00
N2 | | 2026-11-20T11:00
"""


def recap(shop: Tables) -> dict[str, dict[str, object]]:
    rows = frame_rows(run(shop, context()).contents[0])
    return {f"{row['day']:%Y-%m-%d}": row for row in rows}


def test_omzet_falls_on_the_day_of_the_money_without_shipping_and_code() -> None:
    day = recap(tables(SHOP))["2026-11-19"]
    assert (day["revenue_idr"], day["discount_idr"]) == (250_000, 5_000)
    assert (day["shipping_billed_idr"], day["unique_code_idr"]) == (15_000, 123)
    assert (day["orders_in"], day["orders_valid"], day["average_order_idr"]) == (1, 1, 250_000)


def test_proven_and_only_seen_money_are_two_figures() -> None:
    found = recap(tables(SHOP))
    assert (found["2026-11-19"]["proven_idr"], found["2026-11-19"]["seen_idr"]) == (265_123, 0)
    assert found["2026-11-20"]["seen_idr"] == 59_000
    assert "proven_idr" not in found["2026-11-20"]  # no statement reaches that day


def test_profit_takes_the_cost_off_or_says_how_many_items_lack_one() -> None:
    found = recap(tables(SHOP))
    assert (found["2026-11-19"]["cost_idr"], found["2026-11-19"]["gross_profit_idr"]) == (
        150_000,
        100_000,
    )
    assert "cost_idr" not in found["2026-11-20"]
    assert found["2026-11-20"]["gross_profit_idr"] == Sentence.of(
        "recap.incomplete", items=1, names=("T1",)
    )


def test_buyer_is_new_only_once() -> None:
    found = recap(tables(SHOP))
    assert (found["2026-11-19"]["new_buyers"], found["2026-11-20"]["new_buyers"]) == (1, 0)


def test_wrong_orders_are_left_out_with_their_number_and_rupiah() -> None:
    day = recap(tables(SHOP))["2026-11-20"]
    assert day["left_out"] == Sentence.of("recap.left_out", n=2, amount=412_000, unpriced=1)
    assert day["orders_cancelled"] == 1


def test_every_day_since_the_first_order_stands_newest_first() -> None:
    rows = frame_rows(run(tables(SHOP), context()).contents[0])
    assert [f"{row['day']:%d}" for row in rows] == ["21", "20", "19", "18"]


def test_return_is_not_known_yet_and_stays_blank() -> None:
    assert all("returned_idr" not in row for row in recap(tables(SHOP)).values())


def test_expenses_leave_out_stock_moves_and_counts() -> None:
    kas = """
    [cash_entries]
    entered_on | account | category | description | money_in_idr | money_out_idr
    2026-11-20 | Laci | Kemasan | lakban | | 40_000
    2026-11-20 | Laci | Beli barang (stok) | kaos | | 900_000
    2026-11-20 | Laci | Ambil pribadi | bakso | | 25_000
    2026-11-20 | Laci | Hitung Laci | sore | 500_000 |
    2026-11-20 | Laci | Gaji | contoh | | 77_000
    """
    assert recap(tables(SHOP + kas))["2026-11-20"]["expenses_idr"] == 40_000


def test_unknown_bank_money_stands_beside() -> None:
    bank = """
    [bank_transactions]
    line_id | account | booked_on | pending | description | in_sen | state | source | first_seen_at
    M-1 | BCA | 2026-11-20 | FALSE | DEWI | 350412 | TAK DIKENAL | a | 2026-11-20T10:00
    M-2 | BCA | 2026-11-20 | FALSE | BUDI | 100000 | OTOMATIS | a | 2026-11-20T10:00
    """
    assert recap(tables(SHOP + bank))["2026-11-20"]["unknown_money_idr"] == 350_412


MARKET = """
[marketplace_orders]
channel | marketplace_order_no | product_name | twin_no | qty | deal_price_idr | order_paid_idr | raw_status | status | created_at | paid_at | completed_at | source
Shopee | S1 | Kaos | 1 | 2 | 50_000 | 108_000 | x | Selesai | 2026-11-10T10:00 | 2026-11-11T10:00 | 2026-11-15T10:00 | f
Shopee | S1 | Topi | 1 | 1 | 20_000 | | x | Selesai | 2026-11-10T10:00 | 2026-11-11T10:00 | 2026-11-15T10:00 | f
Shopee | S2 | Kaos | 1 | 1 | 50_000 | 58_000 | x | Sedang Dikirim | 2026-11-11T10:00 | | | f
Shopee | S3 | Kaos | 1 | 1 | 50_000 | 0 | x | Batal | 2026-11-12T10:00 | | | f
Shopee | S4 | Kaos | 1 | 1 | 50_000 | 58_000 | x | Belum Bayar | 2026-11-12T10:00 | | | f
"""


def test_marketplace_counts_unless_cancelled_or_unpaid_and_paid_only_when_completed() -> None:
    day = recap(tables(MARKET))["2026-11-11"]
    assert (day["marketplace_orders"], day["marketplace_revenue_idr"]) == (2, 170_000)
    assert day["marketplace_paid_idr"] == 108_000
    assert (day["revenue_idr"], day["orders_valid"]) == (170_000, 2)


def test_marketplace_figures_are_blank_on_days_no_export_reaches() -> None:
    found = recap(tables(SHOP + MARKET))
    assert found["2026-11-12"]["marketplace_revenue_idr"] == 0
    assert "marketplace_revenue_idr" not in found["2026-11-19"]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared samples are not here")
def test_shared_sample_gives_both_totals_named() -> None:
    """405 completed orders, two sums that never agree."""
    sheet = load_workbook(SAMPLE).get_sheet_by_index(0).to_python()
    arrival = read_sheets([sheet], source=SAMPLE.name, reference_day=dt.date(2024, 9, 10))  # type: ignore[list-item]
    assert isinstance(arrival, MarketplaceArrival)
    rows = Contents.rows(MARKETPLACE_ORDERS, [vars(line) for line in arrival.lines]).table
    found = run(tables("").with_([rows]), context()).contents[0]
    (note,) = found.notes
    assert isinstance(note, Sentence)
    told = dict(note.params)
    assert (told["completed"], told["completed_paid"], told["completed_revenue"]) == (
        405,
        23_976_201,
        22_231_700,
    )
    frame = found.table.frame
    assert int(frame["marketplace_paid_idr"].sum()) == 23_976_201
    assert int(frame["marketplace_revenue_idr"].sum()) == 22_231_700


def test_rows_in_any_order_give_the_same_recap() -> None:
    before = run(tables(SHOP + MARKET), context()).contents[0].table.frame
    rows = drawn(SHOP + MARKET)
    for own in rows.values():
        random.Random(7).shuffle(own)
    shuffled = Tables({key: table(tab, rows.get(key, [])) for key, tab in TABS.items()})
    after = run(shuffled, context()).contents[0].table.frame
    assert before.astype(str).equals(after.astype(str))


def test_a_typing_slip_in_the_year_does_not_push_out_the_newest_days() -> None:
    shop = SHOP.replace("N3 | 2026-11-20", "N3 | 2016-11-20")
    found = recap(tables(shop))
    assert len(found) == MOST_DAYS
    assert next(iter(found)) == "2026-11-21"


def test_new_shop_has_today_only_and_no_figure_of_what_is_unknown() -> None:
    assert recap(tables("")) == {"2026-11-21": {"day": dt.datetime(2026, 11, 21)}}
