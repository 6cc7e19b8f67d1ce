"""Buku Nota and Harga Nota: numbers, codes, moments and prices, as journals."""

import datetime as dt
from dataclasses import replace

from automations.jobs.number_orders import JOB
from automations.matching.codes import CodeHolder, codes_for
from automations.workbook.job import Level, Outcome
from automations.workbook.tables import Tables
from sheet_schema.tabs import ORDER_BOOK, ORDER_PRICES
from tests import drawing
from tests.matching.cycles import BCA, SAY, drawn_orders, merged, order

NOW = drawing.NOW


def run(tables: Tables, now: dt.datetime = NOW) -> Outcome:
    return JOB.run(tables, drawing.context(now, BCA))


def after(tables: Tables, found: Outcome) -> Tables:
    return tables.with_(merged(tables, contents) for contents in found.contents)


def book(found: Outcome) -> dict[object, dict[str, object]]:
    return {row["order_no"]: row for row in drawing.frame_rows(found.contents[0])}


def prices(found: Outcome) -> list[tuple[object, ...]]:
    keys = ("order_no", "line", "unit_price_idr", "qty", "order_total_idr", "version")
    return [tuple(row[key] for key in keys) for row in drawing.frame_rows(found.contents[1])]


def kept(orders: list[dict[str, object]], held: Tables, more: str = "") -> Tables:
    """The same journals under other facts."""
    fresh = drawn_orders(orders, more=more)
    return fresh.with_((held[ORDER_BOOK], held[ORDER_PRICES]))


def test_every_number_gets_an_entry_and_a_free_one_carries_a_code() -> None:
    found = run(drawing.tables("[orders]\norder_no | item\nN1001 |\nN1002 |\ncontoh | Kaos"))
    entries = book(found)
    assert set(entries) == {"N1001", "N1002"}
    assert all(entry["state"] == "free" and entry["adopted"] for entry in entries.values())
    codes = [entry["unique_code"] for entry in entries.values()]
    assert len(set(codes)) == 2
    assert all(1 <= code <= 499 for code in codes)  # type: ignore[operator]


def test_only_the_next_two_hundred_free_numbers_carry_a_code() -> None:
    numbers = "\n".join(f"N{1001 + i} |" for i in range(260))
    entries = book(run(drawing.tables(f"[orders]\norder_no | item\n{numbers}")))
    coded = sorted(str(no) for no, entry in entries.items() if "unique_code" in entry)
    assert (len(coded), coded[0], coded[-1]) == (200, "N1001", "N1200")


def test_a_second_cycle_without_a_new_fact_writes_nothing() -> None:
    tables = drawn_orders([order("N1", 150_000)], codes="N1 | 123")
    tables = after(tables, run(tables))
    again = run(tables, NOW + dt.timedelta(minutes=5))
    assert [len(contents.table) for contents in again.contents] == [0, 0]


def test_moments_are_stamped_when_first_seen_and_kept_for_ever() -> None:
    tables = drawn_orders([order("N1", 150_000)], codes="N1 | 123")
    tables = after(tables, run(tables))
    later = NOW + dt.timedelta(hours=1)
    paid = order("N1", 150_000, money_seen_by="Rina", tracking_no="7", claims_paid="TRUE")
    found = run(kept([paid], tables), later)
    entry = book(found)["N1"]
    assert entry["first_complete_at"] == NOW
    assert entry["money_seen_at"] == entry["sent_at"] == entry["claimed_at"] == later
    cleared = kept([order("N1", 150_000)], after(kept([paid], tables), found))
    assert book(run(cleared, later + dt.timedelta(hours=1))) == {}


def test_a_number_in_use_before_the_book_began_is_adopted_without_a_code() -> None:
    tables = drawing.tables("[orders]\norder_no | item | qty")
    typed = drawn_orders([order("A7", 150_000)]).with_((tables[ORDER_BOOK],))
    entry = book(run(typed))["A7"]
    assert entry["adopted"]
    assert "unique_code" not in entry


def test_a_code_rests_three_days_after_payment_and_the_longest_unused_goes_first() -> None:
    day = dt.timedelta(days=1)
    holders = [CodeHolder(f"N{c}", c, NOW - c * day, NOW - day) for c in range(1, 500)]
    assert codes_for(["N900"], holders, NOW) == {"N900": 499}
    resting = replace(holders[498], free_from=NOW + day)
    assert codes_for(["N900"], [*holders[:498], resting], NOW) == {"N900": 498}
    busy = [replace(holder, free_from=None) for holder in holders]
    assert codes_for(["N900"], busy, NOW) == {}


def test_the_first_complete_price_is_told_with_shipping_discount_and_code() -> None:
    given = order("N1", 150_000, discount_idr=10_000, shipping_fee_idr=15_000, other_fee_idr=500)
    found = run(drawn_orders([given], codes="N1 | 123"))
    assert prices(found) == [("N1", "KAOS", 150_000, 1, 155_623, 1)]
    by_cod = run(drawn_orders([{**given, "payment_kind": "cod"}], codes="N1 | 123"))
    assert prices(by_cod)[0][4] == 155_500


def test_an_incomplete_or_excluded_order_is_told_no_price() -> None:
    for fault in ("incomplete", "excluded"):
        assert prices(run(drawn_orders([order("N1", 150_000, **{fault: "TRUE"})]))) == []


def test_an_edit_before_money_is_a_new_version_but_a_price_in_produk_changes_nothing() -> None:
    tables = drawn_orders([order("N1", 150_000)], codes="N1 | 0")
    tables = after(tables, run(tables))
    edited = run(kept([order("N1", 150_000, shipping_fee_idr=20_000)], tables))
    assert prices(edited) == [("N1", "KAOS", 150_000, 1, 170_000, 2)]
    risen = run(kept([order("N1", 160_000)], tables))
    assert prices(risen) == []
    told = [(p.key, p.level, SAY(p.sentence)) for p in risen.problems]
    assert told == [
        (
            "Kaos",
            Level.INFO,
            "Harga Kaos naik Rp150.000→Rp160.000; 1 nota belum bayar tetap Rp150.000",
        )
    ]


def test_an_edit_after_money_or_sending_keeps_the_total_and_asks() -> None:
    tables = drawn_orders([order("N1", 150_000, money_seen_by="Rina")], codes="N1 | 0")
    tables = after(tables, run(tables))
    edited = order("N1", 150_000, money_seen_by="Rina", shipping_fee_idr=20_000)
    found = run(kept([edited], tables))
    assert prices(found) == []
    assert [SAY(p.sentence) for p in found.problems] == [
        "N1 sekarang jadi Rp170.000, tercatat Rp150.000. Tetap pakai Rp150.000. Mau diganti?"
    ]
    assert [a.code for a in found.actions] == ["R05-N1"]
    kept_so = drawn_orders([edited], answers="R05-N1 | Ya, benar")
    quiet = run(kept_so.with_((tables[ORDER_BOOK], tables[ORDER_PRICES])))
    assert quiet.problems == ()


def test_an_edit_and_its_payment_in_one_cycle_are_a_new_version() -> None:
    tables = drawn_orders([order("N1", 150_000)], codes="N1 | 0")
    tables = after(tables, run(tables))
    both = order("N1", 150_000, money_seen_by="Rina", shipping_fee_idr=20_000)
    assert prices(run(kept([both], tables)))[0][4:] == (170_000, 2)


def test_equal_totals_of_open_orders_are_t05_with_a_free_number() -> None:
    two = [order("N1", 150_000), order("N2", 150_000)]
    found = run(drawn_orders(two, codes="N1 | 0\nN2 | 0\nN3 | 9"))
    assert [(p.code, p.key) for p in found.problems] == [("T05", "N2")]
    sent = [{**two[0], "money_seen_by": "Rina"}, two[1]]
    assert run(drawn_orders(sent, codes="N1 | 0\nN2 | 0")).problems == ()
