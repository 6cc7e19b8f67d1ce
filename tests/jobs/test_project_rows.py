"""project-rows: keys exactly as the header formulas build them, and what stands under them."""

import datetime as dt

from automations.jobs import project_rows
from automations.render import words
from automations.workbook.job import Level, Outcome, Problem, Sentence
from tests.drawing import NOW, context, frame_rows, tables

SAY = words("id")
PRODUK = "[products]\nsku | name | variant | price_idr | old_names | active\nKHL | Kaos | Hitam L | 85_000 | Oblong |\n | Topi | | | |\n | Tas | | 5_000 | | Tidak\n"
ORDERS = """
[orders]
order_no | item | qty
N1 | oblong | 2
N2 | Topi | 1
[order_facts]
order_no | row | ordered_on | recipient_name
N1 | 2 | 2026-11-20 | Budi Santoso
N2 | 3 | 2026-11-20 | Ani
[order_lines]
order_no | line | row | item_typed | item | qty | price_today_idr
N1 | KHL | 2 | oblong | KHL | 2 | 85_000
N2 | Topi | 3 | Topi | Topi | 1 |
[order_statuses]
order_no | status | total_idr | status_text | payment_text | outstanding_idr
N1 | BELUM BAYAR | 185_123 | BELUM BAYAR | belum ada uang | 185_123
N2 | BELUM LENGKAP | | BELUM LENGKAP | |
"""


def projected(text: str, *problems: Problem) -> Outcome:
    return project_rows.run(tables(PRODUK + text), context(problems=problems))


def by_key(outcome: Outcome, place: int, key: str) -> dict[object, dict[str, object]]:
    return {row[key]: row for row in frame_rows(outcome.contents[place])}


def said(value: object) -> object:
    return SAY(value) if isinstance(value, Sentence) else value


def problem(
    tab: str, key: str, row: int, code: str = "A01", level: Level = Level.EXCLUDES
) -> Problem:
    return Problem(tab, key, row, "x", code, level)


def test_an_order_shows_its_total_its_status_and_a_masked_buyer() -> None:
    rows = by_key(projected(ORDERS), 0, "order_no")

    assert (rows["N1"]["total"], rows["N1"]["status"]) == (185_123, "BELUM BAYAR")
    assert rows["N1"]["buyer"] == "B**i S*****o"
    assert said(rows["N2"]["total"]) == "harga?"
    assert rows["contoh"]["status"] == "contoh"
    assert rows["N1"]["updated_at"] == NOW


def test_the_worst_message_stands_before_the_status() -> None:
    worst = Problem("orders", "N1", 2, "courier", "S02", Level.LOOK, (("item", "KHL"),))
    fill = Problem("orders", "N1", 2, "courier", "I01", Level.FILL, (("columns", "Kurir"),))
    info = Problem("orders", "N1", 2, "courier", "T02", Level.INFO, (("courier", "JNE"),))
    secret = Problem("orders", "N1", 2, "courier", "B08", Level.STOP, owner_only=True)

    rows = by_key(projected(ORDERS, fill, worst, info, secret), 0, "order_no")

    assert said(rows["N1"]["status"]) == "⚠ KHL sudah nonaktif, masih dijual? · BELUM BAYAR (+1)"
    assert said(rows["N1"]["check"]) == "⚠ KHL sudah nonaktif, masih dijual? (+2)"
    assert rows["N2"]["status"] == "BELUM LENGKAP"


def test_the_rows_of_a_broken_paste_say_so_though_they_are_no_orders() -> None:
    ghost = Problem("orders", "N9", 4, "buyer_text", "S05", Level.EXCLUDES, (("rows", 3),))

    rows = by_key(
        projected(ORDERS.replace("N2 | Topi | 1\n", "N2 | Topi | 1\nN9 | |\n", 1), ghost),
        0,
        "order_no",
    )

    assert str(said(rows["N9"]["status"])).startswith("⛔ Data pembeli pecah jadi 3 baris")


def test_the_version_of_the_facts_changes_with_a_fact_and_not_with_the_row() -> None:
    base = by_key(projected(ORDERS), 0, "order_no")["N1"]["facts_version"]
    moved = by_key(projected(ORDERS.replace("N1 | 2 | 2026", "N1 | 9 | 2026")), 0, "order_no")
    more = by_key(projected(ORDERS.replace("oblong | KHL | 2", "oblong | KHL | 3")), 0, "order_no")

    assert moved["N1"]["facts_version"] == base
    assert more["N1"]["facts_version"] != base


def test_a_movement_is_found_by_serial_kind_item_and_digits() -> None:
    rows = by_key(projected("""
        [stock_movements]
        moved_on | kind | item | qty | note
        2026-11-20 | Masuk | Kaos | 10 |
        kemarin | masuk | Kaos | 2.5 |
        2026-11-20 | Masuk | X | 1 | contoh
        2026-11-20 | | | |
    """, problem("stock_movements", "x", 3)), 1, "key")  # fmt: skip

    mine = {key: said(row["check"]) for key, row in rows.items() if row["tab"] == "stock_movements"}
    broken = "⛔ Isi Masuk atau Keluar, salah satu saja"
    assert mine == {
        "stock_movements|46346|Masuk|Kaos|10": "✅",
        "stock_movements|kemarin|masuk|Kaos|2,5": broken,
        "stock_movements|kemarin|masuk|Kaos|2.5": broken,
        "stock_movements|46346|Masuk|X|1": "contoh",
    }


def test_two_rows_of_one_text_share_a_message_that_counts_them() -> None:
    row = "2026-11-20 | Laci | Kemasan | plastik | | 25_000\n"
    head = "[cash_entries]\nentered_on | account | category | description | money_in_idr | money_out_idr\n"

    rows = by_key(projected(head + row + row.replace("Laci", "laci")), 1, "key")

    assert said(rows["cash_entries|46346|Laci|Kemasan||25000"]["check"]) == "2 baris sama: ✅"


def test_a_product_shows_its_stock_and_how_complete_it_is() -> None:
    rows = by_key(projected("[stock_levels]\nitem | available_qty\nKHL | 7"), 1, "key")

    assert rows["products|KHL"]["extra_1"] == 7
    assert said(rows["products|KHL"]["extra_2"]) == "14 %"
    assert said(rows["products|Topi"]["extra_1"]) == "belum dihitung"


def test_an_answer_shows_what_it_is_about_and_what_it_did() -> None:
    rows = by_key(projected("""
        [bank_transactions]
        line_id | account | in_sen | party | booked_on | state
        M-7K3QF8ZA | BCA | 150_000 | BUDI | 2026-11-20 | SARAN
        [payment_matches]
        line_id | order_no | score | tier
        M-7K3QF8ZA | N1 | 60 | Saran
        [confirmations]
        code | answer | order_no
        M-7K3QF8ZA Rp150.000 BUDI 20/11 | Ya, benar |
        M-7K3QF8ZB | Refund | N1
    """), 1, "key")  # fmt: skip

    first = rows["confirmations|M-7K3QF8ZA Rp150.000 BUDI 20/11|Ya, benar|"]
    assert [said(first[key]) for key in ("check", "extra_1", "extra_2")] == [
        "Rp150.000 BUDI 20/11 BCA", "N1: 60", "✅ dipakai",
    ]  # fmt: skip
    other = rows["confirmations|M-7K3QF8ZB|Refund|N1"]
    assert said(other["extra_2"]) == "⏳ belum bisa di versi ini"


def test_every_word_for_an_item_finds_its_price_and_an_open_line_the_locked_one() -> None:
    locked = (
        ORDERS + "[order_prices]\norder_no | line | unit_price_idr | qty\nN1 | KHL | 80_000 | 2\n"
    )

    prices = {key: said(row["price"]) for key, row in by_key(projected(locked), 2, "key").items()}

    assert prices["KHL"] == prices["Kaos - Hitam L"] == prices["Oblong"] == 85_000
    assert prices["Topi"] == "harga?"
    assert prices["N1|oblong"] == 80_000
    assert prices["N2|Topi"] == "harga?"


def test_a_closed_order_needs_no_line_price() -> None:
    done = ORDERS.replace("N1 | BELUM BAYAR", "N1 | SELESAI")

    assert "N1|oblong" not in by_key(projected(done), 2, "key")


def test_the_lists_offer_best_sellers_open_lines_and_open_orders() -> None:
    text = (
        ORDERS
        + """
        [bank_transactions]
        line_id | in_sen | out_sen | party | booked_on | state
        M-AAAAAAAA | 150_000 | | BUDI | 2026-11-19 | TAK DIKENAL
        M-BBBBBBBB | 160_000 | | ANI | 2026-11-20 | SARAN
        M-CCCCCCCC | 170_000 | | SITI | 2026-11-20 | OTOMATIS
        M-DDDDDDDD | | 180_000 | BIAYA | 2026-11-20 | TAK DIKENAL
        [actions]
        code
        R05-N1
    """
    )

    rows = frame_rows(projected(text).contents[3])

    assert [row.get("item") for row in rows] == ["KHL", "Topi", None]
    assert [row.get("open_code") for row in rows] == [
        "M-BBBBBBBB Rp160.000 ANI 20/11", "M-AAAAAAAA Rp150.000 BUDI 19/11", "R05-N1",
    ]  # fmt: skip
    assert [row.get("order_no") for row in rows] == ["N2", "N1", None]


def test_days_in_tests_are_those_of_the_sheet() -> None:
    assert (dt.date(2026, 11, 20) - dt.date(1899, 12, 30)).days == 46346
