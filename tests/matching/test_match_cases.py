"""Which line pays which order: one test for every case of the matching page."""

from dataclasses import replace

from automations.matching.answers import answer_results
from sheet_schema.tabs import (
    BANK_TRANSACTIONS,
    ORDER_BOOK,
    ORDER_MONEY,
    ORDER_PRICES,
    PAYMENT_MATCHES,
)
from tests.matching.cycles import SAY, After, cycle, drawn_orders, order

JOURNALS = (ORDER_BOOK, ORDER_PRICES)


def line(line_id: str, amount: str, who: str, day: str = "2026-11-20", note: str = "") -> str:
    text = f"TRSF E-BANKING CR 2011/FTSCY/WS95051 {amount}.00 {note} {who}"
    cells = (line_id, "BCA", day, text, who, amount, "", "", "bca.csv", f"{day}T20:00")
    return " | ".join(cells)


def test_a_coded_transfer_under_the_buyers_name_is_automatic() -> None:
    after = cycle(
        drawn_orders(
            [order("N1", 150_000)], line("M-1", "150123", "BUDI SANTOSO"), codes="N1 | 123"
        )
    )
    assert after.paid() == {"M-1": "N1 automatic"}
    assert after.says("N1") == (
        "LUNAS ✅ mutasi", "✅ mutasi 20/11 BCA Rp150.123 (otomatis 100)", "✅ KIRIM",
    )  # fmt: skip


def test_an_uncoded_transfer_is_automatic_only_with_the_buyers_full_name() -> None:
    def paid(who: str) -> dict[str, str]:
        return cycle(
            drawn_orders([order("N1", 150_000)], line("M-1", "150000", who), codes="N1 | 0")
        ).paid()

    assert paid("BUDI SANTOSO") == {"M-1": "N1 automatic"}
    assert paid("BUDI HARTONO") == {}
    assert paid("SITI AMINAH") == {}


def test_two_equal_totals_are_both_named_and_neither_is_booked() -> None:
    after = cycle(
        drawn_orders(
            [order("N1", 150_000), order("N2", 150_000, recipient_name="Siti Aminah")],
            line("M-1", "150000", "BUDI SANTOSO"), codes="N1 | 0\nN2 | 0",
        )
    )  # fmt: skip
    assert after.paid() == {}
    assert after.proposed() == [("M-1", "N1"), ("M-1", "N2")]
    assert "T05 N2" in after.codes()
    assert "B12 M-1" in after.codes()


def test_an_order_number_in_the_text_makes_an_uncoded_amount_automatic() -> None:
    orders = [order("N4217", 150_000)]
    written = line("M-1", "150000", "SITI AMINAH", note="N4217")
    assert cycle(drawn_orders(orders, written, codes="N4217 | 0")).paid() == {
        "M-1": "N4217 automatic"
    }
    longer = line("M-1", "150000", "SITI AMINAH", note="N42170")
    assert cycle(drawn_orders(orders, longer, codes="N4217 | 0")).paid() == {}


def test_a_forgotten_code_is_only_proposed() -> None:
    after = cycle(
        drawn_orders(
            [order("N1", 150_000)], line("M-1", "150000", "BUDI SANTOSO"), codes="N1 | 123"
        )
    )
    assert after.paid() == {}
    assert after.proposed() == [("M-1", "N1")]
    assert after.says("N1")[1:] == (
        "❓ mungkin M-1 (75), jawab di Konfirmasi",
        "⛔ JANGAN DULU: ada uang Rp150.000, jawab Konfirmasi",
    )


def test_another_person_who_pays_with_the_code_is_automatic() -> None:
    after = cycle(
        drawn_orders([order("N1", 150_000)], line("M-1", "150123", "SITI AMINAH"), codes="N1 | 123")
    )
    assert after.paid() == {"M-1": "N1 automatic"}


def test_a_name_cut_at_18_letters_is_the_same_name() -> None:
    buyer = order("N1", 150_000, recipient_name="Muhammad Rizki Pratama")
    after = cycle(
        drawn_orders([buyer], line("M-1", "150000", "MUHAMMAD RIZKI PRA"), codes="N1 | 0")
    )
    assert after.paid() == {"M-1": "N1 automatic"}


def test_a_line_with_sen_is_never_matched() -> None:
    after = cycle(
        drawn_orders(
            [order("N1", 150_000)], line("M-1", "150123.5", "BUDI SANTOSO"), codes="N1 | 123"
        )
    )
    assert after.paid() == {}
    assert after.proposed() == []


def test_money_that_came_before_the_order_was_typed_is_found() -> None:
    late = order("N1", 150_000, ordered_on="2026-11-21")
    after = cycle(drawn_orders([late], line("M-1", "150123", "BUDI SANTOSO"), codes="N1 | 123"))
    assert after.paid() == {"M-1": "N1 automatic"}


def test_an_order_paid_twice_is_left_to_people() -> None:
    bank = "\n".join(line(no, "150123", "BUDI SANTOSO") for no in ("M-1", "M-2"))
    after = cycle(drawn_orders([order("N1", 150_000)], bank, codes="N1 | 123"))
    assert after.paid() == {}
    assert after.proposed() == [("M-1", "N1"), ("M-2", "N1")]


def test_a_second_payment_the_next_day_leaves_both_to_people() -> None:
    bank = "\n".join(
        line(no, "150123", "BUDI SANTOSO", day)
        for no, day in (("M-1", "2026-11-20"), ("M-2", "2026-11-21"))
    )
    after = cycle(drawn_orders([order("N1", 150_000)], bank, codes="N1 | 123"))
    assert after.paid() == {}


def test_an_amount_that_is_only_near_is_never_booked_whatever_else_speaks_for_it() -> None:
    orders = [order("N4217", 150_000), order("N4218", 147_500, recipient_name="Siti Aminah")]
    less_the_fee = line("M-1", "147500", "BUDI SANTOSO", note="N4217")
    after = cycle(drawn_orders(orders, less_the_fee, codes="N4217 | 0\nN4218 | 0"))
    assert after.paid() == {}
    assert after.proposed()[0] == ("M-1", "N4217")


def test_a_decoy_order_with_the_same_total_keeps_the_line_open() -> None:
    decoy = order("N1", 150_000, ordered_on="2026-11-18", recipient_name="Siti Aminah")
    after = cycle(
        drawn_orders(
            [decoy, order("N2", 150_000)],
            line("M-1", "150000", "BUDI SANTOSO"),
            codes="N1 | 0\nN2 | 0",
        )
    )
    assert after.paid() == {}


def test_an_order_paid_on_monday_is_no_rival_on_friday() -> None:
    first, second = order("N1", 150_000, ordered_on="2026-11-16"), order("N2", 150_000)
    bank = (
        line("M-1", "150000", "BUDI SANTOSO", "2026-11-16")
        + "\n"
        + line("M-2", "150000", "BUDI SANTOSO")
    )
    after = cycle(drawn_orders([first, second], bank, codes="N1 | 0\nN2 | 0"))
    assert after.paid() == {"M-1": "N1 automatic", "M-2": "N2 automatic"}


def test_the_rest_after_a_down_payment_is_found_too() -> None:
    down = order("N1", 350_000, down_payment_idr=100_000)
    first = line("M-1", "100123", "BUDI SANTOSO", "2026-11-20")
    after = cycle(drawn_orders([down], first, codes="N1 | 123"))
    assert after.says("N1")[1:] == (
        "DP Rp100.000, kurang Rp250.123".replace("100.000", "100.123").replace(
            "250.123", "250.000"
        ),
        "⛔ JANGAN DULU: kurang Rp250.000",
    )
    rest = line("M-2", "250000", "BUDI SANTOSO", "2026-11-21")
    after = cycle(drawn_orders([down], f"{first}\n{rest}", codes="N1 | 123"))
    assert set(after.paid()) == {"M-1", "M-2"}
    assert after.says("N1")[0] == "LUNAS ✅ mutasi"


def test_bank_fees_interest_and_own_transfers_are_no_sales() -> None:
    bank = """
    M-1 | BCA | 2026-11-20 | BIAYA ADM | | | 17000 | | bca.csv | 2026-11-20T20:00
    M-2 | BCA | 2026-11-20 | BUNGA | | 150123 | | | bca.csv | 2026-11-20T20:00
    M-3 | BCA | 2026-11-20 | TRSF E-BANKING CR MELATI SARI | MELATI SARI | 150123 | | | bca.csv | 2026-11-20T20:00
    """
    after = cycle(drawn_orders([order("N1", 150_000)], bank, codes="N1 | 123"))
    found = {
        row["line_id"]: (row["state"], row["category"]) for row in after.rows(BANK_TRANSACTIONS)
    }
    assert found == {
        "M-1": ("not_sale", "Biaya bank"), "M-2": ("not_sale", "Bunga"), "M-3": ("not_sale", "Pindah Kas"),
    }  # fmt: skip
    assert after.paid() == {}


ANSWERABLE = line("M-1", "150000", "BUDI SANTOSO")
ONE = [order("N1", 150_000)]


def state(after: After) -> tuple[object, ...]:
    tabs = (BANK_TRANSACTIONS, PAYMENT_MATCHES, ORDER_MONEY)
    return (*(after.rows(tab) for tab in tabs), after.problems, after.actions, after.says("N1"))


def again(before: After, answers: str) -> After:
    fresh = drawn_orders(ONE, ANSWERABLE, answers, codes="N1 | 123")
    tabs = (BANK_TRANSACTIONS, *(tab for tab in JOURNALS))
    return cycle(fresh.with_(before.tables[tab] for tab in tabs))


def test_deleting_an_answer_gives_the_state_before_it_byte_for_byte() -> None:
    before = again(cycle(drawn_orders(ONE, ANSWERABLE, codes="N1 | 123")), "")
    for answer in ("M-1 Rp150.000 | Ya, benar", "M-1 | Cocokkan ke nota | N1", "M-1 | Bukan, pisahkan",
                   "M-1 | Tunda s.d. | | | 2026-12-01"):  # fmt: skip
        answered = again(before, answer)
        assert state(answered) != state(before), answer
        assert state(again(answered, answer)) == state(answered), answer
        assert state(again(answered, "")) == state(before), answer


def test_ya_benar_takes_the_proposal_and_names_who_said_so() -> None:
    before = cycle(drawn_orders(ONE, ANSWERABLE, codes="N1 | 123"))
    after = again(before, "M-1 | Ya, benar | | | | Sari")
    assert after.paid() == {"M-1": "N1 confirmed"}
    assert after.says("N1")[1] == "kurang Rp123"
    assert "B10 N1" in after.codes()


def test_bukan_pisahkan_never_proposes_the_pair_again() -> None:
    before = cycle(drawn_orders(ONE, ANSWERABLE, codes="N1 | 123"))
    after = again(again(before, "M-1 | Bukan, pisahkan"), "M-1 | Bukan, pisahkan")
    assert after.proposed() == []


def test_an_answer_that_does_not_fit_is_refused_with_its_reason() -> None:
    def refused(answer: str) -> list[str]:
        found = cycle(drawn_orders(ONE, ANSWERABLE, answer, codes="N1 | 123"))
        return [SAY(p.sentence) for p in found.problems if p.code == "X02"]

    assert refused("M-1 | Cocokkan ke nota | N1 | 175000") == [
        "⛔ ditolak: lebih dari sisa tagihan Rp150.123"
    ]
    assert refused("M-1 | Cocokkan ke nota | N9") == [
        "⛔ ditolak: N9 tidak ada atau belum ada harganya"
    ]
    assert refused("M-9 | Ya, benar") == ["⛔ ditolak: kodenya tidak ada di Mutasi Bank"]
    assert refused("M-1 | Cocokkan ke nota") == ["⛔ ditolak: isi No. Nota"]
    assert refused("M-1 | Tunda s.d.") == ["⛔ ditolak: isi Sampai Tanggal"]


def test_two_answers_for_one_code_count_only_when_their_day_tells() -> None:
    twice = "M-1 | Ya, benar\nM-1 | Cocokkan ke nota | N1"
    assert cycle(drawn_orders(ONE, ANSWERABLE, twice, codes="N1 | 123")).paid() == {}
    later = "M-1 | Tunda s.d. | | | 2026-12-01 | | 2026-11-20\nM-1 | Ya, benar | | | | | 2026-11-21"
    assert cycle(drawn_orders(ONE, ANSWERABLE, later, codes="N1 | 123")).paid() == {
        "M-1": "N1 confirmed"
    }


def test_the_three_result_columns_say_what_became_of_an_answer() -> None:
    answers = "M-1 | Ya, benar\nN1 | Boleh kirim dulu\nM-9 | Ya, benar"
    after = cycle(drawn_orders(ONE, ANSWERABLE, answers, codes="N1 | 123"))
    found = answer_results(after.tables, replace(after.ctx, problems=after.problems))
    read = {
        i: tuple(t if isinstance(t, str) else SAY(t) for t in texts) for i, texts in found.items()
    }
    assert read == {
        0: ("Rp150.000 BUDI SANTOSO 20/11 BCA", "N1: 75", "✅ dipakai"),
        1: ("", "", "⏳ belum bisa di versi ini"),
        2: ("", "", "⛔ ditolak: kodenya tidak ada di Mutasi Bank"),
    }
