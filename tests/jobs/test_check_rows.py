"""check-rows: one drawn shop per rule, and what the rule says of it in the shop's words."""

import datetime as dt
from dataclasses import replace

from automations.jobs import check_rows
from automations.render import words
from automations.workbook.job import Context, Outcome
from automations.workbook.settings import Account, Settings
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from tests.drawing import NOW, context, frame_rows, tables

SAY = words("id")
PRODUK = """
[products]
sku | name | variant | price_idr | reseller_price_idr | active
 | Kaos Polos | Hitam L | 85_000 | |
 | Kaos Polos | Putih M | 85_000 | 80_000 |
KMJ | Kemeja | Merah | 120_000 | | Tidak
 | Topi | | | |
"""
HEAD = "[orders]\norder_no | ordered_on | channel | buyer_text | item | qty | shipping_fee_idr | courier | paid_via"
BUDI = "Budi, 0812-0000-0001, Jl. Contoh 1, Coblong, Bandung"
ANI = "Ani, 0812-0000-0002, Jl. Contoh 2, Coblong, Bandung"
GOOD = (
    f"N1001 | 2026-11-21 | WhatsApp | {BUDI} | Kaos Polos - Hitam L | 2 | 15_000 | JNE | Transfer"
)


def checked(text: str, ctx: Context | None = None) -> Outcome:
    return check_rows.run(tables(PRODUK + text), ctx or context())


def told(outcome: Outcome) -> list[str]:
    """``key level message`` of every finding."""
    return [f"{p.key} {p.level.value} {SAY(p.sentence)}" for p in outcome.problems]


def facts(outcome: Outcome) -> dict[object, dict[str, object]]:
    return {row["order_no"]: row for row in frame_rows(outcome.contents[0])}


def test_a_good_order_is_gathered_and_nothing_is_said() -> None:
    result = checked(f"{HEAD}\n{GOOD}")

    assert told(result) == []
    row = facts(result)["N1001"]
    assert row["phone"] == "6281200000001"
    assert row["city"] == "Bandung"
    assert (row["subtotal_idr"], row["shipping_fee_idr"]) == (170_000, 15_000)
    assert (row["payment_kind"], row["delivered"], row.get("excluded")) == ("transfer", True, False)
    assert result.contents[0].tab is ORDER_FACTS
    assert result.contents[1].tab is ORDER_LINES


def test_five_cells_are_enough_for_a_chat_order_and_three_at_the_counter() -> None:
    result = checked(f"""{HEAD}
        N1001 | | | {BUDI} | Kaos Polos - Hitam L | 1 | 15_000 | JNE |
        N1002 | | Toko | | Kaos Polos - Hitam L | 1 | | |
        N1003 | | | Budi | Kaos Polos - Hitam L | 1 | | Ambil sendiri |
    """)

    assert told(result) == []
    assert [row["payment_kind"] for row in facts(result).values()] == [
        "transfer",
        "cash",
        "transfer",
    ]
    assert facts(result)["N1001"]["ordered_on"] == dt.datetime(2026, 11, 21)


def test_a_repeated_number_is_one_order_with_two_lines() -> None:
    result = checked(f"{HEAD}\n{GOOD}\nN1001 | | | | Kaos Polos - Putih M | 1 | | |")

    assert told(result) == []
    assert facts(result)["N1001"]["subtotal_idr"] == 255_000
    assert facts(result)["N1001"]["lines_qty"] == 2


def test_equal_lines_are_numbered_by_quantity_and_price_whatever_their_order() -> None:
    lines = [
        "N1001 | | | | kaos polos - hitam l | 3 | | |",
        "N1001 | | | | Kaos Polos - Hitam L | 1 | | |",
    ]
    ways = [[GOOD, *lines], [GOOD, *reversed(lines)], [*lines, GOOD]]

    names = []
    for rows in ways:
        result = checked(HEAD + "\n" + "\n".join(rows))
        names.append({(row["line"], row["qty"]) for row in frame_rows(result.contents[1])})

    key = "Kaos Polos - Hitam L"
    assert names[0] == names[1] == names[2] == {(key, 1), (f"{key} #2", 2), (f"{key} #3", 3)}


def test_printed_numbers_and_sample_rows_are_no_orders() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('N1001', 'contoh')}\nN1002")

    assert (told(result), facts(result)) == ([], {})


def test_i01_names_every_required_cell_that_is_empty() -> None:
    result = checked(f"{HEAD}\nN1001 | | | Budi | | 2 | | |")

    assert told(result) == ["N1001 fill lengkapi: Barang, HP, Alamat, Kurir"]
    assert facts(result)["N1001"]["missing"] == "item;phone;address;courier"
    assert facts(result)["N1001"]["incomplete"] is True


def test_i01_is_told_of_a_row_that_holds_only_what_makes_no_order() -> None:
    result = checked("[orders]\norder_no | tracking_no\nN1001 | JX123")

    assert told(result) == ["N1001 fill lengkapi: Data Pembeli, Barang, Qty"]
    assert facts(result) == {}


def test_n01_proposes_the_next_printed_number() -> None:
    result = checked(f"{HEAD}\n{GOOD}\n | 2026-11-21 | | {ANI} | Topi | 1 | | |\nN1003\nN1002")

    assert told(result) == [
        "Ani, 0812-0000-0002, Jl. Contoh 2, Coblo excludes No. Nota kosong, pakai N1002"
    ]


def test_two_findings_never_get_the_same_number() -> None:
    result = checked(f"{HEAD}\n{GOOD}\n | | | Ani | Topi | 1 | | |\n | | | Siti | Topi | 1 | | |")

    assert [p.suggestion for p in result.problems] == ["N1002", "N1003"]


def test_n02_tells_both_buyers_of_one_number() -> None:
    result = checked(f"{HEAD}\n{GOOD}\nN1001 | | | {ANI} | Kaos Polos - Putih M | 1 | | |\nN1002")

    assert told(result) == [
        "N1001 excludes N1001 dipakai 2 pembeli: Budi dan Ani. Pindahkan satu ke N1002"
    ]
    assert facts(result)["N1001"]["excluded"] is True


def test_n03_is_told_of_two_values_and_not_of_equal_ones() -> None:
    same = checked(f"{HEAD}\n{GOOD}\nN1001 | | | | Kaos Polos - Putih M | 1 | 15_000 | jne |")
    other = checked(f"{HEAD}\n{GOOD}\nN1001 | | | | Kaos Polos - Putih M | 1 | 20_000 | |")

    assert told(same) == []
    assert told(other) == [
        "N1001 excludes Ongkir N1001 beda antar baris: 15000 / 20000. Sisakan satu"
    ]


def test_n05_is_told_once_the_book_has_begun() -> None:
    book = "[order_book]\norder_no | state\nN1001 | Dipakai\nN1002 | Bebas"

    begun = checked(f"{book}\n{HEAD}\n{GOOD}\n{GOOD.replace('N1001', 'A77')}\nN1002")
    before = checked(f"{HEAD}\n{GOOD.replace('N1001', 'A77')}")

    assert told(begun) == ["A77 excludes A77 bukan nomor dari buku, pakai N1002"]
    assert told(before) == []


def test_n05_stays_after_the_number_was_journaled() -> None:
    book = "[order_book]\norder_no | state\nN1001 | Dipakai\nA77 | Dipakai"
    held = "[problems]\ntab | key | code | level\nPesanan | A77 | N05 | ⛔×"

    result = checked(f"{book}\n{held}\n{HEAD}\n{GOOD.replace('N1001', 'A77')}")

    assert [p.code for p in result.problems] == ["N05"]


def test_n05_is_silent_where_the_shop_numbers_freely() -> None:
    book = "[order_book]\norder_no | state\nN1001 | Dipakai"
    free = context(settings=Settings(numbers_from_book=False))

    assert told(checked(f"{book}\n{HEAD}\n{GOOD.replace('N1001', 'A77')}", free)) == []


def test_d01_quotes_a_day_nobody_can_read() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('2026-11-21', 'besok')}")

    assert told(result) == ['N1001 excludes Tgl "besok" tidak terbaca, tulis seperti 21/11/2026']


def test_d02_is_told_of_a_day_after_tomorrow_and_of_last_year() -> None:
    book = "[order_book]\norder_no | state | first_filled_at\nN1001 | Dipakai | 2026-11-21T10:00"
    began = context(settings=Settings(in_use_since=dt.date(2026, 11, 1)))

    late = checked(f"{HEAD}\n{GOOD.replace('2026-11-21', '2026-11-23')}")
    last_year = checked(f"{book}\n{HEAD}\n{GOOD.replace('2026-11-21', '2025-11-21')}", began)

    assert told(late) == ["N1001 look Tgl 23/11/2026 jauh sekali, tahunnya benar?"]
    assert told(last_year) == ["N1001 look Tgl 21/11/2025 jauh sekali, tahunnya benar?"]
    assert last_year.problems[0].suggestion == "21/11/2026"


def test_d03_is_told_when_the_bot_was_off_and_stays_until_a_day_is_typed() -> None:
    undated = f"{HEAD}\n{GOOD.replace('2026-11-21', '')}"
    book = "[order_book]\norder_no | state | first_filled_at\nN1001 | Dipakai | 2026-11-20T10:00"
    held = "[problems]\ntab | key | code | level\nPesanan | N1001 | D03 | ✍"
    off = replace(context(), previous_read_at=NOW - dt.timedelta(days=3))

    assert told(checked(undated, off)) == [
        "N1001 fill isi tanggal, bot mati waktu baris ini ditulis"
    ]
    assert told(checked(undated)) == []
    assert told(checked(f"{book}\n{undated}", off)) == []
    assert told(checked(f"{book}\n{held}\n{undated}")) == [
        "N1001 fill isi tanggal, bot mati waktu baris ini ditulis"
    ]
    assert facts(checked(f"{book}\n{undated}", off))["N1001"]["ordered_on"] == dt.datetime(
        2026, 11, 20
    )


def test_a_read_two_hours_ago_across_midnight_still_tells_the_day() -> None:
    undated = f"{HEAD}\n{GOOD.replace('2026-11-21', '')}"
    night = dt.datetime(2026, 11, 22, 0, 30)
    recent = replace(context(night), previous_read_at=night - dt.timedelta(hours=1))

    assert told(checked(undated, recent)) == []


def test_k01_proposes_the_nearest_word_of_the_list() -> None:
    courier = checked(f"{HEAD}\n{GOOD.replace('JNE', 'Si Cepet')}")
    payment = checked(f"{HEAD}\n{GOOD.replace('| Transfer', '| kasbon')}")
    seen = checked(
        "[team]\nname\nRina\n[orders]\n"
        + HEAD.split("\n")[1]
        + " | money_seen_by\n"
        + GOOD
        + " | Rinna"
    )

    assert told(courier) == ['N1001 excludes Kurir "Si Cepet" tidak dikenal. Maksudnya SiCepat?']
    assert told(payment) == ['N1001 excludes Bayar via "kasbon" tidak dikenal, pilih dari daftar']
    assert told(seen) == ['N1001 excludes Uang Masuk "Rinna" tidak dikenal. Maksudnya Rina?']


def test_a_transfer_names_its_account_and_a_bare_one_the_first() -> None:
    two = context(
        settings=Settings(accounts=(Account("BCA", "1", ""), Account("Mandiri", "2", "")))
    )

    bare = facts(checked(f"{HEAD}\n{GOOD}", two))["N1001"]
    named = facts(checked(f"{HEAD}\n{GOOD.replace('| Transfer', '| transfer mandiri')}", two))[
        "N1001"
    ]

    assert (bare["account"], named["account"]) == ("BCA", "Mandiri")


def test_k02_quotes_the_signs_a_number_may_not_hold() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('N1001', 'N10*01')}")

    assert [SAY(p.sentence) for p in result.problems] == [
        '"N10*01" memuat tanda yang tidak bisa dipakai (*)'
    ]
    assert result.problems[0].suggestion == "N1001"
    assert facts(result) == {}


def test_k03_is_told_of_a_fault_the_sheet_itself_shows() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('15_000', chr(39) + '#REF!')}")

    assert told(result) == ["N1001 excludes Ongkir berisi galat #REF!, ketik ulang isinya"]


def test_c01_quotes_a_phone_that_is_none() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('0812-0000-0001', '0812-000')}")

    assert told(result) == ['N1001 excludes HP "0812-000" kurang/lebih angkanya, cek lagi']


def test_c02_is_told_of_an_address_without_district_and_city() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('Jl. Contoh 1, Coblong, Bandung', 'Jl. Contoh 1')}")

    assert told(result) == ["N1001 look Alamat belum ada kecamatan/kotanya"]


def test_c04_tells_two_phones_and_empty_labels() -> None:
    two = checked(f"{HEAD}\n{GOOD.replace(BUDI, BUDI + ' 0857-0000-0002')}")
    empty = checked(
        f"{HEAD}\n{GOOD.replace(BUDI, 'Nama: Budi' + chr(92) + 'nHP: 081200000001' + chr(92) + 'nAlamat:' + chr(92) + 'nKota: Bandung')}"
    )

    assert told(two) == ["N1001 fill Data Pembeli ada 2 HP: 081200000001, 085700000002. Hapus satu"]
    assert facts(two)["N1001"].get("phone") is None
    assert told(empty) == ["N1001 fill Alamat masih kosong"]
    assert facts(empty)["N1001"]["missing"] == "address"


def test_s01_proposes_what_the_item_may_be() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('Kaos Polos - Hitam L', 'Kaos Polos Hitm L')}")

    assert result.problems[0].code == "S01"
    assert SAY(result.problems[0].sentence).startswith(
        '"Kaos Polos Hitm L" tidak ada di Produk. Maksudnya Kaos Polos - Hitam L'
    )
    assert frame_rows(result.contents[1])[0]["line"] == "Kaos Polos Hitm L"


def test_s02_is_told_of_an_inactive_item() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('Kaos Polos - Hitam L', 'KMJ')}")

    assert told(result) == ["N1001 look KMJ sudah nonaktif, masih dijual?"]


def test_s05_a_form_over_five_rows_is_told_and_makes_no_ghost_orders() -> None:
    result = checked(f"""{HEAD}
        {GOOD}
        N1002 | | | Nama: Ani
        N1003 | | | HP: 081200000002
        N1004 | | | Alamat: Jl. Contoh 2
        N1005 | | | Kec: Coblong
        N1006 | | | Kota: Bandung
    """)

    assert list(facts(result)) == ["N1001", "N1002"]
    assert {SAY(p.sentence) for p in result.problems} == {
        "Data pembeli pecah jadi 5 baris. Ctrl+Z, klik dua kali selnya, baru tempel"
    }
    assert [p.key for p in result.problems] == ["N1002", "N1003", "N1004", "N1005", "N1006"]


def test_s05_is_not_told_of_two_buyers_one_below_the_other() -> None:
    result = checked(f"{HEAD}\nN1001 | | | {BUDI}\nN1002 | | | {ANI}")

    assert {p.code for p in result.problems} == {"I01"}
    assert len(facts(result)) == 2


def test_q01_is_told_of_letters_and_of_none() -> None:
    letters = checked(f"{HEAD}\n{GOOD.replace('| 2 |', '| abc |')}")
    none = checked(f"{HEAD}\n{GOOD.replace('| 2 |', '| 0 |')}")

    assert told(letters) == ['N1001 excludes Qty "abc" bukan angka bulat']
    assert told(none) == ['N1001 excludes Qty "0" bukan angka bulat']


def test_money_that_lost_its_zeros_is_asked_back() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('15_000', '1.5')}")

    assert told(result) == ['N1001 excludes Ongkir "1.5" bukan angka bulat']
    assert result.problems[0].suggestion == "1500"


def priced(price: str, **more: str) -> Outcome:
    names = "".join(f" | {name}" for name in more)
    cells = "".join(f" | {value}" for value in more.values())
    return checked(f"{HEAD} | unit_price_idr{names}\n{GOOD} | {price}{cells}")


def test_a_typed_price_nobody_can_read_is_not_replaced_by_the_list_price() -> None:
    result = priced("murah")

    assert told(result) == ['N1001 excludes Harga Satuan "murah" bukan angka bulat']
    assert "subtotal_idr" not in facts(result)["N1001"]


def test_a_number_in_use_on_another_row_is_not_proposed() -> None:
    result = checked(f"{HEAD}\n{GOOD}\n | | | Ani | Topi | 1 | | |\nN1001\nN1002")

    assert [p.suggestion for p in result.problems if p.code == "N01"] == ["N1002"]


def test_r01_and_r02_tell_a_price_that_is_far_off() -> None:
    assert told(priced("50_000")) == ["N1001 look Harga Rp50.000, di Produk Rp85.000. Benar?"]
    assert told(priced("8_500")) == [
        "N1001 look Harga Rp8.500: nolnya lebih/kurang? Biasanya Rp85.000"
    ]
    assert told(priced("80_000")) == []


def test_r06_an_item_without_price_makes_no_total() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('Kaos Polos - Hitam L', 'Topi')}")

    assert told(result) == [
        "N1001 fill harga Topi belum ada, isi Harga Satuan atau Harga Jual di Produk"
    ]
    assert "subtotal_idr" not in facts(result)["N1001"]
    assert facts(result)["N1001"]["incomplete"] is True


def test_a_reseller_without_a_reseller_price_has_no_price() -> None:
    result = checked(f"{HEAD}\n{GOOD.replace('WhatsApp', 'Reseller')}")

    assert [p.code for p in result.problems] == ["R06"]


def test_t01_a_discount_above_the_goods() -> None:
    assert told(priced("", discount_idr="200_000")) == [
        "N1001 excludes Diskon Rp200.000 lebih besar dari belanja Rp170.000"
    ]


def test_t02_is_a_warning_and_where_it_is_the_habit_only_information() -> None:
    free = GOOD.replace("15_000", "")
    nine = "\n".join(GOOD.replace("N1001", f"N20{n}") for n in range(10, 19))

    habit = checked(f"{HEAD}\n{free}")
    once = checked(f"{HEAD}\n{free}\n{nine}")

    assert told(habit) == ["N1001 info Ongkir kosong padahal pakai JNE. Gratis ongkir?"]
    assert told(once) == ["N1001 look Ongkir kosong padahal pakai JNE. Gratis ongkir?"]


def test_t04_a_down_payment_of_the_whole_total() -> None:
    assert told(priced("", down_payment_idr="185_000")) == [
        "N1001 excludes DP Rp185.000 sama/lebih dari total Rp185.000. Kalau lunas, kosongkan DP"
    ]
    assert told(priced("", down_payment_idr="184_999")) == []


def test_a_row_still_being_typed_is_only_asked_to_be_completed() -> None:
    busy = replace(context(), typing=frozenset({("orders", 2)}))

    result = checked(f"{HEAD}\nN1001 | besok | Lazada | Budi | Sandal | abc | | JNE |", busy)

    assert told(result) == ["N1001 fill lengkapi: HP, Alamat"]
    assert facts(result)["N1001"]["excluded"] is False
    assert facts(result)["N1001"]["incomplete"] is True


def test_rows_before_the_bot_was_in_use_are_orders_that_nobody_is_asked_about() -> None:
    later = context(settings=Settings(in_use_since=dt.date(2026, 11, 22)))

    result = checked(f"{HEAD}\n{GOOD.replace('JNE', 'Becak')}", later)

    assert told(result) == []
    assert list(facts(result)) == ["N1001"]


def test_a_cancelled_order_is_not_asked_to_be_completed() -> None:
    result = checked(
        "[orders]\norder_no | buyer_text | item | cancel_reason\nN1001 | Budi | Sandal | Tidak bayar"
    )

    assert told(result) == []
    assert facts(result)["N1001"]["cancel_reason"] == "Tidak bayar"
