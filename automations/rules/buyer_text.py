"""Data Pembeli: a chat order form pasted into one cell, read into a buyer (workbook.md 2).

Labels in any order and case, or none at all: first the name, then the phone-shaped run, the
rest is the address.  Two phones or an empty label are told, never guessed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from automations.rules import buyer_labels as labels
from automations.rules.buyer_labels import Labelled, labelled_parts
from automations.rules.phones import canonical_phone, phone_runs
from automations.rules.places import city_in, district_in, postal_code_in

_CHAT_PREFIX = re.compile(
    r"^[\u200e\u200f\u202a]*(?:"
    r"\[[\d/.,: \u202fAPMapm]{8,30}\][ ]*[^:\n]{1,40}:"  # [20/11 10.15] Budi:
    r"|\d{1,2}/\d{1,2}/\d{2,4},?[ ]\d{1,2}[.:]\d{2}[ ]-[ ][^:\n]{1,40}:"  # 20/11/26 10.15 - Budi:
    r")[ \t]*",
    re.MULTILINE,
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\ufeff]")
_EDGES = " \t\n,;:|-–.*_"
_PERSONAL = (labels.NAME, labels.PHONE, labels.ADDRESS)
_TOLD_WHEN_EMPTY = (*_PERSONAL, labels.DISTRICT, labels.CITY, labels.POSTAL)


@dataclass(frozen=True)
class Buyer:
    """What a chat text says of the recipient; ``""`` where it says nothing."""

    name: str = ""
    phone: str = ""  #: canonical; blank with several, or when it is not one
    address: str = ""
    district: str = ""
    city: str = ""
    postal_code: str = ""
    phones: tuple[str, ...] = ()  #: every distinct number, canonical
    phone_typed: str = ""  #: what stands where a phone should, when it cannot be read
    empty: tuple[tuple[str, str], ...] = ()  #: (field, label as typed) left without a value
    labels_qty: int = 0


@lru_cache(maxsize=65_536)
def read_buyer(text: str) -> Buyer:
    """The buyer that *text* names."""
    clean = _INVISIBLE.sub("", _CHAT_PREFIX.sub("", text).replace("\u00a0", " ")).strip()
    parts = labelled_parts(clean)
    if any(part.field in _PERSONAL for part in parts):
        return _of_labels(clean, parts)
    return _of_lines(clean)


def _of_labels(text: str, parts: tuple[Labelled, ...]) -> Buyer:
    said: dict[str, str] = {}
    for part in parts:
        if part.value:
            said.setdefault(part.field, _one_line(part.value))
    empty = tuple(
        (part.field, part.label)
        for part in parts
        if part.field in _TOLD_WHEN_EMPTY and part.field not in said
    )
    other = {part.value for part in parts if part.field in (labels.SENDER, labels.OTHER)}
    searched = text
    for value in other - {""}:
        searched = searched.replace(value, " ")
    phones = _distinct(searched, *(p.value for p in parts if p.field == labels.PHONE))
    address = said.get(labels.ADDRESS, "")
    extra = [said[f] for f in (labels.VILLAGE, labels.DISTRICT) if f in said]
    full = ", ".join(
        [address, *(word for word in extra if word.casefold() not in address.casefold())]
    )
    return Buyer(
        name=_without_phone(said.get(labels.NAME, "")),
        phone=phones[0] if len(phones) == 1 else "",
        address=full.strip(", "),
        district=said.get(labels.DISTRICT, "") or district_in(full),
        city=said.get(labels.CITY, "") or city_in(address),
        postal_code=said.get(labels.POSTAL, "") or postal_code_in(address),
        phones=phones,
        phone_typed="" if phones else said.get(labels.PHONE, ""),
        empty=empty,
        labels_qty=len(parts),
    )


def _of_lines(text: str) -> Buyer:
    runs = tuple(phone_runs(text))
    phones = tuple(dict.fromkeys(number for _, _, number in runs))
    rest, at = "", 0
    for start, end, _ in runs:
        rest += text[at:start] + "\n"
        at = end
    pieces = [piece.strip(_EDGES) for piece in re.split(r"[\n]", rest + text[at:])]
    pieces = [piece for piece in pieces if piece]
    if pieces and "," in pieces[0]:  # name and address share the line
        head, _, tail = pieces[0].partition(",")
        pieces[:1] = [head.strip(_EDGES), tail.strip(_EDGES)]
    pieces, mistyped = _mistyped_phone([p for p in pieces if p]) if not phones else (pieces, "")
    name = pieces[0] if pieces else ""
    address = ", ".join(pieces[1:])
    return Buyer(
        name=name,
        phone=phones[0] if len(phones) == 1 else "",
        address=address,
        district=district_in(address),
        city=city_in(address),
        postal_code=postal_code_in(address),
        phones=phones,
        phone_typed=mistyped,
    )


def _mistyped_phone(pieces: list[str]) -> tuple[list[str], str]:
    """*pieces* without the first that is nearly a number, and that one: six digits or more."""
    for at, piece in enumerate(pieces):
        for word in re.split(r",\s*", piece):
            shape = re.fullmatch(r"\+?[\d\s.\-()*]{6,24}", word.strip())
            if shape and sum(sign.isdigit() for sign in word) >= 6:
                left = piece.replace(word, "", 1).strip(_EDGES)
                return [p for p in (*pieces[:at], left, *pieces[at + 1 :]) if p], word.strip()
    return pieces, ""


def _distinct(text: str, *values: str) -> tuple[str, ...]:
    found = [number for _, _, number in phone_runs(text)]
    for value in values:
        if not any(True for _ in phone_runs(value)):
            found += [
                number for word in re.split(r"[/,;\n]", value) if (number := canonical_phone(word))
            ]
    return tuple(dict.fromkeys(found))


def _without_phone(name: str) -> str:
    for start, end, _ in phone_runs(name):
        return (name[:start] + name[end:]).strip(" ,;/()-")
    return name


def _one_line(value: str) -> str:
    return ", ".join(line.strip(" ,;\t") for line in value.splitlines() if line.strip(" ,;\t"))
