"""The shop's settings: declared with default and reader, read from Pengaturan.

A bad value leaves the one in force and is told (U01); names are those of workbook.md 9.
Only settings that a job of this version obeys are declared; the sheet shows no other.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from sheet_schema.amounts import Unreadable, parse_rupiah
from sheet_schema.cells import fold
from sheet_schema.days import parse_day


@dataclass(frozen=True)
class Account:
    """A bank account of the shop: ``BCA 1234567890 MELATI SARI``; its name is the bank."""

    name: str
    number: str
    holder: str


@dataclass(frozen=True)
class Settings:
    """Every setting in force; money whole rupiah."""

    shop_name: str = "Toko Saya"
    in_use_since: dt.date | None = None
    opens_at: dt.time = dt.time(8)
    closes_at: dt.time = dt.time(20)
    accounts: tuple[Account, ...] = ()
    default_channel: str = "WhatsApp"
    default_paid_via: str = ""  #: blank: transfer to the first account
    default_paid_via_counter: str = "Tunai"
    numbers_from_book: bool = True
    first_number: str = "N1001"
    unique_codes: bool = True
    statement_required: bool = False  #: bukti_uang = harus_mutasi
    stock_holds_shipping: bool = False
    staff_see_profit: bool = False
    payment_due_hours: int = 24
    hold_stock_hours: int = 24
    short_tolerance_idr: int = 0
    automatic_from: int = 75
    automatic_from_without_code: int = 90
    suggest_from: int = 45
    rival_distance: int = 20
    done_after_days: int = 10
    ship_within_days: int = 1
    cycle_days: int = 14
    couriers: tuple[str, ...] = (
        "JNE", "J&T", "SiCepat", "AnterAja", "Ninja", "ID Express", "SPX", "Pos", "Lion Parcel",
        "GoSend", "GrabExpress", "Kurir toko", "Ambil sendiri",
    )  # fmt: skip
    channels: tuple[str, ...] = (
        "WhatsApp", "Instagram", "Facebook", "TikTok (chat)", "Website", "Toko", "Live", "Bazar", "Reseller",
    )  # fmt: skip
    cash_categories: tuple[str, ...] = (
        "Operasional", "Kantor", "Transportasi", "Gaji", "Iklan", "Kemasan", "Bayar ekspedisi",
        "Beli barang (stok)", "Sewa", "Listrik/Internet", "Pajak", "Refund", "Ambil pribadi",
        "Setor modal", "Pindah Kas", "Hitung Laci", "Lain",
    )  # fmt: skip
    cancel_reasons: tuple[str, ...] = (
        "Pembeli batal", "Stok kosong", "Tidak bayar", "Salah input", "Paket balik",
    )  # fmt: skip
    warehouses: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()

    @property
    def paid_via_choices(self) -> tuple[str, ...]:
        """Entries of the dropdown Bayar via: one transfer per account, then the rest."""
        transfers = tuple(f"Transfer {account.name}" for account in self.accounts) or ("Transfer",)
        return (*transfers, "QRIS", "COD", "Tunai", "Bayar belakangan")


Reader = Callable[[str], Any]


class UnusableError(ValueError):
    """A setting's value cannot be read; raised by readers, told as U01."""


def _text(value: str) -> str:
    return value


def _yes(value: str) -> bool:
    word = fold(value)
    if word in {"ya", "y", "yes", "true"}:
        return True
    if word in {"tidak", "no", "false", "tdk"}:
        return False
    raise UnusableError(value)


def _one_of(**meanings: bool) -> Reader:
    def read(value: str) -> bool:
        if fold(value) not in meanings:
            raise UnusableError(value)
        return meanings[fold(value)]

    return read


def _whole(value: str) -> int:
    amount = parse_rupiah(value)
    if isinstance(amount, Unreadable) or amount < 0:
        raise UnusableError(value)
    return amount


def _day(value: str) -> dt.date:
    serial = re.fullmatch(r"\d{5}(?:\.0)?", value)
    day = parse_day(float(value) if serial else value)
    if isinstance(day, Unreadable):
        raise UnusableError(value)
    return day


def _list(value: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in value.split(";") if word.strip())
    if not words:
        raise UnusableError(value)
    return words


def _accounts(value: str) -> tuple[Account, ...]:
    found = []
    for entry in _list(value):
        shape = re.fullmatch(
            r"(?P<bank>[A-Za-z][\w .-]*?)\s+(?P<number>[\d.\- ]{5,24}\d)(?:\s+(?P<holder>\D.*))?",
            entry,
        )
        if not shape:
            raise UnusableError(value)
        found.append(
            Account(
                shape["bank"], re.sub(r"\D", "", shape["number"]), (shape["holder"] or "").strip()
            )
        )
    if len({account.name.casefold() for account in found}) < len(found):
        raise UnusableError(value)
    return tuple(found)


def _number(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{0,4}\d{1,8}", value):
        raise UnusableError(value)
    return value.upper()


@dataclass(frozen=True)
class Declared:
    """One row of Pengaturan: its name there, the field it sets, how it is read."""

    name: str
    field: str
    read: Reader


DECLARED: tuple[Declared, ...] = (
    Declared("nama_toko", "shop_name", _text),
    Declared("mulai_pakai", "in_use_since", _day),
    Declared("jam_buka", "hours", _text),
    Declared("rekening", "accounts", _accounts),
    Declared("order_dari_default", "default_channel", _text),
    Declared("bayar_default", "default_paid_via", _text),
    Declared("bayar_default_toko", "default_paid_via_counter", _text),
    Declared("nomor_nota", "numbers_from_book", _one_of(buku=True, bebas=False)),
    Declared("nomor_awal", "first_number", _number),
    Declared("kode_unik", "unique_codes", _yes),
    Declared("bukti_uang", "statement_required", _one_of(bolehmanual=False, harusmutasi=True)),
    Declared("stok_menahan_kirim", "stock_holds_shipping", _yes),
    Declared("staf_lihat_untung", "staff_see_profit", _yes),
    Declared("batas_bayar_jam", "payment_due_hours", _whole),
    Declared("tahan_stok_jam", "hold_stock_hours", _whole),
    Declared("toleransi_kurang", "short_tolerance_idr", _whole),
    Declared("ambang_otomatis", "automatic_from", _whole),
    Declared("ambang_otomatis_tanpa_kode", "automatic_from_without_code", _whole),
    Declared("ambang_saran", "suggest_from", _whole),
    Declared("jarak_saingan", "rival_distance", _whole),
    Declared("hari_selesai_tanpa_lacak", "done_after_days", _whole),
    Declared("batas_kirim_hari", "ship_within_days", _whole),
    Declared("siklus_beli_hari", "cycle_days", _whole),
    Declared("kurir", "couriers", _list),
    Declared("order_dari", "channels", _list),
    Declared("kategori", "cash_categories", _list),
    Declared("gudang", "warehouses", _list),
    Declared("toko", "stores", _list),
)

_HOURS = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})")


def read_settings(
    rows: Iterable[tuple[str, str]], last: Settings | None = None
) -> tuple[Settings, Mapping[str, str]]:
    """Settings of (name, value) *rows*, and the values that were not usable, by name.

    A blank value is the default; one that is not usable leaves that of *last* in force, the
    settings of the read before.  The first row of a name counts.
    """
    by_name = {declared.name: declared for declared in DECLARED}
    chosen: dict[str, Any] = {}
    unusable: dict[str, str] = {}
    seen: set[str] = set()
    for name, value in rows:
        declared = by_name.get(name.strip().casefold())
        if declared is None or declared.name in seen or not value.strip():
            continue
        seen.add(declared.name)
        try:
            chosen |= (
                _hours(value)
                if declared.field == "hours"
                else {declared.field: declared.read(value.strip())}
            )
        except UnusableError:
            unusable[declared.name] = value
            chosen |= _kept(declared, last or Settings())
    return replace(Settings(), **chosen), unusable


def _kept(declared: Declared, last: Settings) -> dict[str, Any]:
    names = ("opens_at", "closes_at") if declared.field == "hours" else (declared.field,)
    return {name: getattr(last, name) for name in names}


def _hours(value: str) -> dict[str, dt.time]:
    shape = _HOURS.fullmatch(value.strip())
    try:
        opens, closes = dt.time(int(shape[1]), int(shape[2])), dt.time(int(shape[3]), int(shape[4]))  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise UnusableError(value) from error
    return {"opens_at": opens, "closes_at": closes}


def setting_value(name: str, settings: Settings) -> str:
    """The text of a setting in force, as Pengaturan shows it."""
    if name == "jam_buka":
        return f"{settings.opens_at:%H.%M}-{settings.closes_at:%H.%M}"
    field = next(declared.field for declared in DECLARED if declared.name == name)
    value = getattr(settings, field)
    if name == "nomor_nota":
        return "buku" if value else "bebas"
    if name == "bukti_uang":
        return "harus_mutasi" if value else "boleh_manual"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if name == "rekening":
        return "; ".join(" ".join(filter(None, (a.name, a.number, a.holder))) for a in value)
    if isinstance(value, tuple):
        return "; ".join(value)
    return (
        f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else "" if value is None else str(value)
    )


_FIELDS = {field.name for field in fields(Settings)}
assert all(d.field in _FIELDS or d.field == "hours" for d in DECLARED)
