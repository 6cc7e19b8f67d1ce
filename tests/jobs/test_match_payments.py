"""The ledger as a journal, the money of orders, and what is asked about both."""

import datetime as dt
from dataclasses import replace

from automations.jobs.match_payments import JOB
from sheet_schema.tabs import BANK_TRANSACTIONS, ORDER_MONEY
from tests.drawing import frame_rows
from tests.matching.cycles import SAY, cycle, drawn_orders, order

PAYS = "M-1 | BCA | 2026-11-20 | TRSF E-BANKING CR BUDI SANTOSO | BUDI SANTOSO | 150123 | | 1 | b.csv | 2026-11-20T20:00"
STRANGE = "M-2 | BCA | 2026-11-18 | TRSF E-BANKING CR DEWI L | DEWI L | 350412 | | 1 | b.csv | 2026-11-18T20:00"


def test_mutasi_bank_is_given_only_where_a_line_changed() -> None:
    after = cycle(drawn_orders([order("N1", 150_000)], f"{PAYS}\n{STRANGE}", codes="N1 | 123"))
    assert {r["line_id"]: r["state"] for r in after.rows(BANK_TRANSACTIONS)} == {
        "M-1": "automatic", "M-2": "unknown",
    }  # fmt: skip
    again = JOB.run(after.tables, after.ctx)
    assert [len(contents.table) for contents in again.contents[:1]] == [0]


def test_money_unexplained_for_a_day_is_b03_and_can_be_snoozed() -> None:
    tables = drawn_orders([], STRANGE)
    after = cycle(tables)
    assert [SAY(p.sentence) for p in after.problems] == [
        "Uang masuk Rp350.412 dari DEWI L 18/11 belum ketahuan punya siapa"
    ]
    assert [a.code for a in after.actions] == ["M-2"]
    asleep = drawn_orders([], STRANGE, "M-2 | Tunda s.d. | | | 2026-11-25")
    assert cycle(asleep).codes() == []
    assert cycle(asleep, now=dt.datetime(2026, 11, 26, 9)).codes() == ["B03 M-2"]


def test_b08_needs_a_statement_that_covers_the_day_to_the_next_working_day() -> None:
    seen = order("N1", 150_000, ordered_on="2026-11-18", money_seen_by="Rina")
    book = """
    [order_book]
    order_no | state | first_complete_at | money_seen_at
    N1 | Dipakai | 2026-11-18T09:00 | 2026-11-18T10:00
    """

    def codes(bank: str) -> list[str]:
        return [c for c in cycle(drawn_orders([seen], bank, more=book)).codes() if "B08" in c]

    fee = "M-{0} | BCA | 2026-11-{0} | BIAYA ADM | | | 17000 | {1} | b.csv | 2026-11-20T20:00"
    assert codes(fee.format(18, 1) + "\n" + fee.format(19, 1)) == ["B08 N1"]
    assert codes(fee.format(18, 1)) == []
    assert codes(fee.format(18, "") + "\n" + fee.format(19, "")) == []
    perhaps = PAYS.replace("150123", "149000").replace("11-20", "11-18")
    assert codes(fee.format(18, 1) + "\n" + fee.format(19, 1) + "\n" + perhaps) == []


def test_money_of_a_cancelled_order_is_b13_and_a_surplus_b11() -> None:
    gone = [order("N1", 150_000, cancel_reason="Pembeli batal")]
    answer = "M-1 | Cocokkan ke nota | N1"
    priced = cycle(drawn_orders([order("N1", 150_000)], codes="N1 | 123")).tables
    journals = ("order_book", "order_prices")
    from_before = [table for key, table in priced._tables.items() if key in journals]
    cancelled = drawn_orders(gone, PAYS, answer, codes="N1 | 123").with_(from_before)
    assert "B13 N1" in cycle(cancelled).codes()
    over = PAYS.replace("150123", "200123")
    after = cycle(drawn_orders([order("N1", 150_000)], over, answer, codes="N1 | 123"))
    assert "B11 N1" in after.codes()
    assert after.rows(ORDER_MONEY)[0]["proven_idr"] == 150_123
    assert after.rows(BANK_TRANSACTIONS)[0]["state"] == "partial"


def test_one_line_may_be_given_to_several_orders_and_never_beyond_its_amount() -> None:
    two = [order("N1", 100_000), order("N2", 50_000)]
    line = PAYS.replace("150123", "150000")
    split = cycle(
        drawn_orders(two, line, "M-1 | Cocokkan ke nota | N1=100000; N2", codes="N1 | 0\nN2 | 0")
    )
    assert {str(r["order_no"]): r["proven_idr"] for r in split.rows(ORDER_MONEY)} == {
        "N1": 100_000, "N2": 50_000,
    }  # fmt: skip
    twice = cycle(
        drawn_orders(two, line, "M-1 | Cocokkan ke nota | N1; N1", codes="N1 | 0\nN2 | 0")
    )
    assert [p.code for p in twice.problems if p.code == "X02"] == ["X02"]


def test_a_sent_order_stays_paid_when_its_answer_is_deleted_and_the_owner_is_asked() -> None:
    sent = [order("N1", 150_000, tracking_no="JNE1")]
    line = PAYS.replace("150123", "150000")
    answered = cycle(drawn_orders(sent, line, "M-1 | Cocokkan ke nota | N1", codes="N1 | 0"))
    journals = ("order_book", "order_prices", "bank_transactions")
    held = [table for key, table in answered.tables._tables.items() if key in journals]
    after = cycle(drawn_orders(sent, line, codes="N1 | 0").with_(held))
    assert after.says("N1")[0] == "DIKIRIM"
    assert "B09 N1" in after.codes()


def test_nothing_is_matched_by_a_job_that_has_no_lines() -> None:
    after = cycle(drawn_orders([order("N1", 150_000)], codes="N1 | 123"))
    found = JOB.run(after.tables, replace(after.ctx, problems=()))
    assert [len(contents.table) for contents in found.contents] == [0, 0, 1]
    assert frame_rows(found.contents[2])[0]["total_idr"] == 150_123
