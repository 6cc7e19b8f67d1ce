"""Data Pembeli: chat forms as shops receive them, and what is read out of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automations.rules.buyer_text import Buyer, read_buyer

PHONE = "6281234567890"

TABLE = [
    pytest.param(
        "Budi, 0812-0000-0000, Jl. Contoh 1, Coblong, Bandung",
        Buyer("Budi", "6281200000000", "Jl. Contoh 1, Coblong, Bandung", city="Bandung"),
        id="one line with commas",
    ),
    pytest.param(
        "Nama: Budi Santoso\nHP: 0812 3456 7890\nAlamat: Jl. Melati 5\nKec: Coblong\nKota: Bandung\nKode pos: 40132",
        Buyer("Budi Santoso", PHONE, "Jl. Melati 5, Coblong", "Coblong", "Bandung", "40132"),
        id="labels in the printed order",
    ),
    pytest.param(
        "KOTA = Bandung\nALAMAT LENGKAP : Jl. Melati 5\nNO. HP/WA : +62 812-3456-7890\nnama penerima : Siti",
        Buyer("Siti", PHONE, "Jl. Melati 5", city="Bandung"),
        id="labels in any order and case",
    ),
    pytest.param(
        "[20/11 10.15] Budi: Nama: Budi\n[20/11 10.15] Budi: HP: 081234567890\n[20/11 10.16] Budi: Alamat: Jl. A 1, Coblong, Bandung",
        Buyer("Budi", PHONE, "Jl. A 1, Coblong, Bandung", city="Bandung"),
        id="a chat prefix on every line",
    ),
    pytest.param(
        "[10.15, 20/11/2026] Ani Olshop: Ani\n[10.15, 20/11/2026] Ani Olshop: 081234567890\n[10.16, 20/11/2026] Ani Olshop: Jl. A 1, Bandung",
        Buyer("Ani", PHONE, "Jl. A 1, Bandung", city="Bandung"),
        id="a chat prefix of the web client, no labels",
    ),
    pytest.param(
        "Budi\n0812 3456 7890\nJl. Melati 5\nBandung 40132",
        Buyer("Budi", PHONE, "Jl. Melati 5, Bandung 40132", city="Bandung", postal_code="40132"),
        id="no labels, a line each",
    ),
    pytest.param(
        "081234567890\nBudi\nJl. Melati 5, Kec. Coblong, Kota Bandung, Jawa Barat",
        Buyer(
            "Budi",
            PHONE,
            "Jl. Melati 5, Kec. Coblong, Kota Bandung, Jawa Barat",
            "Coblong",
            "Bandung",
        ),
        id="no labels, the phone first, kecamatan and kota named",
    ),
    pytest.param(
        "nama budi\nhp 81234567890\nalamat jl x no 2 kec coblong kota bandung",
        Buyer("budi", PHONE, "jl x no 2 kec coblong kota bandung", "coblong", "bandung"),
        id="labels without a colon, the zero eaten",
    ),
    pytest.param(
        "*Nama:* Ani\n*No HP:* 0812-3456-7890\n*Alamat:*\nJl. A 1\nRT 02 RW 03, Bandung",
        Buyer("Ani", PHONE, "Jl. A 1, RT 02 RW 03, Bandung", city="Bandung"),
        id="bold labels, the address on its own lines",
    ),
    pytest.param(
        "Nama: Ani\nHP: 0812xxxx\nAlamat: Jl. A 1, Bandung",
        Buyer("Ani", "", "Jl. A 1, Bandung", city="Bandung", phone_typed="0812xxxx"),
        id="a masked phone is no phone",
    ),
    pytest.param(
        "Nama: Ani\nHP: 081234567890\nAlamat: Jl. A 1, Bandung\nPengirim: Toko X 085711112222",
        Buyer("Ani", PHONE, "Jl. A 1, Bandung", city="Bandung"),
        id="the sender's phone is not the buyer's",
    ),
    pytest.param("Budi", Buyer("Budi"), id="a name alone"),
    pytest.param("", Buyer(), id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_chat_form_is_read_into_its_buyer(text: str, expected: Buyer) -> None:
    read = read_buyer(text)

    assert (read.name, read.phone, read.address) == (
        expected.name,
        expected.phone,
        expected.address,
    )
    assert (read.district, read.city, read.postal_code) == (
        expected.district,
        expected.city,
        expected.postal_code,
    )
    assert read.phone_typed == expected.phone_typed


def test_the_province_is_not_the_city() -> None:
    assert read_buyer("Ani, 081234567890, Jl. A 1, Coblong, Bandung, Jawa Barat").city == "Bandung"


def test_of_two_phones_none_is_taken() -> None:
    read = read_buyer("Nama: Ani\nHP: 081234567890 / 085712345678\nAlamat: Jl. A 1, Bandung")

    assert read.phone == ""
    assert read.phones == (PHONE, "6285712345678")


def test_one_phone_told_twice_is_one_phone() -> None:
    read = read_buyer("Nama: Ani\nHP: 0812-3456-7890\nWA: +62 812 3456 7890\nAlamat: Jl. A 1")

    assert read.phone == PHONE


def test_an_empty_label_is_told_and_not_filled_from_its_neighbour() -> None:
    read = read_buyer("Nama:\nHP: 081234567890\nAlamat:\nKota: Bandung")

    assert read.name == ""
    assert read.address == ""
    assert read.empty == (("recipient_name", "Nama"), ("address", "Alamat"))


def test_a_postal_code_after_the_phone_is_no_part_of_it() -> None:
    assert read_buyer("Ani\n0812 3456 789 40132\nJl. A 1").phone == "628123456789"


@given(st.text(max_size=400))
def test_any_text_is_read_without_fault_and_its_phones_are_canonical(text: str) -> None:
    read = read_buyer(text)

    assert all(phone.startswith("62") and 11 <= len(phone) <= 15 for phone in read.phones)
    assert read.phone in ("", *read.phones)
