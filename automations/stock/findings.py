"""What Stok asks of people: a shelf below zero (G01), and what to buy, most lost rupiah first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from automations.stock.items import Items, stand_in
from automations.stock.ledger import Ledger
from automations.stock.levels import Level
from automations.stock.movements import ISSUE, Counts
from automations.workbook.job import Action, Problem, Sentence
from automations.workbook.job import Level as Severity

ASKED = 5  #: HABIS and KRITIS items told one by one; the rest in one line


@dataclass(frozen=True)
class Shelf:
    """One item worth a word: its name, level, and whether anybody would miss it."""

    key: str
    name: str
    level: Level
    wanted: bool  #: sold lately, promised, or with a typed Stok Minimum
    promised: bool


def short_items(shelves: Sequence[Shelf]) -> list[Action]:
    """Questions about HABIS and KRITIS one by one, the rest and MENIPIS in one line each."""
    urgent = sorted(
        (s for s in shelves if s.wanted and s.level.state in ("out", "critical")),
        key=lambda s: (s.level.state != "out", -(s.level.lost_per_day_idr or 0), s.name),
    )
    low = sorted(s.name for s in shelves if s.wanted and s.level.state == "low")
    actions = [_one(shelf) for shelf in urgent[:ASKED]]
    if rest := [shelf.name for shelf in urgent[ASKED:]]:
        actions.append(_group("S-KRITIS", "stock.action.more", rest))
    if low:
        actions.append(_group("S-MENIPIS", "stock.action.low", low))
    return actions


def _one(shelf: Shelf) -> Action:
    level = shelf.level
    suggestion = None
    if level.suggested_qty:
        suggestion = Sentence.of("stock.action.buy", qty=level.suggested_qty)
    return Action(
        f"S-{stand_in(shelf.key)}",
        Severity.STOP if level.state == "out" and shelf.promised else Severity.LOOK,
        Sentence.of(f"stock.action.{level.state}", item=shelf.name, reason=level.reason),
        suggestion,
        level.lost_per_day_idr,
        role="warehouse",
        due=level.order_before,
        tab="stock_levels",
        key=shelf.key,
    )


def _group(code: str, sentence: str, names: Sequence[str]) -> Action:
    what = Sentence.of(
        sentence, n=len(names), items=", ".join(names[:3]), more=max(len(names) - 3, 0)
    )
    return Action(code, Severity.LOOK, what, role="warehouse", tab="stock_levels")


def below_zero(
    items: Items, ledger: Ledger, counts: Counts, on_hand: Sequence[int], rows: Sequence[int]
) -> list[Problem]:
    """G01 for every counted item below 0, with the order that took it there."""
    return [
        Problem(
            "products",
            items.keys[place],
            rows[items.rows[place]] if rows else None,
            "stock",
            "G01",
            Severity.STOP,
            params=(
                ("item", items.names[place]),
                ("qty", -on_hand[place]),
                ("since", _since(ledger, counts, place)),
            ),
        )
        for place in np.flatnonzero(ledger.counted).tolist()
        if on_hand[place] < 0 and place not in items.parts
    ]


def _since(ledger: Ledger, counts: Counts, place: int) -> str:
    """The order whose sale took the item below 0 for good; blank when no order did."""
    own = ledger.flow.where(ledger.flow.item == place)
    held = counts.item == place
    last = int(counts.day[held].max()) if held.any() else -1
    pieces = int(counts.qty[held & (counts.day == last)].sum()) if held.any() else 0
    after = own.where(own.day > last)
    turns = sorted(
        range(len(after)),
        key=lambda at: (after.day[at], after.kind[at] >= ISSUE, str(after.label[at])),
    )
    since = ""
    for at in turns:
        was, pieces = pieces, pieces + int(after.delta[at])
        if pieces < 0 <= was:
            since = str(after.label[at])
    return since
