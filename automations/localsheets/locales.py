"""Signs and orders of the locales that the server tells apart; the rest counts as en_US."""

import re
from dataclasses import dataclass

_CODE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTHS_ID = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_ID = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True)
class Locale:
    """How a locale writes numbers and dates."""

    decimal: str
    group: str
    day_first: bool
    date_pattern: str
    time_pattern: str
    currency: str
    months: tuple[str, ...] = _MONTHS_EN
    days: tuple[str, ...] = _DAYS_EN


_AMERICAN = Locale(".", ",", day_first=False, date_pattern="M/d/yyyy",
                   time_pattern="h:mm:ss am/pm", currency="$")  # fmt: skip
_BRITISH = Locale(".", ",", day_first=True, date_pattern="dd/MM/yyyy",
                  time_pattern="HH:mm:ss", currency="£")  # fmt: skip
_INDONESIAN = Locale(",", ".", day_first=True, date_pattern="dd/MM/yyyy", time_pattern="H:mm:ss",
                     currency="Rp", months=_MONTHS_ID, days=_DAYS_ID)  # fmt: skip
_CONTINENTAL = Locale(",", ".", day_first=True, date_pattern="dd.MM.yyyy",
                      time_pattern="HH:mm:ss", currency="€")  # fmt: skip

_BY_CODE = {"in_ID": _INDONESIAN, "id_ID": _INDONESIAN, "en_GB": _BRITISH}
_BY_LANGUAGE = {
    "in": _INDONESIAN, "id": _INDONESIAN, "de": _CONTINENTAL, "nl": _CONTINENTAL,
    "it": _CONTINENTAL, "es": _CONTINENTAL, "pt": _CONTINENTAL, "tr": _CONTINENTAL,
}  # fmt: skip


def known(code: str) -> bool:
    """True for a text that has the form of a locale."""
    return bool(_CODE.fullmatch(code))


def locale_of(code: str) -> Locale:
    """The signs of a locale."""
    return _BY_CODE.get(code) or _BY_LANGUAGE.get(code.partition("_")[0], _AMERICAN)
