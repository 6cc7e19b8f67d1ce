"""What a BCA description says: who paid, and which references the buyer wrote.

Shapes: formats.md 1.5.  Names stand last and may be cut at 18 letters or fused to the amount;
what cannot be told stays blank, nothing is guessed.
"""

import re
from dataclasses import dataclass

_FUSED = re.compile(r"(\d\.\d{2})(?=[A-Z])")
_TRANSFER = re.compile(
    r"^(?:TRSF|TRANSFER)\s+E-?BANKING\s+(?:CR|DB)\s+"
    r"(?:(?:TANGGAL\s*:?\s*)?\d{2}/\d{2}\s+)?"
    r"(?:\d{4}/F[A-Z]{4}/WS\w+\s*)?(?P<amount>[\d,]+\.\d{2}\s+)?(?P<rest>.*)$"
)
_BY_BANK_CODE = re.compile(
    r"^(?:BI-?FAST|SWITCHING)\s+(?:CR|DB)\b.*?\bTRANSFER\s+(?:DR|CR|KE|DARI)\s+(?P<code>\d{3})\s+(?P<rest>.*)$"
)
_CLEARING = re.compile(r"^(?:KR OTOMATIS\s+LLG-\S+|TRF CN-SKN MSK|LLG-\S+)\s+(?P<rest>.*)$")
_MERCHANT = re.compile(r"\bMID\s*:?\s*(?P<mid>\d{6,15})")
_PARTY_AFTER = re.compile(r"\b(?:DARI|KE)\s+(?P<rest>[A-Z][A-Z .']+)$")
#: Words of a note that are no part of a name.
_NOTE_WORDS = frozenset(
    {
        "bayar", "byr", "pembayaran", "transfer", "trf", "tf", "order", "nota", "no", "inv",
        "invoice", "pesanan", "lunas", "pelunasan", "dp", "belanja", "beli", "untuk", "utk", "buat",
        "ongkir", "kode", "unik", "total", "jajan", "titip", "transaksi", "trx", "m-banking",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """The party's name and the references, each ``""`` when the text gives none."""

    party: str = ""
    reference: str = ""


def read_description(text: str) -> Reading:
    """Who and what a description names."""
    line = _FUSED.sub(r"\1 ", " ".join(text.upper().split()))
    if merchant := _MERCHANT.search(line):
        return Reading("", merchant["mid"])
    for shape in (_TRANSFER, _BY_BANK_CODE, _CLEARING):
        if found := shape.match(line):
            return _note_and_name(found["rest"])
    if found := _PARTY_AFTER.search(line):
        return Reading(found["rest"].strip())
    return Reading()


def _note_and_name(rest: str) -> Reading:
    words = [word for word in rest.split() if word.strip("-./:,") != ""]
    marked = [i for i, word in enumerate(words) if any(sign.isdigit() for sign in word)]
    note = words[: marked[-1] + 1] if marked else []
    name = words[len(note) :]
    while name and name[0].strip("-./:,").casefold() in _NOTE_WORDS:
        name = name[1:]
    references = [word.strip("-./:,") for word in note if any(sign.isdigit() for sign in word)]
    return Reading(" ".join(name), " ".join(references))
