"""Made-up people of the practice shop: the team, buyers, their chat texts.

Nobody here exists.  Phones are 0812-0000-xxxx; streets are flowers; only cities are real.
"""

import datetime as dt
from dataclasses import dataclass
from random import Random

from sheet_schema.cells import Cell

Row = dict[str, Cell]


@dataclass(frozen=True)
class City:
    """A city that parcels go to; fee of one kilogram in whole rupiah."""

    name: str
    districts: tuple[str, ...]
    postal_prefix: str
    fee_idr: int
    weight: int
    province: str


HOME = "Bandung"
CITIES = (
    City(HOME, ("Coblong", "Lengkong", "Antapani", "Buahbatu"), "40", 9_000, 9, "Jawa Barat"),
    City("Cimahi", ("Cimahi Tengah", "Cimahi Utara"), "40", 10_000, 3, "Jawa Barat"),
    City("Jakarta Selatan", ("Tebet", "Pancoran", "Jagakarsa"), "12", 12_000, 7, "DKI Jakarta"),
    City("Jakarta Barat", ("Kembangan", "Cengkareng"), "11", 12_000, 5, "DKI Jakarta"),
    City("Bekasi", ("Jatiasih", "Rawalumbu", "Pondok Gede"), "17", 13_000, 6, "Jawa Barat"),
    City("Bogor", ("Tanah Sareal", "Bogor Barat"), "16", 13_000, 4, "Jawa Barat"),
    City("Depok", ("Cimanggis", "Beji"), "16", 13_000, 4, "Jawa Barat"),
    City("Semarang", ("Tembalang", "Banyumanik"), "50", 18_000, 4, "Jawa Tengah"),
    City("Yogyakarta", ("Umbulharjo", "Mantrijeron"), "55", 19_000, 3, "DI Yogyakarta"),
    City("Surabaya", ("Rungkut", "Wonokromo", "Gubeng"), "60", 21_000, 5, "Jawa Timur"),
    City("Malang", ("Lowokwaru", "Sukun"), "65", 22_000, 3, "Jawa Timur"),
    City("Medan", ("Medan Johor", "Medan Selayang"), "20", 36_000, 2, "Sumatera Utara"),
    City("Makassar", ("Panakkukang", "Tamalate"), "90", 39_000, 2, "Sulawesi Selatan"),
    City("Balikpapan", ("Balikpapan Kota",), "76", 43_000, 1, "Kalimantan Timur"),
)
_FIRST = (
    "Ajeng", "Alya", "Anisa", "Arum", "Asri", "Ayu", "Bunga", "Citra", "Dahlia", "Dara",
    "Desi", "Diah", "Dinda", "Endah", "Elok", "Fitri", "Gita", "Hana", "Hesti", "Ika",
    "Indah", "Intan", "Ira", "Kartika", "Kirana", "Laras", "Lestari", "Lina", "Maya", "Mega",
    "Melda", "Mira", "Murni", "Nadia", "Nia", "Nisa", "Nurul", "Puspa", "Putri", "Ratih",
    "Ratna", "Rara", "Retno", "Rini", "Risma", "Sekar", "Sinta", "Siska", "Tari", "Tika",
    "Titi", "Utami", "Vina", "Wening", "Widya", "Wulan", "Yanti", "Yuli", "Yuni", "Zahra",
)  # fmt: skip
_LAST = (
    "Andini", "Anggraini", "Apriani", "Astuti", "Cahyani", "Damayanti", "Dewanti", "Fadilah",
    "Febrianti", "Gunawan", "Hapsari", "Handoko", "Hartono", "Hidayah", "Irawan", "Kurniasih",
    "Kusuma", "Larasati", "Maharani", "Maulida", "Mulyani", "Nasution", "Ningrum",
    "Novitasari", "Nugraha", "Oktaviani", "Permata", "Pertiwi", "Pramesti", "Prasetyo",
    "Purnama", "Puspita", "Rahmawati", "Rosdiana", "Safitri", "Saputra", "Sartika",
    "Setiawan", "Siregar", "Sulastri", "Suryani", "Susanti", "Wahyuni", "Wardani", "Wibowo",
    "Wijaya", "Wulandari", "Yulianti",
)  # fmt: skip
_SPOUSES = (
    "Agus", "Andi", "Bagus", "Bayu", "Dimas", "Eko", "Fajar", "Galih", "Hadi", "Irfan",
    "Joko", "Rizki", "Teguh", "Wahyu",
)  # fmt: skip
_STREETS = (
    "Anggrek", "Anyelir", "Bougenvil", "Cempaka", "Dahlia", "Kamboja", "Kenanga", "Mawar",
    "Seruni", "Teratai",
)  # fmt: skip


@dataclass(frozen=True)
class Buyer:
    """One buyer as told in chat."""

    name: str
    phone: str  #: ``0812-0000-0123``
    street: str
    district: str
    city: City
    postal_code: str
    spouse: str  #: who sometimes pays


def buyer(number: int, random: Random) -> Buyer:
    """The buyer with this running number; numbers below 10,000 have phones of their own."""
    city = random.choices(CITIES, [each.weight for each in CITIES])[0]
    last = random.choice(_LAST)
    ending = (number * 7919 + 1234) % 10_000
    return Buyer(
        f"{random.choice(_FIRST)} {last}",
        f"0812-0000-{ending:04d}",
        f"Jl. {random.choice(_STREETS)} {random.choice(('Indah', 'Raya', 'Asri', 'Permai'))} "
        f"No. {random.randint(1, 120)}",
        random.choice(city.districts),
        city,
        f"{city.postal_prefix}{random.randint(100, 999)}",
        f"{random.choice(_SPOUSES)} {last}",
    )


def chat_text(who: Buyer, layout: int, at: dt.datetime) -> str:
    """The chat block of *who* in one of six layouts, as it is copied out of a chat."""
    place = f"{who.street}, {who.district}, {who.city.name}"
    if layout == 0:
        return _form(who)
    if layout == 1:
        return f"{who.name}\n{who.phone.replace('-', '')}\n{place} {who.postal_code}"
    if layout == STAMPED:
        stamp = f"[{at:%d/%m %H.%M}] {who.name.split()[0]}: "
        return "\n".join(stamp + line for line in _form(who).split("\n"))
    if layout == 3:
        return f"{who.name}, {who.phone}, {place}"
    if layout == 4:
        return (
            f"nama : {who.name.lower()}\nwa : +62 {who.phone[1:].replace('-', ' ')}\n"
            f"alamat : {who.street}\nkec : {who.district}\nkota : {who.city.name}"
        )
    return (
        f"NAMA: {who.name.upper()}\nTELP: {who.phone.replace('-', ' ')}\n"
        f"ALAMAT: {place}\nKODE POS: {who.postal_code}"
    )


LAYOUTS = 6
STAMPED = 2  #: copied with the hour before each line


def _form(who: Buyer) -> str:
    return (
        f"Nama: {who.name}\nHP: {who.phone}\nAlamat: {who.street}\n"
        f"Kec: {who.district}\nKota: {who.city.name}\nKode Pos: {who.postal_code}"
    )


OWNER, ADMIN, WAREHOUSE, FINANCE = "Sari", "Rina", "Dewi", "Tono"


def team_rows() -> list[Row]:
    """Rows of Tim: four people, the admin's deputy is the owner."""
    return [
        {"name": OWNER, "role": "pemilik", "active": "Ya"},
        {"name": ADMIN, "role": "admin", "active": "Ya", "deputy": OWNER, "hours": "08.00-17.00"},
        {"name": WAREHOUSE, "role": "gudang", "active": "Ya", "hours": "09.00-17.00"},
        {"name": FINANCE, "role": "keuangan", "active": "Ya", "deputy": ADMIN},
    ]
