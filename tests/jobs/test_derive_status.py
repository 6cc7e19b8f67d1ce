"""The texts that staff read, and every status (workbook.md 5 and 6), each from drawn facts."""

from dataclasses import replace
from typing import Any

import pytest

from automations.workbook.job import Sentence
from sheet_schema.tabs import ORDER_STATUSES, READY_TO_SHIP
from tests.matching.cycles import BCA, SAY, After, cycle, drawn_orders, order

RECENT = "M-0 | BCA | 2026-11-20 | BIAYA ADM | | | 17000 | 100 | bca.csv | 2026-11-20T20:00"
OLD = "M-0 | BCA | 2026-11-18 | BIAYA ADM | | | 17000 | 100 | bca.csv | 2026-11-18T20:00"
EXACT = "M-7K3QF8ZA | BCA | 2026-11-20 | TRSF E-BANKING CR BUDI SANTOSO | BUDI SANTOSO | 150123 | | 1 | bca.csv | 2026-11-20T20:00"
BOOK = (
    "[order_book]\norder_no | unique_code | state | first_filled_at | first_complete_at | "
    "money_seen_at | claimed_at | sent_at\n"
)


def after(
    bank: str = RECENT, book: str = "", answers: str = "", settings: Any = BCA, **facts: object
) -> After:
    """One order of Rp150.123 (code 123); *book* are its moments."""
    moments = book or "2026-11-20T09:00 | 2026-11-20T09:00"
    given = order("N1", 150_000, **facts)
    tables = drawn_orders([given], bank, answers, more=f"{BOOK} N1 | 123 | Dipakai | {moments}")
    return cycle(tables, settings)


SEEN = {"money_seen_by": "Rina"}
SEEN_18 = "2026-11-18T09:00 | 2026-11-18T09:00 | 2026-11-18T10:00"
STRICT = replace(BCA, statement_required=True)
CLAIM = {"claims_paid": "TRUE"}
CLAIM_20 = "2026-11-19T09:00 | 2026-11-20T13:00 | | 2026-11-20T10:15"
CLAIM_19 = "2026-11-19T09:00 | 2026-11-20T13:00 | | 2026-11-19T10:15"
COVERED = OLD + "\n" + RECENT.replace("M-0", "M-9")

TEXTS = [
    (dict(), "belum ada uang (mutasi s.d. 20/11)", "⛔ JANGAN DULU: uang belum masuk"),
    (dict(bank=OLD), "belum tahu, mutasi terakhir 18/11", "⛔ JANGAN DULU: belum ada yang cek uangnya"),
    (dict(bank=""), "belum ada data bank", "⛔ JANGAN DULU: belum ada yang cek uangnya"),
    (dict(book=CLAIM_20, **CLAIM), "katanya sudah TF 20/11 10.15",
     "⛔ JANGAN DULU: mutasi belum diperbarui sejak katanya TF"),
    (dict(book=CLAIM_19, **CLAIM), "katanya sudah TF 19/11 10.15, belum ada",
     "⛔ JANGAN DULU: di mutasi belum ada uangnya"),
    (dict(book="2026-11-20T09:00 | 2026-11-20T09:00 | 2026-11-20T10:00", **SEEN), "👤 dicek Rina 20/11", "✅ KIRIM"),
    (dict(book="2026-11-20T09:00 | 2026-11-20T09:00 | 2026-11-20T10:00", settings=STRICT, **SEEN),
     "👤 dicek Rina 20/11", "⛔ JANGAN DULU: tunggu mutasi"),
    (dict(bank=COVERED, book=SEEN_18, ordered_on="2026-11-18", **SEEN),
     "👤 dicek Rina 18/11, di mutasi TIDAK ADA", "⛔ JANGAN DULU: di mutasi tidak ada, tanya pemilik"),
    (dict(bank=EXACT), "✅ mutasi 20/11 BCA Rp150.123 (otomatis 100)", "✅ KIRIM"),
    (dict(bank=EXACT, answers="M-7K3QF8ZA | Ya, benar | | | | Sari"),
     "✅ mutasi 20/11 BCA Rp150.123 (dijawab Sari)", "✅ KIRIM"),
    (dict(bank=EXACT.replace("150123", "150000")), "❓ mungkin M-7K3QF8ZA (75), jawab di Konfirmasi",
     "⛔ JANGAN DULU: ada uang Rp150.000, jawab Konfirmasi"),
    (dict(bank=EXACT.replace("150123", "147623"), answers="M-7K3QF8ZA | Cocokkan ke nota | N1"),
     "kurang Rp2.500, sama dengan biaya transfer", "⛔ JANGAN DULU: kurang Rp2.500"),
    (dict(bank=EXACT.replace("150123", "200123"), answers="M-7K3QF8ZA | Cocokkan ke nota | N1 | | | Sari"),
     "✅ mutasi 20/11 BCA Rp200.123 (dijawab Sari) lebih Rp50.000", "✅ KIRIM"),
    (dict(payment_kind="cash", **SEEN), "💵 tunai, masuk Laci", "✅ KIRIM"),
    (dict(payment_kind="cod"), "COD Rp150.000, belum cair", "✅ KIRIM, tagih Rp150.000"),
    (dict(payment_kind="cod", tracking_no="'0123",
          book="2026-11-20T09:00 | 2026-11-20T09:00 | 2026-11-21T10:00", **SEEN),
     "COD cair 21/11", "🚚 sudah dikirim JNE 0123"),
    (dict(payment_kind="credit"), "bayar belakangan, ⏳ belum bisa di versi ini",
     "⛔ JANGAN DULU: bayar belakangan belum disetujui"),
    (dict(incomplete="TRUE", missing="courier"), "", "⛔ JANGAN DULU: lengkapi Kurir"),
    (dict(bank=EXACT, hold_until="2026-11-24"), "✅ mutasi 20/11 BCA Rp150.123 (otomatis 100)",
     "⛔ JANGAN DULU: ditahan s.d. 24/11"),
    (dict(cancel_reason="Pembeli batal"), "", "⛔ JANGAN DULU: batal"),
    (dict(bank=EXACT, tracking_no="'0123"), "✅ mutasi 20/11 BCA Rp150.123 (otomatis 100)",
     "🚚 sudah dikirim JNE 0123"),
]  # fmt: skip


@pytest.mark.parametrize(("situation", "payment", "shipping"), TEXTS)
def test_bayar_and_kirim_say_what_the_table_of_texts_says(
    situation: dict[str, Any], payment: str, shipping: str
) -> None:
    assert after(**situation).says("N1")[1:] == (payment, shipping)


LONG_AGO = "2026-11-01T09:00 | 2026-11-01T09:00 | | | 2026-11-02T15:00"
STATUSES = [
    (dict(incomplete="TRUE", missing="courier"), "draft", "BELUM LENGKAP"),
    (dict(), "awaiting_payment", "BELUM BAYAR"),
    (dict(payment_kind="cod", hold_until="2026-11-24"), "cod", "COD"),
    (dict(down_payment_idr=50_000, **SEEN), "part_paid", "DP MASUK (dicek Rina)"),
    (dict(settings=STRICT, **SEEN), "seen_paid", "SUDAH BAYAR (dicek Rina)"),
    (dict(bank=EXACT, hold_until="2026-11-24"), "paid", "LUNAS ✅ mutasi"),
    (dict(book="2026-11-17T09:00 | 2026-11-17T09:00"), "expired", "HANGUS (lewat batas bayar)"),
    (dict(book="2026-11-17T09:00 | 2026-11-17T09:00", bank=OLD.replace("18", "16")),
     "awaiting_payment", "BELUM BAYAR"),
    (dict(bank=EXACT), "ready", "LUNAS ✅ mutasi"),
    (dict(**SEEN), "ready", "SUDAH BAYAR (dicek Rina)"),
    (dict(bank=EXACT, tracking_no="1"), "shipped", "DIKIRIM"),
    (dict(tracking_no="1"), "shipped", "DIKIRIM ⚠"),
    (dict(tracking_no="1", cancel_reason="Paket balik"), "sent_back", "PAKET BALIK"),
    (dict(tracking_no="1", book=LONG_AGO, **SEEN), "completed", "SELESAI"),
    (dict(cancel_reason="Stok kosong"), "cancelled", "BATAL"),
    (dict(counter_sale="TRUE", payment_kind="cash", channel="Toko", ordered_on="2026-11-21"), "paid", "LUNAS"),
    (dict(counter_sale="TRUE", payment_kind="cash", channel="Toko"), "completed", "SELESAI"),
    (dict(payment_kind="cash"), "awaiting_payment", "BELUM BAYAR"),
]  # fmt: skip


@pytest.mark.parametrize(("situation", "status", "words"), STATUSES)
def test_facts_give_the_status_of_the_table(
    situation: dict[str, Any], status: str, words: str
) -> None:
    found = after(**situation)
    assert (found.rows(ORDER_STATUSES)[0]["status"], found.says("N1")[0]) == (status, words)


def test_a_parcel_sent_without_money_is_p03_for_the_owner() -> None:
    found = after(tracking_no="1")
    said = [(SAY(p.sentence), p.owner_only) for p in found.problems if p.code == "P03"]
    assert said == [("N1 Rp150.123 sudah dikirim padahal uang belum masuk", True)]
    assert [a.code for a in found.actions] == ["P03-N1"]


def test_a_cancellation_after_sending_is_p05_and_the_order_stays_sent() -> None:
    found = after(bank=EXACT, tracking_no="1", cancel_reason="Pembeli batal")
    assert "P05 N1" in found.codes()
    assert found.says("N1")[0] == "DIKIRIM"


def test_an_order_that_could_go_for_days_is_p04_unless_it_is_on_hold() -> None:
    early = "2026-11-17T09:00 | 2026-11-17T09:00 | 2026-11-18T10:00"
    assert "P04 N1" in after(bank="", book=early, **SEEN).codes()
    assert "P04 N1" not in after(bank="", book=early, hold_until="2026-11-24", **SEEN).codes()


def test_a_claim_is_doubted_only_when_the_statement_is_newer() -> None:
    assert "B01 N1" in after(book=CLAIM_19, **CLAIM).codes()
    assert "B02 N1" in after(book=CLAIM_20, **CLAIM).codes()


def test_the_owner_settles_b08_either_way() -> None:
    gone = dict(bank=COVERED, book=SEEN_18, ordered_on="2026-11-18", **SEEN)
    assert "B08 N1" in after(**gone).codes()
    right = after(answers="B08-N1 | Ya, benar", **gone)
    assert "B08 N1" not in right.codes()
    assert right.says("N1")[2] == "✅ KIRIM"
    wrong = after(answers="B08-N1 | Bukan, pisahkan", **gone)
    assert wrong.rows(ORDER_STATUSES)[0]["status"] != "seen_paid"


def test_revenue_falls_on_the_day_the_money_was_seen_else_on_the_bank_day() -> None:
    def revenue(found: After) -> tuple[object, object, object]:
        row = found.rows(ORDER_STATUSES)[0]
        day = row.get("revenue_on")
        return row["counts"], str(day)[:10] if day is not None else None, row["revenue_idr"]

    assert revenue(after()) == (False, None, 150_000)
    assert revenue(after(bank=EXACT)) == (True, "2026-11-20", 150_000)
    assert revenue(after(book=SEEN_18, bank="", **SEEN)) == (True, "2026-11-18", 150_000)


def test_the_packing_list_puts_ready_orders_first_by_their_day_then_those_to_wait() -> None:
    orders = [
        order("N1", 150_000),
        order("N2", 150_000, money_seen_by="Rina", sender="Toko Lain", address="Jl. Contoh 1", city="Bandung"),
        order("N3", 150_000, money_seen_by="Rina", tracking_no="7"),
        order("N4", 150_000, cancel_reason="Stok kosong"),
    ]  # fmt: skip
    shop = """
    [products]
    name | price_idr | weight_g
    Kaos | 150000 | 200
    [marketplace_orders]
    channel | marketplace_order_no | product_name | twin_no | qty | raw_status | status | source | ship_by
    Shopee | 2411A | Kaos Polos | 1 | 2 | Perlu Dikirim | Perlu Dikirim | s.xlsx | 2026-11-22T00:00
    Shopee | 2411B | Kaos Polos | 1 | 1 | Selesai | Selesai | s.xlsx | 2026-11-22T00:00
    """
    rows = cycle(drawn_orders(orders, RECENT, more=shop)).rows(READY_TO_SHIP)
    assert [row["order_no"] for row in rows] == ["N2", "2411A", "N1", "N3"]
    label = rows[0]["label"]
    assert isinstance(label, Sentence)
    assert SAY(label) == ("Budi Santoso\n081200000001\nJl. Contoh 1, Bandung\nPengirim: Toko Lain")
    assert (rows[0]["contents"], rows[0]["weight_g"], rows[1]["contents"]) == (
        "1× Kaos",
        200,
        "2× Kaos Polos",
    )
    assert "label" not in rows[3]
    assert len(str(rows[0]["check_letters"])) == 3


def test_stock_holds_a_shipment_only_when_the_shop_says_so() -> None:
    stock = """
    [stock_demand]
    item | counted | on_hand_qty | allocated_qty
    Kaos | TRUE | 0 | 1
    """
    paid = [order("N1", 150_000, money_seen_by="Rina")]
    tables = drawn_orders(paid, RECENT, more=stock)
    assert cycle(tables).says("N1")[2] == "✅ KIRIM ⚠ catatan stok 0, cek rak"
    held = cycle(tables, replace(BCA, stock_holds_shipping=True))
    assert held.says("N1")[2] == "⛔ JANGAN DULU: nunggu barang Kaos"
    assert held.rows(ORDER_STATUSES)[0]["status"] == "waiting_stock"
