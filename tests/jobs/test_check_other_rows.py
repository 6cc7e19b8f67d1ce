"""check-rows on Produk, Stok Masuk, Kas and Konfirmasi, and the law that one cell spoils one order."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from automations.jobs import check_rows
from automations.render import words
from automations.workbook.settings import Settings
from automations.workbook.tables import Tables
from sheet_schema.cells import Cell
from sheet_schema.tabs import TABS
from sheet_schema.tabs.orders import ORDERS
from tests.drawing import context, drawn, frame_rows, table, tables

SAY = words("id")
PRODUK = "[products]\nname | variant | price_idr\nKaos | L | 85_000\nTopi | | 20_000\n"


def told(text: str, **chosen: object) -> list[str]:
    ctx = context(settings=Settings(**chosen))  # type: ignore[arg-type]
    found = check_rows.run(tables(PRODUK + text), ctx).problems
    return [f"{p.row} {p.level.value} {SAY(p.sentence)}" for p in found]


def test_a_good_movement_and_a_sample_are_not_told() -> None:
    assert (
        told("""
        [stock_movements]
        moved_on | kind | item | qty | note
        2026-11-20 | Masuk | Kaos - L | 10 |
        2026-11-20 | Hitung Stok | Topi | 0 |
        2026-11-20 | Masuk | Apa Saja | abc | contoh
    """)
        == []
    )


def test_a_movement_is_told_what_cannot_be_read() -> None:
    assert told("""
        [stock_movements]
        moved_on | kind | item | qty
        kapan | Masuk | Kaos - L | 10
        2026-11-20 | Msuk | Kaos - L | 10
        2026-11-20 | Masuk | Kaos - XL | 10
        2026-11-20 | Masuk | Kaos - L | 0
        2026-11-20 | Masuk | Kaos - L |
    """) == [
        '2 excludes Tgl "kapan" tidak terbaca, tulis seperti 21/11/2026',
        '3 excludes Jenis "Msuk" tidak dikenal. Maksudnya Masuk?',
        "6 fill lengkapi: Qty",
        '4 excludes "Kaos - XL" tidak ada di Produk. Maksudnya Kaos - L?',
        '5 excludes Qty "0" bukan angka bulat',
    ]  # fmt: skip


def test_a01_money_goes_one_way() -> None:
    assert told("""
        [cash_entries]
        entered_on | account | category | description | money_in_idr | money_out_idr
        2026-11-20 | Laci | Kemasan | plastik | | 25_000
        2026-11-20 | Laci | Kemasan | plastik | 5_000 | 25_000
        2026-11-20 | Laci | Kemasan | plastik | |
        2026-11-20 | Laci | Kemasan | plastik | | dua ribu
    """) == [
        '5 excludes Keluar "dua ribu" bukan angka bulat',
        "3 excludes Isi Masuk atau Keluar, salah satu saja",
        "4 excludes Isi Masuk atau Keluar, salah satu saja",
    ]  # fmt: skip


def test_a_move_between_accounts_needs_the_other_one() -> None:
    assert (
        told("""
        [cash_entries]
        entered_on | account | category | description | money_in_idr | money_out_idr | other_account
        2026-11-20 | Laci | Pindah Kas | setor | | 25_000 |
        2026-11-20 | Laci | Pindah Kas | setor | | 25_000 | Kas Kecil
        2026-11-20 | Laci | Jajan | kopi | | 25_000 |
    """)[0]
        == "2 fill lengkapi: Ke/Dari Akun"
    )


def test_rows_of_other_tabs_before_the_bot_was_in_use_are_not_told() -> None:
    assert (
        told(
            "[cash_entries]\nentered_on | account | category\n2026-11-20 | Laci | Jajan",
            in_use_since=dt.date(2026, 11, 21),
        )
        == []
    )


def test_s06_and_q01_in_produk() -> None:
    assert told("""
        kaos | L | 90_000
        Gelas | | murah
        Piring* | | 5_000
    """) == [
        '5 stop Harga Jual "murah" bukan angka bulat',
        '6 stop "Piring*" memuat tanda yang tidak bisa dipakai (*)',
        "4 stop kaos - L ada dua kali di Produk (juga baris 2). Sisakan satu, atau bedakan Variannya",
    ]  # fmt: skip


def test_an_answer_needs_a_code_and_an_answer_of_the_list() -> None:
    assert told("""
        [confirmations]
        code | answer
        M-7K3QF8ZA Rp150.000 BUDI |
        N4217 | Mungkin
        contoh | Mungkin
    """) == [
        '3 excludes Jawaban "Mungkin" tidak dikenal, pilih dari daftar',
        "2 fill lengkapi: Jawaban",
    ]  # fmt: skip


SHOP = PRODUK + """
[orders]
order_no | ordered_on | channel | buyer_text | item | qty | discount_idr | shipping_fee_idr | courier | paid_via | money_seen_by | tracking_no | note | unit_price_idr | claims_paid | hold_until
N1 | 2026-11-20 | WhatsApp | Budi, 0812-0000-0001, Jl. A 1, Coblong, Bandung | Kaos - L | 1 | 1_000 | 9_000 | JNE | Transfer | Rina | JX1 | cepat | 85_000 | TRUE | 2026-11-21
N2 | 2026-11-20 | WhatsApp | Ani, 0812-0000-0002, Jl. B 2, Coblong, Bandung | Topi | 2 | | 9_000 | JNE | COD | | | | | |
N2 | | | | Kaos - L | 1 | | | | | | | | | |
N3 | 2026-11-20 | Toko | | Topi | 1 | | | | | | | | | |
"""  # fmt: skip
_ROWS = drawn(SHOP)["orders"]
_COLUMNS = [column.key for column in ORDERS.inputs() if column.key != "order_no"]
_SPOILS: list[Cell] = [
    "abc",
    "",
    "#REF!",
    "Loading...",
    -5,
    1.5,
    True,
    "=IMPORTXML(1)",
    10**12,
    "x" * 300,
    "⛔",
]


def facts_of(rows: list[dict[str, Cell]]) -> dict[object, object]:
    drawn_tables = tables(PRODUK)
    every = {key: drawn_tables[tab] for key, tab in TABS.items()}
    result = check_rows.run(Tables(every | {"orders": table(ORDERS, rows)}), context())
    return {row["order_no"]: row for row in frame_rows(result.contents[0])}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(_ROWS) - 1), st.sampled_from(_COLUMNS), st.sampled_from(_SPOILS))
def test_one_spoiled_cell_leaves_the_facts_of_all_other_orders(
    at: int, column: str, content: Cell
) -> None:
    good = facts_of(_ROWS)
    spoiled_rows = [dict(row) for row in _ROWS]
    spoiled_rows[at][column] = content
    hit = _ROWS[at]["order_no"]

    spoiled = facts_of(spoiled_rows)

    assert {n: f for n, f in spoiled.items() if n != hit} == {
        n: f for n, f in good.items() if n != hit
    }
