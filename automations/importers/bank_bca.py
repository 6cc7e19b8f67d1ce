"""BCA: KlikBCA in both languages, KlikBCA Bisnis / myBCA Bisnis, and the pasted web preview.

Source: the layouts K1-K4 of formats.md 1.1, which several public parsers agree on; no real
file was at hand.  KlikBCA: "Mutasi Rekening", download as csv.  Bisnis: "Informasi Rekening".
"""

from functools import partial

from automations.importers.amounts import sen
from automations.importers.statement import Footer, Record, StatementFormat

_SIGNS = {"CR": 1, "DB": -1}
_english = partial(sen, style="en")
_indonesian = partial(sen, style="id")


def _sign(side: str) -> int:
    if side not in _SIGNS:
        raise ValueError(f"{side!r} where CR or DB is expected")
    return _SIGNS[side]


def _side_apart(record: Record) -> int:
    """Amount and side in two cells; an empty side beside a positive amount is money in."""
    amount = _english(record["amount"])
    side = record["side"].strip().upper()
    if amount < 0:
        raise ValueError(f"{record['amount']!r} has a sign of its own")
    return _sign(side or "CR") * amount


def _side_behind(record: Record) -> int:
    """``51,400.00 CR`` in one cell."""
    number, _, side = record["amount"].strip().rpartition(" ")
    return _sign(side.upper()) * _english(number)


def _two_columns(record: Record) -> int:
    """Debit and credit side by side, ``-`` or blank where there is none."""
    out, money_in = (record[name].strip() for name in ("debit", "credit"))
    empty = {"", "-"}
    if (out in empty) == (money_in in empty):
        raise ValueError("exactly one of debit and credit is expected")
    return _indonesian(money_in) if out in empty else -_indonesian(out)


_ACCOUNT_EN = ("account no", "account number")
_ACCOUNT_ID = ("no. rekening", "no rekening", "nomor rekening")
_APART = ("day", "description", "branch", "amount", "side", "balance")
_BEHIND = ("day", "description", "branch", "amount", "balance")

KLIKBCA_ENGLISH = StatementFormat(
    key="bca_klikbca_english",
    bank="bca",
    header=("Date", "Description", "Branch", "Amount", "", "Balance"),
    columns=_APART,
    amount_sen=_side_apart,
    money=_english,
    account_words=_ACCOUNT_EN,
    footer=Footer(("starting balance",), ("credit",), ("debet", "debit"), ("ending balance",)),
)
KLIKBCA = StatementFormat(
    key="bca_klikbca",
    bank="bca",
    header=("Tanggal", "Keterangan", "Cabang", "Jumlah", "", "Saldo"),
    columns=_APART,
    amount_sen=_side_apart,
    money=_english,
    account_words=_ACCOUNT_ID,
    footer=Footer(("saldo awal",), ("kredit",), ("debet", "debit"), ("saldo akhir",)),
)
_BISNIS_FOOTER = Footer(
    ("saldo awal",),
    ("mutasi kredit", "mutasi cr", "kredit"),
    ("mutasi debet", "mutasi debit", "mutasi db", "debet", "debit"),
    ("saldo akhir",),
)
BISNIS = StatementFormat(
    key="bca_bisnis",
    bank="bca",
    header=("Tanggal Transaksi", "Keterangan", "Cabang", "Jumlah", "Saldo"),
    columns=_BEHIND,
    amount_sen=_side_behind,
    money=_english,
    account_words=_ACCOUNT_ID,
    footer=_BISNIS_FOOTER,
)
BISNIS_WITHOUT_BALANCE = StatementFormat(
    key="bca_bisnis_without_balance",
    bank="bca",
    header=("Tanggal Transaksi", "Keterangan", "Cabang", "Jumlah"),
    columns=_BEHIND[:-1],
    amount_sen=_side_behind,
    money=_english,
    account_words=_ACCOUNT_ID,
    footer=_BISNIS_FOOTER,
)
BISNIS_OLDER = StatementFormat(
    key="bca_bisnis_older",
    bank="bca",
    header=("Tanggal", "Keterangan", "Cabang", "Mutasi", "Saldo"),
    columns=_BEHIND,
    amount_sen=_side_behind,
    money=_english,
    account_words=_ACCOUNT_ID,
    footer=_BISNIS_FOOTER,
)
PREVIEW = StatementFormat(
    key="bca_preview",
    bank="bca",
    header=("No", "Tanggal", "Keterangan", "Debit", "Kredit", "Saldo"),
    columns=("number", "day", "description", "debit", "credit", "balance"),
    amount_sen=_two_columns,
    money=_indonesian,
    delimiter="\t",
    account_words=_ACCOUNT_ID,
)
FORMATS = (
    KLIKBCA_ENGLISH,
    KLIKBCA,
    BISNIS,
    BISNIS_WITHOUT_BALANCE,
    BISNIS_OLDER,
    PREVIEW,
)
