"""The shop's bank account, as far back as its rows: a KlikBCA csv, and a slice to paste.

Layout and wording follow formats.md 1.1 (K2) and 1.5: apostrophes, no year, PEND for today,
the sign in a column without a name, payers cut at 18 letters.  The footer proves.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from automations.practice_shop.orders import COD, QRIS, TRANSFER, Order
from automations.practice_shop.till import BANK, Entry
from automations.practice_shop.typed_rows import ACCOUNT_HOLDER, ACCOUNT_NUMBER, SHOP_NAME

_OPENING_SEN = 14_350_000_00
_NAME_LENGTH = 18
_WITHOUT_CODE = 2  #: buyers who left the kode unik out
_TERMINAL = "000123400056"
_BANKS = ("002", "008", "009", "451", "542")


@dataclass(frozen=True)
class BankEntry:
    """One line of the account; ``sen`` is negative for money out."""

    at: dt.datetime
    text: str
    sen: int


@dataclass(frozen=True)
class Slice:
    """Lines to paste, and which orders they pay."""

    text: str
    pays: tuple[str, ...]
    suggests: str  #: paid without its kode unik: a question, not a match


def bank_entries(
    orders: Iterable[Order],
    kas: Iterable[Entry],
    payouts: Iterable[tuple[dt.date, int]],
    first: dt.date,
    now: dt.datetime,
    random: Random,
) -> list[BankEntry]:
    """Everything on the account from the day *first* to ``now``, oldest first."""
    paid = [order for order in orders if order.paid_at is not None]
    made = _transfers([o for o in paid if o.paid_via == TRANSFER and not o.fake], now, random)
    made += _qris_settlements(paid)
    made += _cod_remittances(paid, random)
    made += [made_of for entry in kas for made_of in _of_kas(entry, random)]
    made += [
        BankEntry(_clock(day, 10, 5), _incoming(day, payout, "AIRPAY INTERNATIONAL", random), payout * 100)
        for day, payout in payouts
    ]  # fmt: skip
    made += _of_the_bank(first, now.date(), random)
    kept = [entry for entry in made if first <= entry.at.date() and entry.at <= now]
    return sorted(kept, key=lambda entry: (entry.at, entry.text))


def _clock(day: dt.date, hour: int, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute))


def _transfers(paid: Sequence[Order], now: dt.datetime, random: Random) -> list[BankEntry]:
    settled = [
        order
        for order in paid
        if order.marked
        and order.paid_at is not None
        and 4 <= (now.date() - order.paid_at.date()).days <= 20
    ]
    short = {order.no for order in random.sample(settled, min(_WITHOUT_CODE, len(settled)))}
    made = []
    for order in paid:
        assert order.paid_at is not None
        amount = order.total_idr - (order.code or 0 if order.no in short else 0)
        own_name = order.no in short or random.random() < 0.88
        if order.transferred_idr is not None:
            amount, own_name = order.transferred_idr, True
        made.append(_buyer_line(order, order.paid_at, amount, random, own_name=own_name))
    return made


def _buyer_line(
    order: Order, at: dt.datetime, amount_idr: int, random: Random, *, own_name: bool
) -> BankEntry:
    assert order.who is not None
    name = (order.who.name if own_name else order.who.spouse).upper()
    shape = random.choices(("own", "bifast", "switching"), (66, 24, 10))[0]
    if shape == "own":
        note = random.choices(("", f"{order.no} ", "bayar order "), (78, 14, 8))[0]
        text = _incoming(at.date(), amount_idr, name, random, note)
    elif shape == "bifast":
        text = (
            f"BI-FAST CR TANGGAL :{at:%d/%m} TRANSFER DR {random.choice(_BANKS)} "
            f"{name[:_NAME_LENGTH].rstrip()}"
        )
    else:
        text = f"SWITCHING CR TRANSFER DR {random.choice(_BANKS)} {name[:_NAME_LENGTH].rstrip()}"
    return BankEntry(at, text, amount_idr * 100)


def _incoming(day: dt.date, amount_idr: int, name: str, random: Random, note: str = "") -> str:
    return (
        f"TRSF E-BANKING CR {day:%d%m}/FTSCY/WS{random.randrange(10_000, 99_999)}"
        f"{amount_idr:>15}.00{note}{name[:_NAME_LENGTH].rstrip()}"
    )


def _outgoing(day: dt.date, amount_idr: int, note: str, name: str, random: Random) -> str:
    return (
        f"TRSF E-BANKING DB {day:%d%m}/FTSCY/WS{random.randrange(10_000, 99_999)}"
        f"{amount_idr:>15}.00{note} {name[:_NAME_LENGTH].rstrip()}"
    )


def _qris_settlements(paid: Iterable[Order]) -> list[BankEntry]:
    gross: defaultdict[dt.date, int] = defaultdict(int)
    for order in paid:
        if order.paid_via == QRIS and order.paid_at is not None:
            gross[order.paid_at.date()] += order.total_idr
    made = []
    for day, amount in gross.items():
        fee_sen = amount * 7 // 10  # 0.7 %, of amounts that are multiples of 500
        booked = day + dt.timedelta(days=(1, 1, 1, 1, 3, 2, 1)[day.weekday()])
        text = (
            f"KR OTOMATIS TANGGAL :{day:%d/%m} MID : {_TERMINAL} {SHOP_NAME.upper()} "
            f"QR : {amount}.00 DDR: {fee_sen // 100}.{fee_sen % 100:02d}"
        )
        made.append(BankEntry(_clock(booked, 6, 30), text, amount * 100 - fee_sen))
    return made


def _cod_remittances(paid: Iterable[Order], random: Random) -> list[BankEntry]:
    batches: defaultdict[tuple[dt.datetime, str], int] = defaultdict(int)
    for order in paid:
        if order.paid_via == COD and order.paid_at is not None:
            batches[(order.paid_at, order.courier)] += order.total_idr
    return [
        BankEntry(
            at,
            _incoming(at.date(), amount * 985 // 1000, "LINTAS KURIR NUSA", random, f"COD {courier} "),
            amount * 985 // 1000 * 100,
        )
        for (at, courier), amount in batches.items()
    ]  # fmt: skip


def _of_kas(entry: Entry, random: Random) -> list[BankEntry]:
    if entry.other_account == BANK:
        day = entry.on + dt.timedelta(days=2)  # carried on Saturday, paid in on Monday
        return [BankEntry(_clock(day, 9, 20), "SETORAN TUNAI", -entry.amount_idr * 100)]
    if entry.account != BANK:
        return []
    amount = -entry.amount_idr
    names = {
        "Beli barang (stok)": ("KAIN, BENANG", "KONVEKSI ANYELIR JAYA"),
        "Sewa": ("sewa kios", "PENGELOLA PASAR SENI"),
        "Gaji": (entry.description, entry.description.split()[-1].upper()),
        "Ambil pribadi": ("keperluan rumah", ACCOUNT_HOLDER),
        "Bayar ekspedisi": ("ongkir", "LINTAS KURIR NUSANTARA"),
    }
    at = _clock(entry.on, 17, random.randint(0, 50))
    if entry.category in names:
        return [
            BankEntry(
                at, _outgoing(entry.on, amount, *names[entry.category], random), -amount * 100
            )
        ]
    if entry.category == "Iklan":
        return [BankEntry(at, "KARTU DEBIT IKLAN SOSMED", -amount * 100)]
    return [BankEntry(at, "BYR VIA E-BANKING LISTRIK INTERNET", -amount * 100)]


def _of_the_bank(first: dt.date, today: dt.date, random: Random) -> list[BankEntry]:
    days = [first + dt.timedelta(days=index) for index in range(1, (today - first).days)]
    month_ends = [day for day in days if (day + dt.timedelta(days=1)).day == 1]
    twin_day = today - dt.timedelta(days=9)
    withdrawn = f"TARIKAN ATM {twin_day:%d/%m}"
    strangers = (("YULIANA KARTIKASARI", 350_412, 6), ("TOKO BUKU CENDANA", 125_000, 12))
    return [
        *(entry for day in month_ends for entry in _month_end(day, random)),
        BankEntry(_clock(twin_day, 12, 1), withdrawn, -500_000_00),
        BankEntry(_clock(twin_day, 12, 2), withdrawn, -500_000_00),
        *(
            BankEntry(
                _clock(today - dt.timedelta(days=ago), 13, 11),
                _incoming(today - dt.timedelta(days=ago), amount, name, random),
                amount * 100,
            )
            for name, amount, ago in strangers
        ),
    ]


def _month_end(day: dt.date, random: Random) -> list[BankEntry]:
    interest = random.randrange(2_500_00, 5_400_00)
    return [
        BankEntry(_clock(day, 23, 1), "BIAYA ADM", -15_000_00),
        BankEntry(_clock(day, 23, 2), "BUNGA", interest),
        BankEntry(_clock(day, 23, 3), "PAJAK BUNGA", -(interest // 5)),
    ]


def statement_csv(made: Sequence[BankEntry], today: dt.date) -> tuple[bytes, int]:
    """The csv of the account as KlikBCA gives it, and its closing balance in sen."""
    opening = _opening(made)
    rows, balance = _rows(made, opening, today)
    credit = sum(entry.sen for entry in made if entry.sen > 0)
    debit = -sum(entry.sen for entry in made if entry.sen < 0)
    footer = [
        f"Saldo Awal,=,{_plain(opening)}",
        f"Kredit,=,{_plain(credit)}",
        f"Debet,=,{_plain(debit)}",
        f"Saldo Akhir,=,{_plain(balance)}",
    ]
    return ("\r\n".join([*_HEAD, *rows, *footer]) + "\r\n").encode(), balance


_HEAD = (
    f"No. Rekening,=,'{ACCOUNT_NUMBER}",
    f"Nama,=,{ACCOUNT_HOLDER}",
    "Mata Uang,=,IDR",
    "",
    "Tanggal,Keterangan,Cabang,Jumlah,,Saldo",
)


def _opening(made: Iterable[BankEntry]) -> int:
    lowest = balance = 0
    for entry in made:
        balance += entry.sen
        lowest = min(lowest, balance)
    return _OPENING_SEN + -(-max(0, -lowest) // 100_000_00) * 100_000_00


def _rows(
    made: Iterable[BankEntry], opening: int, pending_from: dt.date | None
) -> tuple[list[str], int]:
    rows, balance = [], opening
    for entry in made:
        balance += entry.sen
        pending = pending_from is not None and entry.at.date() >= pending_from
        day = "PEND" if pending else f"{entry.at:%d/%m}"
        sign = "CR" if entry.sen > 0 else "DB"
        rows.append(f"'{day},{entry.text},'0000,{_plain(abs(entry.sen))},{sign},{_plain(balance)}")
    return rows, balance


def _plain(sen: int) -> str:
    sign = "-" if sen < 0 else ""
    return f"{sign}{abs(sen) // 100}.{abs(sen) % 100:02d}"


def paste_slice(
    unpaid: Sequence[Order],
    made: Sequence[BankEntry],
    closing_sen: int,
    now: dt.datetime,
    random: Random,
) -> Slice:
    """Today's lines as the bank gives them later: those of the csv, now dated, then twelve new.

    Nine pay open orders, one leaves its kode unik out, two go out.  *unpaid* are the open
    transfer orders, oldest first; *made* and *closing_sen* are what the csv held.
    """
    bare = [order.total_idr - (order.code or 0) for order in unpaid]
    suggested = next(
        (order for order, amount in zip(unpaid, bare, strict=True) if bare.count(amount) == 1), None
    )
    pays = [order for order in unpaid if order is not suggested][:9]
    entries = [_buyer_line(order, now, order.total_idr, random, own_name=True) for order in pays]
    if suggested is not None:
        amount = suggested.total_idr - (suggested.code or 0)
        entries.insert(4, _buyer_line(suggested, now, amount, random, own_name=True))
    entries.insert(2, BankEntry(now, "KARTU DEBIT PLASTIK KEMASAN", -84_000_00))
    entries.append(BankEntry(now, "BIAYA TXN BI-FAST", -2_500_00))
    known = [entry for entry in made if entry.at.date() == now.date()]
    opening = closing_sen - sum(entry.sen for entry in known)
    rows, _ = _rows([*known, *entries], opening, None)
    return Slice(
        "\n".join([*_HEAD[:3], *_HEAD[4:], *rows]),
        tuple(order.no for order in pays),
        suggested.no if suggested is not None else "",
    )
