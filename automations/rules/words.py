"""Words that people type and code acts on, folded (``sheet_schema.cells.fold``).

They are read, never shown: what people see stands in the catalogues.
"""

from sheet_schema.cells import fold

#: The mark of a sample row, in its key cell or its note.
SAMPLE = "contoh"

#: Sold and handed over on the spot; neither buyer nor courier is needed.
COUNTER_CHANNELS = frozenset({"toko", "live", "bazar"})
RESELLER_CHANNEL = "reseller"
#: Couriers without a parcel: the buyer comes.
PICKUP = frozenset({"ambilsendiri", "pickup"})
PARCEL_BACK = "paketbalik"

#: Accounts of Kas beside the bank accounts of Pengaturan.
CASH_ACCOUNTS = ("Laci", "Kas Kecil")
TRANSFER_CATEGORY = "pindahkas"

_PAYMENT_KINDS = {
    "qris": "qris",
    "cod": "cod",
    "tunai": "cash",
    "cash": "cash",
    "bayarbelakangan": "credit",
}
_TRANSFER = "transfer"


def is_sample(text: str) -> bool:
    """Whether a key cell or note marks a sample row."""
    return text.strip().casefold() == SAMPLE


def payment_of(paid_via: str, accounts: tuple[str, ...]) -> tuple[str, str]:
    """Kind and account of *paid_via*: ``("transfer", "BCA")``, ``("cod", "")``, ``("", "")`` unknown.

    A bare transfer goes to the first account; while no account is declared any name is taken.
    """
    word = fold(paid_via)
    if word in _PAYMENT_KINDS:
        return _PAYMENT_KINDS[word], ""
    if not word.startswith(_TRANSFER):
        return "", ""
    named = word.removeprefix(_TRANSFER)
    if not named:
        return _TRANSFER, accounts[0] if accounts else ""
    for account in accounts:
        if fold(account) == named:
            return _TRANSFER, account
    if accounts:
        return "", ""
    return _TRANSFER, " ".join(paid_via.split()[1:]) or named.upper()
