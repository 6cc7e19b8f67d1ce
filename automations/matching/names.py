"""Whether the name on a bank line is the buyer's: token by token, never a fuzzy ratio.

A global ratio misses names glued to amounts, joined or cut at 18 letters, and takes Muhammad
Rizki for Muhammad Rizal (peers.md 0.2).
"""

import re
from functools import lru_cache

SAME, SIMILAR, DIFFERENT, UNKNOWN = "same", "similar", "different", "unknown"
CUT_FROM = 13  #: letters (without blanks) that a name cut by the bank still shows

_BANK_WORDS = frozenset(
    [
        "TRSF",
        "EBANKING",
        "E",
        "BANKING",
        "CR",
        "DB",
        "FTSCY",
        "FTFVA",
        "WS",
        "BI",
        "FAST",
        "BIFAST",
        "BIF",
        "TRANSFER",
        "DR",
        "TANGGAL",
        "SWITCHING",
        "KR",
        "OTOMATIS",
        "LLG",
        "TRF",
        "CN",
        "SKN",
        "MSK",
        "MCM",
        "INHOUSETRF",
        "DARI",
        "FEE",
        "NBMB",
        "TO",
        "ESB",
        "BFST",
        "ATM",
        "SETORAN",
        "TUNAI",
        "VIA",
        "CDM",
        "BANK",
        "CENTRAL",
        "ASIA",
        "KE",
        "INW",
        "MYBCA",
        "MOBILE",
        "MANDIRI",
        "BRI",
        "BNI",
        "BCA",
        "BSI",
        "JAGO",
        "SEABANK",
        "BAYAR",
        "ORDER",
        "NOTA",
        "PEMBAYARAN",
        "RP",
        "PEND",
    ]
)
_HONORIFICS = frozenset(
    [
        "KAK",
        "KA",
        "BU",
        "IBU",
        "PAK",
        "BAPAK",
        "BPK",
        "MBA",
        "MBAK",
        "MAS",
        "BANG",
        "SIS",
        "GAN",
        "H",
        "HJ",
        "IR",
        "SE",
        "ST",
        "SH",
    ]
)
_COMMON = frozenset(["MUHAMMAD", "AHMAD", "SITI", "NUR", "DEWI", "PUTRI", "SRI", "PUTRA"])
_VARIANTS = dict.fromkeys(
    [
        "MUHAMAD",
        "MOHAMMAD",
        "MOHAMAD",
        "MOCHAMMAD",
        "MOCHAMAD",
        "MUCHAMMAD",
        "MOCH",
        "MOH",
        "MUH",
        "MHD",
    ],
    "MUHAMMAD",
) | {"ACHMAD": "AHMAD", "AHMED": "AHMAD"}


@lru_cache(maxsize=65_536)
def name_tokens(text: str) -> tuple[str, ...]:
    """The words of *text* that may be a name, upper case; bank words and digits fall away."""
    words = re.findall(r"[A-Z]+", re.sub(r"[’'`]", "", text.upper()))
    kept = (word for word in words if word not in _BANK_WORDS and word not in _HONORIFICS)
    return tuple(_VARIANTS.get(word, word) for word in kept)


@lru_cache(maxsize=65_536)
def compare(payer: str, buyer: str) -> str:
    """``same``, ``similar``, ``different``, or ``unknown`` when either shows no name."""
    there, wanted = name_tokens(payer), name_tokens(buyer)
    if not there or not wanted:
        return UNKNOWN
    if _joined_equal("".join(there), "".join(wanted)):
        return SAME
    last = there[-1]
    exact = [word for word in wanted if word in there]
    cut = [w for w in wanted if w not in exact and len(last) >= 3 and w.startswith(last)]
    strong = [word for word in exact if word not in _COMMON and len(word) >= 3]
    if len(exact) + len(cut) >= 2 and (strong or cut):
        return SAME
    return SIMILAR if strong or (cut and len(last) >= 4) else DIFFERENT


def _joined_equal(there: str, wanted: str) -> bool:
    """Equal without blanks, or cut off by the bank after ``CUT_FROM`` letters or more."""
    if there == wanted or (len(wanted) >= 8 and wanted in there):
        return True
    longest = min(len(there), len(wanted))
    return any(there.endswith(wanted[:n]) for n in range(longest, CUT_FROM - 1, -1))
