"""What kind of movement a bank line is, by the words Indonesian banks print (formats.md 1.5)."""

import re
from functools import lru_cache

PERSON = "person"
CASH_DEPOSIT = "cash_deposit"
PAYOUT = "payout"  #: marketplace or wallet company; a buyer may also pay from such a wallet
QRIS = "qris"
INTEREST = "interest"
FEE = "fee"
OWN_TRANSFER = "own_transfer"
OUTGOING = "outgoing"

#: Kinds that may pay an order; a payout is only ever proposed.
PAYS = frozenset({PERSON, CASH_DEPOSIT, PAYOUT})

_KINDS = re.compile(
    r"(?P<interest>\bCR KOREKSI BUNGA|\bPAJAK BUNGA|\bBUNGA\b(?=\s*$|\s+\d)|^BUNGA\b|\bINTEREST\b)"
    r"|(?P<qris>\bQRIS\b|\bMID ?: ?\d|\bQR ?: ?\d|\bMDR\b|\bTGH ?:)"
    r"|(?P<cash_deposit>\bSETORAN (?:TUNAI|VIA CDM)|\bSETOR TUNAI\b)"
    r"|(?P<payout>\bAIRPAY INTER|\bDOMPET ANAK BANGSA|\bVISIONET INTER|\bESPAY DEBIT"
    r"|\bSHOPEE INTERNATIONAL|\bTOKOPEDIA PT|\bPT TOKOPEDIA)"
    r"|(?P<fee>\bBIAYA (?:ADM|TXN|TRANSFER|ADMIN)|\bBY ADM\b|\bTRANSFER FEE\b(?=\s*$))"
)


@lru_cache(maxsize=65_536)
def kind_of(description: str, *, incoming: bool, own: tuple[re.Pattern[str], ...] = ()) -> str:
    """The kind of a line; *own* are the shop's account holders (``own_patterns``)."""
    text = description.upper()
    found = _KINDS.search(text)
    printed = (found.lastgroup or "") if found else ""
    if any(pattern.search(text) for pattern in own) and printed not in (INTEREST, FEE, QRIS):
        return OWN_TRANSFER
    if not incoming:
        return printed if printed in (FEE, INTEREST) else OUTGOING
    return printed if printed and printed != FEE else PERSON


def own_patterns(holders: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], ...]:
    """Patterns of the shop's own accounts from (number, holder); one bare name is not enough."""
    found = []
    for number, holder in holders:
        words = [re.escape(word) for word in holder.upper().split()]
        names = [r"\b" + r"\s+".join(words) + r"\b"] if len(words) > 1 else []
        digits = [rf"(?<!\d){number}(?!\d)"] if len(number) >= 8 else []
        if names or digits:
            found.append(re.compile("|".join(names + digits)))
    return tuple(found)
