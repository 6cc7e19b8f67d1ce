"""A chat form pasted over several rows instead of into one cell (S05)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from automations.rules.buyer_text import read_buyer
from sheet_schema.cells import BadCell
from sheet_schema.tabs.orders import ORDERS

_BUYER = ORDERS.buyer_text.key
_OWN = (_BUYER, ORDERS.order_no.key)


@dataclass(frozen=True)
class BrokenPaste:
    """Rows that together are one form; the first is the order, the rest are none."""

    indices: tuple[int, ...]
    text: str  #: the form, joined again


def broken_pastes(
    by_row: Mapping[str, list[Any]],
    bad: Mapping[str, Mapping[int, BadCell]],
    sheet_rows: Sequence[int],
    sample: Sequence[bool],
) -> tuple[BrokenPaste, ...]:
    """The broken forms: neighbouring rows of which all but the first hold Data Pembeli only."""
    buyers, items, dates = by_row[_BUYER], by_row["item"], by_row["ordered_on"]
    others = [cells for key, cells in by_row.items() if key not in _OWN and any(cells)]
    unread = {i for key, cells in bad.items() if key not in _OWN for i in cells}
    alone = [
        i
        for i, buyer in enumerate(buyers)
        if buyer and not items[i] and not dates[i] and not sample[i]
        and i not in unread and not any(cells[i] for cells in others)
    ]  # fmt: skip
    return tuple(_forms(alone, buyers, sheet_rows))


def _forms(
    alone: Sequence[int], buyers: Sequence[str], sheet_rows: Sequence[int]
) -> Iterator[BrokenPaste]:
    for run in _runs(alone, sheet_rows):
        above = run[0] - 1
        near = above >= 0 and sheet_rows[run[0]] - sheet_rows[above] == 1 and buyers[above]
        whole = (above, *run) if near else ()
        for indices in (whole, run):
            if len(indices) >= 2 and _one_form([buyers[i] for i in indices]):
                yield BrokenPaste(indices, "\n".join(buyers[i] for i in indices))
                break


def _runs(alone: Sequence[int], sheet_rows: Sequence[int]) -> Iterator[tuple[int, ...]]:
    run: list[int] = list(alone[:1])
    for before, i in pairwise(alone):
        if i - before == 1 and sheet_rows[i] - sheet_rows[before] == 1:
            run.append(i)
        else:
            yield tuple(run)
            run = [i]
    if run:
        yield tuple(run)


def _one_form(pieces: Sequence[str]) -> bool:
    """Whether *pieces* are one buyer together and none of them alone."""
    if any(_is_whole(piece) for piece in pieces):
        return False
    joined = read_buyer("\n".join(pieces))
    return len(joined.phones) <= 1 and bool(joined.name) and (
        bool(joined.phones and joined.address) or joined.labels_qty >= 2
    )  # fmt: skip


def _is_whole(piece: str) -> bool:
    buyer = read_buyer(piece)
    return bool(buyer.name and (buyer.phones or buyer.phone_typed) and buyer.address)
