"""Money styles of files, declared by the format and never sniffed: exact integers or an error.

``en`` is ``1,127,500.00``; ``id`` is ``1.127.500,00``.  Two decimals or none: ``1.250`` in style
``en`` is neither 1 nor 1250.
"""

import re
from typing import Literal

Style = Literal["en", "id"]

_SHAPES = {
    "en": re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d{2}))?", re.ASCII),
    "id": re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)?(?:,(\d{2}))?", re.ASCII),
}
_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,15}", re.ASCII)
_MARK = re.compile(r"^(?:rp\.?|idr)\s*", re.IGNORECASE)


class UnreadableAmountError(ValueError):
    """A text is no amount of the declared style."""


def sen(text: str, *, style: Style) -> int:
    """Integer sen of *text*; a leading minus and ``Rp`` are read, anything else is an error."""
    bare = _MARK.sub("", text.replace("\u00a0", " ").strip())
    negative = bare.startswith("-")
    bare = _MARK.sub("", bare.removeprefix("-").strip())
    shape = _SHAPES[style].fullmatch(bare)
    if not bare or shape is None or len(bare) > 24:
        raise UnreadableAmountError(f"{text!r} is no amount written as {style}")
    rupiah = re.sub(r"\D", "", shape[1] or "0")
    amount = int(rupiah) * 100 + int(shape[2] or "0")
    return -amount if negative else amount


def whole_rupiah(text: str) -> int:
    """Whole rupiah with dots as thousands or without, as Shopee prints it: ``91.000``, ``10205``."""
    bare = text.replace("\u00a0", " ").strip()
    negative = bare.startswith("-")
    bare = bare.removeprefix("-")
    if not _WHOLE.fullmatch(bare):
        raise UnreadableAmountError(f"{text!r} is no whole rupiah")
    amount = int(bare.replace(".", ""))
    return -amount if negative else amount
