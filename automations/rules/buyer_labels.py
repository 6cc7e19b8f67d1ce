"""The labels of a chat order form, in every spelling that shops use, and where they stand."""

import re
from dataclasses import dataclass

NAME, PHONE, ADDRESS = "recipient_name", "phone", "address"
VILLAGE, DISTRICT, CITY, PROVINCE, POSTAL = "village", "district", "city", "province", "postal_code"
SENDER, OTHER = "sender", "other"

_PHONE_WORD = r"(?:hand\s*phone|hp|wa|whats\s*app|telpo?n|telepon|telp?|tlpn?|kontak|phone|ponsel)"
_SPELLINGS: tuple[tuple[str, str], ...] = (
    (NAME, r"nama(?:\s+(?:lengkap|penerima|pembeli|customer|kakak))?|penerima|atas\s+nama|name"),
    (
        PHONE,
        (
            rf"(?:no|nomor|nmr|nomer)?[.\s]*{_PHONE_WORD}\.?(?:\s*[/&,]\s*(?:no\.?\s*)?{_PHONE_WORD})*"
            r"(?:\s+(?:aktif|penerima|pembeli))?"
        ),
    ),
    (ADDRESS, r"alamat(?:\s+(?:lengkap|pengiriman|penerima|rumah|kirim|tujuan))*|almt|address"),
    (CITY, r"(?:kota|kab(?:upaten)?\.?)(?:\s*/\s*(?:kota|kab(?:upaten)?|kec(?:amatan)?)\.?)?|city"),
    (DISTRICT, r"kec(?:amatan)?\.?"),
    (VILLAGE, r"(?:kel(?:urahan)?\.?|desa)(?:\s*/\s*(?:kel(?:urahan)?|desa)\.?)?"),
    (PROVINCE, r"prov(?:insi)?\.?|propinsi"),
    (POSTAL, r"kode\s*pos|pos|zip(?:\s*code)?|postal\s*code"),
    (SENDER, r"(?:nama\s+)?pengirim|dropship(?:per)?|sender"),
    (
        OTHER,
        (
            r"order(?:an)?|pesanan|barang|produk|jumlah|jml|qty|warna|ukuran|size|varian|catatan|note"
            r"|ket(?:erangan)?|kurir|ekspedisi|pembayaran|bayar|payment|e-?mail|ig|instagram|username"
            r"|total|ongkir|tgl|tanggal|bank"
        ),
    ),
)
_ALL = "|".join(f"(?P<{field}>{spelling})" for field, spelling in _SPELLINGS)
_BULLET = r"[\s*_\-•·▪➡👉\u2022\u25cf\u25aa\d.)]*"
#: A label opens a line or follows ``, ; |``; a colon follows it, perhaps after a remark in brackets.
_LABEL = re.compile(
    rf"(?:^|(?<=[\n,;|])){_BULLET}(?:{_ALL})[*_\s]*(?:\([^)\n]*\))?[*_\s]*[:=]", re.IGNORECASE
)
#: Without a colon only at the start of a line, and only where no name or address begins so.
_BARE = re.compile(
    rf"^{_BULLET}(?:(?P<recipient_name>nama)|(?P<phone>(?:no\.?\s*)?(?:hp|wa|telp))|(?P<address>alamat))"
    r"[ \t]+(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Labelled:
    """One label found: which field, its value, and the label as typed."""

    field: str
    value: str
    label: str


def labelled_parts(text: str) -> tuple[Labelled, ...]:
    """The labels of *text* in order, each with the text up to the next one; empty without labels."""
    found = list(_LABEL.finditer(text))
    taken = [(match.start(), match.end()) for match in found]
    found += [
        match
        for match in _BARE.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
    ]
    found.sort(key=lambda match: match.start())
    parts = []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        field, label = next((key, word) for key, word in match.groupdict().items() if word)
        parts.append(Labelled(field, text[match.end() : end].strip(" \t\n,;|*_"), label.strip()))
    return tuple(parts)
