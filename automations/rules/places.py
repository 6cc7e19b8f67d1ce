"""Places in an Indonesian address: province names, and which part of it names the city."""

import re

PROVINCES = frozenset(
    {
        "aceh", "sumatera utara", "sumut", "sumatera barat", "sumbar", "riau", "kepulauan riau",
        "jambi", "bengkulu", "sumatera selatan", "sumsel", "bangka belitung", "lampung", "banten",
        "jawa barat", "jabar", "jawa tengah", "jateng", "jawa timur", "jatim", "bali",
        "kalimantan barat", "kalimantan tengah", "kalimantan selatan", "kalimantan timur",
        "kalimantan utara", "sulawesi utara", "sulawesi tengah", "sulawesi selatan",
        "sulawesi tenggara", "sulawesi barat", "gorontalo", "maluku", "maluku utara", "papua",
        "papua barat", "ntb", "ntt", "nusa tenggara barat", "nusa tenggara timur", "indonesia",
        "kalbar", "kalteng", "kalsel", "kaltim", "sulut", "sulsel", "di yogyakarta", "diy",
    }
)  # fmt: skip
POSTAL_CODE = re.compile(r"(?<![\d/])\d{5}(?!\d)")
_NAMED_CITY = re.compile(
    r"\b(?:kota|kab(?:upaten)?)\b\.?[ \t]+((?:adm(?:inistrasi)?\.?[ \t]+)?[^\W\d_][^,\n\d]*)",
    re.IGNORECASE,
)
_NAMED_DISTRICT = re.compile(r"\bkec(?:amatan)?\b\.?[ \t]*([^\W\d_][^,\n\d]*)", re.IGNORECASE)
_STREET = re.compile(
    r"^(?:jl|jln|jalan|gg|gang|blok|no|rt|rw|perum|komp|kel|kec|desa|dusun|dsn|ds|kp|kampung|apt|ruko|toko)\b",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"[ \t]+(?:kec|kel|kota|kab|prov|kode|rt|rw)\b.*$", re.IGNORECASE)


def _named(pattern: re.Pattern[str], address: str) -> str:
    found = pattern.search(address)
    return _NEXT_WORD.sub("", found[1]).strip(" .-") if found else ""


def district_in(address: str) -> str:
    """The kecamatan that *address* names after ``kec``, else ``""``."""
    return _named(_NAMED_DISTRICT, address)


def city_in(address: str) -> str:
    """The city *address* names after ``kota`` or ``kab``, else its last part that is no street."""
    if named := _named(_NAMED_CITY, address):
        return named
    parts = [part.strip(" .-") for part in re.split(r"[,\n]", POSTAL_CODE.sub("", address))]
    parts = [part for part in parts if part]
    while len(parts) > 1 and parts[-1].casefold() in PROVINCES:
        parts.pop()
    last = parts[-1] if len(parts) > 1 else ""
    return "" if not last or _STREET.match(last) or any(sign.isdigit() for sign in last) else last


def postal_code_in(address: str) -> str:
    """The last run of five digits, else ``""``."""
    found = POSTAL_CODE.findall(address)
    return found[-1] if found else ""
