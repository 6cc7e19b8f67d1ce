"""File statements: what is filed, what is refused with its message, and the ledger handed on."""

import datetime as dt

import pytest

from automations.importers.ledger_table import answer_of
from automations.importers.reading import read_bytes
from automations.jobs.file_statements import JOB
from automations.render import words
from automations.workbook.arrivals import Arrival, MarketplaceArrival, RefusedFile, StatementArrival
from automations.workbook.job import Context, Outcome
from automations.workbook.settings import Account, Settings
from automations.workbook.tables import Tables
from sheet_schema.tabs import BANK_LEDGER, MARKETPLACE_ORDERS
from sheet_schema.tabs.marketplace_orders import MarketplaceLine
from tests.drawing import NOW, context, frame_rows, shown, tables

SHOP = Settings(
    accounts=(
        Account("BCA", "1234567890", "MELATI SARI"),
        Account("BCA Bisnis", "9876543210", "MELATI SARI"),
    )
)
PASTED = """
[paste_bank]
c1
'19/11,TRSF E-BANKING CR 1911/FTSCY/WS95051 150123.00N4217 BUDI SANTOSO,'0998,150123.00,CR,1150123.00
'20/11,BIAYA ADM,'0998,15000.00,DB,1135123.00
"""
JOURNAL = """
[bank_transactions]
line_id    | account | booked_on  | pending | description | party | in_sen | out_sen | balance_sen | state | source | first_seen_at
M-11111111 | BCA     | 2026-11-18 | FALSE   | SITI        | SITI  | 50000  |         | 1000000     | BARU  | a.csv  | 2026-11-18T20:00
M-22222222 | BCA     |            | TRUE    | AGUS        | AGUS  | 20000.5 |        |             | PEND  | a.csv  | 2026-11-18T20:00
"""


def file_of(number: str, *lines: str) -> Arrival:
    """A KlikBCA file of account *number*."""
    head = (f"No. Rekening,=,'{number}", "Tanggal,Keterangan,Cabang,Jumlah,,Saldo")
    text = "\n".join((*head, *lines))
    return read_bytes(text.encode(), source="mutasi.csv", reference_day=NOW.date())


LINE = "'19/11,BUDI,'0998,150123.00,CR,1150123.00"


def run(
    text: str = "",
    *arrivals: Arrival,
    settings: Settings = SHOP,
    paste_account: str = "",
    now: dt.datetime = NOW,
) -> tuple[Outcome, Tables, Context]:
    ctx = context(now, settings, arrivals=arrivals, paste_account=paste_account)
    given = tables(text)
    return JOB.run(given, ctx), given, ctx


def ledger(outcome: Outcome) -> list[dict[str, object]]:
    (contents,) = [c for c in outcome.contents if c.tab is BANK_LEDGER]
    return frame_rows(contents)


def told(outcome: Outcome) -> list[str]:
    return [shown(problem.sentence) for problem in outcome.problems]


def test_pasted_lines_join_the_ledger_with_name_and_reference() -> None:
    outcome, _, _ = run(PASTED)
    first, second = ledger(outcome)
    assert (first["account"], first["in_sen"], first["party"], first["reference"]) == (
        "BCA",
        15_012_300,
        "BUDI SANTOSO",
        "N4217",
    )
    assert (second["out_sen"], second["balance_sen"], second["source"]) == (
        1_500_000,
        113_512_300,
        "paste_bank",
    )
    assert outcome.problems == ()


def test_journal_lines_keep_their_ids_and_come_first() -> None:
    outcome, _, _ = run(
        JOURNAL, file_of("1234567890", LINE, "'20/11,AGUS,'0998,20000.50,CR,1170123.50")
    )
    rows = ledger(outcome)
    assert [row["line_id"] for row in rows[:2]] == ["M-11111111", "M-22222222"]
    assert len(rows) == 3
    assert str(rows[1]["booked_on"])[:10] == "2026-11-20"
    assert rows[1]["pending"] is False


def test_printed_number_decides_the_account() -> None:
    outcome, _, _ = run("", file_of("9876543210", LINE))
    assert [row["account"] for row in ledger(outcome)] == ["BCA Bisnis"]


def test_without_accounts_the_bank_names_it() -> None:
    outcome, _, _ = run("", file_of("555", LINE), settings=Settings())
    assert [row["account"] for row in ledger(outcome)] == ["BCA"]


def test_statement_of_another_account_than_chosen_is_f01_and_nothing_filed() -> None:
    pasted = "[paste_bank]\nc1\nNo. Rekening,=,'1234567890\nTanggal,Keterangan,Cabang,Jumlah,,Saldo\n''19/11,BUDI,'0998,150123.00,CR,1150123.00"
    outcome, _, _ = run(pasted, paste_account="BCA Bisnis")
    assert told(outcome) == ["problem.F01(account=BCA 1234567890, chosen=BCA Bisnis 9876543210)"]
    assert ledger(outcome) == []


def test_statement_of_an_unknown_account_is_f01() -> None:
    outcome, _, _ = run("", file_of("5550001111", LINE))
    assert told(outcome) == ["problem.F01(account=BCA 5550001111, chosen=BCA 1234567890)"]
    assert outcome.problems[0].key == "mutasi.csv"


def test_lines_under_another_account_are_f02_and_nothing_filed() -> None:
    journal = (
        JOURNAL.replace("| SITI        |", "| BUDI        |")
        .replace("| 50000  |", "| 150123 |")
        .replace("| 1000000     |", "| 1150123     |")
        .replace("2026-11-18 |", "2026-11-19 |")
    )
    outcome, _, _ = run(journal, file_of("9876543210", LINE))
    assert told(outcome) == ["problem.F02(account=BCA, lines=1)"]
    assert len(ledger(outcome)) == 2


def test_unreadable_pasted_line_is_f04_by_its_row() -> None:
    outcome, _, _ = run(PASTED.replace("15000.00,DB", "15rb,DB"))
    (problem,) = outcome.problems
    assert (problem.code, problem.row, problem.tab) == ("F04", 6, "paste_bank")
    text = words("id")(problem.sentence)
    assert text.startswith('Baris 6 tidak terbaca: "')
    assert ledger(outcome) == []


def test_changed_cell_is_f03_by_its_name() -> None:
    pasted = (
        "[paste_bank]\nc1 | c2 | c3 | c4 | c5 | c6\n'19/11 | BUDI | '0998 | 1.5 | CR | '1150123.00"
    )
    outcome, _, _ = run(pasted)
    assert told(outcome) == ["problem.F03(cell=D5, content=1.5)"]


def test_refused_file_is_told_by_name() -> None:
    refused = RefusedFile("x.xlsx", 3, "money_damaged", "Total Pembayaran: 9.9")
    outcome, _, _ = run("", refused)
    assert words("id")(outcome.problems[0].sentence).startswith(
        "x.xlsx: Angka di kolom Total Pembayaran: 9.9 rusak"
    )


def test_missing_days_are_b05_once_and_stand_on_the_line() -> None:
    outcome, _, _ = run(JOURNAL, file_of("1234567890", "'20/11,BUDI,'0998,150123.00,CR,1350123.00"))
    (problem,) = outcome.problems
    assert (
        words("id")(problem.sentence)
        == "Mutasi BCA ada yang bolong Rp200.000 antara 18/11 dan 20/11. Tempel ulang tgl 20/11"
    )
    checks = [shown(row["balance_check"]) for row in ledger(outcome)]  # type: ignore[arg-type]
    assert checks == ["balance.joined()", "balance.absent()", "balance.gap(gap_idr=200000)"]


def answer(text: str, *arrivals: Arrival, now: dt.datetime = NOW) -> str | None:
    outcome, given, ctx = run(text, *arrivals, now=now)
    said = answer_of(given.with_([c.table for c in outcome.contents]), ctx)
    return words("id")(said) if said else None


def test_paste_is_answered_with_its_counts() -> None:
    assert (
        answer(PASTED)
        == "2 baris: 2 baru, 0 sudah ada, 0 tidak terbaca · saldo nyambung s.d. 20/11 · boleh dihapus"
    )


def test_answer_stays_in_the_next_cycle_and_counts_as_known_tomorrow() -> None:
    outcome, _, _ = run(PASTED)
    rows = ledger(outcome)
    lines = [
        f"{row['line_id']} | BCA | {str(row['booked_on'])[:10]} | FALSE | {row['description']} | {int(str(row.get('in_sen', 0))) // 100 or ''} | {int(str(row.get('out_sen', 0))) // 100 or ''} | {int(str(row['balance_sen'])) // 100} | paste_bank | 2026-11-21T14:05"
        for row in rows
    ]
    journal = (
        "[bank_transactions]\nline_id | account | booked_on | pending | description | in_sen | out_sen | balance_sen | source | first_seen_at\n"
        + "\n".join(lines)
    )
    assert answer(PASTED + journal, now=NOW + dt.timedelta(minutes=1)) == answer(PASTED)
    tomorrow = answer(PASTED + journal, now=NOW + dt.timedelta(days=1))
    assert tomorrow is not None
    assert tomorrow.startswith("2 baris: 0 baru, 2 sudah ada")


def test_empty_paste_tab_has_no_answer() -> None:
    assert answer("") is None


def test_refused_paste_says_so_in_its_answer() -> None:
    said = answer(PASTED.replace("15000.00,DB", "15rb,DB"))
    assert said is not None
    assert said.startswith("⛔ Baris 6 tidak terbaca")
    assert said.endswith("Belum ada yang dicatat")


def order(status: str = "to_ship", raw: str = "Perlu Dikirim") -> MarketplaceArrival:
    line = MarketplaceLine(
        store=None, channel="Shopee", marketplace_order_no="261120ABCD0001", seller_sku=None, item=None,
        product_name="Topi", variation=None, twin_no=1, qty=1, list_price_idr=15_000, deal_price_idr=15_000,
        seller_discount_idr=0, platform_discount_idr=0, shipping_paid_idr=0, order_paid_idr=15_000,
        raw_status=raw, status=status, created_at=dt.datetime(2026, 11, 20, 8, 12), paid_at=None,
        ship_by=None, completed_at=None, courier=None, tracking_no=None, city=None, province=None,
        buyer=None, source="o.xlsx",
    )  # fmt: skip
    return MarketplaceArrival("o.xlsx", "Shopee", "", (line,))


HELD_ORDER = """
[marketplace_orders]
channel | marketplace_order_no | product_name | twin_no | qty | list_price_idr | deal_price_idr | seller_discount_idr | platform_discount_idr | shipping_paid_idr | order_paid_idr | raw_status | status | created_at | source
Shopee | 261120ABCD0001 | Topi | 1 | 1 | 15000 | 15000 | 0 | 0 | 0 | 15000 | Perlu Dikirim | Perlu Dikirim | 2026-11-20T08:12 | old.xlsx
"""


def orders(outcome: Outcome) -> list[dict[str, object]]:
    return [row for c in outcome.contents if c.tab is MARKETPLACE_ORDERS for row in frame_rows(c)]


def test_new_marketplace_rows_are_handed_on_as_a_patch() -> None:
    outcome, _, _ = run("", order())
    assert [
        (row["product_name"], row["status"], row["order_paid_idr"]) for row in orders(outcome)
    ] == [("Topi", "to_ship", 15_000)]


def test_known_marketplace_row_is_not_written_again() -> None:
    outcome, _, _ = run(HELD_ORDER, order())
    assert orders(outcome) == []


def test_newer_status_is_written_and_older_is_not() -> None:
    newer, _, _ = run(HELD_ORDER, order("shipping", "Sedang Dikirim"))
    assert [row["status"] for row in orders(newer)] == ["shipping"]
    older, _, _ = run(HELD_ORDER, order("unpaid", "Belum Bayar"))
    assert orders(older) == []


def test_idle_cycle_gives_the_ledger_as_it_was() -> None:
    outcome, given, _ = run(JOURNAL)
    again = [row["line_id"] for row in ledger(outcome)]
    assert again == given[next(iter(JOB.reads))].frame["line_id"].tolist()
    assert isinstance(file_of("1234567890", LINE), StatementArrival)


SOLD = """
[marketplace_orders]
channel | marketplace_order_no | seller_sku | product_name | variation | item | twin_no | qty | raw_status | status | source
"""
PRODUK = """
[products]
sku | name | variant | barcode | old_names | price_idr
    | Kaos Polos | Hitam M | | | 85_000
    | Kaos Polos | Hitam L | | KPH-L; Kaos Hitam L | 85_000
    | Rok Plisket | Army | | | 99_000
TAS-01 | Tas Serut | | 899001 | | 25_000
"""


@pytest.mark.parametrize(
    ("sku", "product", "variation", "item"),
    [
        ("tas-01", "Tas Serut Serbaguna", "", "TAS-01"),
        ("899001", "Tas Serut Serbaguna", "", "TAS-01"),
        ("KPH-L", "KAOS PROMO", "", "Kaos Polos - Hitam L"),
        ("", "kaos  polos", "HITAM M", "Kaos Polos - Hitam M"),
        ("", "Kaos Polos - Hitam L", "", "Kaos Polos - Hitam L"),
        ("", "Tas Serut", "Merah", "TAS-01"),
        ("", "Rok Plisket", "", "Rok Plisket - Army"),
        ("", "Rok Plisket", "Hitam", None),  # another colour than the only one in Produk
        ("", "Kaos Polos", "", None),  # two answer to it
        ("", "Kaos Promo", "Hitam M", None),
    ],
)
def test_marketplace_row_gets_the_item_of_produk_that_it_names(
    sku: str, product: str, variation: str, item: str | None
) -> None:
    row = f"Shopee | 26112 | {sku} | {product} | {variation} | | 1 | 1 | Selesai | Selesai | o.xlsx"
    outcome, _, _ = run(PRODUK + SOLD + row)
    assert [found.get("item") for found in orders(outcome)] == ([item] if item else [])


def test_product_that_is_gone_takes_its_item_off_and_an_unread_produk_does_not() -> None:
    row = "Shopee | 26112 | | Topi | | Topi | 1 | 1 | Selesai | Selesai | o.xlsx"
    outcome, given, ctx = run(PRODUK + SOLD + row)
    assert ["item" in found for found in orders(outcome)] == [False]
    unread = Tables({key: table for key, table in given._tables.items() if key != "products"})
    assert orders(JOB.run(unread, ctx)) == []


def test_new_marketplace_row_comes_with_its_item_and_older_rows_are_mended_beside_it() -> None:
    shop = """
    [products]
    name | price_idr
    Topi | 15_000
    """
    older = "Shopee | 261101 | | topi | | | 1 | 1 | Selesai | Selesai | o.xlsx"
    outcome, _, _ = run(shop + SOLD + older, order())
    assert [(row["marketplace_order_no"], row["item"]) for row in orders(outcome)] == [
        ("261120ABCD0001", "Topi"),
        ("261101", "Topi"),
    ]
