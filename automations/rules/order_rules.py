"""The rules of Pesanan, all of them, in the order of workbook.md 7; and which findings count."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from automations.rules.cell_rules import unreadable_cells
from automations.rules.entry_rules import (
    broken_paste,
    day_far_off,
    day_left_out,
    item_inactive,
    item_unknown,
    required_left_out,
    stray_cells,
    word_not_in_list,
)
from automations.rules.money_rules import (
    discount_above_goods,
    down_payment_above_total,
    price_far_off,
    price_left_out,
    shipping_left_out,
)
from automations.rules.number_rules import (
    number_left_out,
    number_not_from_book,
    two_recipients,
    two_values,
)
from automations.rules.recipient_rules import (
    address_without_place,
    buyer_text_unclear,
    phone_unreadable,
)
from automations.rules.shop import Shop
from automations.rules.words import PARCEL_BACK
from automations.workbook.job import Level, Problem
from sheet_schema.cells import fold
from sheet_schema.tabs.orders import ORDERS

OrderRule = Callable[[Shop], Iterator[Problem]]

ORDER_RULES: tuple[OrderRule, ...] = (
    required_left_out,  # I01
    stray_cells,  # I01
    number_left_out,  # N01
    two_recipients,  # N02
    two_values,  # N03
    number_not_from_book,  # N05
    unreadable_cells,  # D01 Q01 K01 K02 K03
    day_far_off,  # D02
    day_left_out,  # D03
    word_not_in_list,  # K01
    phone_unreadable,  # C01
    address_without_place,  # C02
    buyer_text_unclear,  # C04
    item_unknown,  # S01
    item_inactive,  # S02
    broken_paste,  # S05
    price_far_off,  # R01 R02
    price_left_out,  # R06
    discount_above_goods,  # T01
    shipping_left_out,  # T02
    down_payment_above_total,  # T04
)
#: Told of a cancelled order too: its number and its reason still matter.
_ALSO_CANCELLED = frozenset({"N02", "N03", "N05", "K01", "K03"})


@dataclass(frozen=True)
class Found:
    """What the rules say now, and the orders of which something worse is not told yet."""

    told: tuple[Problem, ...] = ()
    held_back: frozenset[str] = frozenset()


def findings(shop: Shop, typing: frozenset[int] = frozenset()) -> Found:
    """Every finding that is due now.

    *typing*: sheet rows still being typed; of their orders only ✍ is told.  Orders before
    ``mulai_pakai`` tell nothing but a day that is far off, cancelled ones only what spoils others.
    """
    found = [problem for rule in ORDER_RULES for problem in rule(shop)]
    if not found:
        return Found()
    quiet, cancelled, busy = _quiet(shop), _cancelled(shop), _busy(shop, typing)
    broken = {problem.key for problem in found if problem.code == "S05"}
    told, held_back = [], set()
    for problem in found:
        if problem.key in quiet and problem.code != "D02":
            continue
        if problem.key in cancelled and problem.code not in _ALSO_CANCELLED:
            continue
        if problem.code == "I01" and problem.key in broken:
            continue  # S05 says it all
        if problem.level is Level.FILL or not (problem.key in busy or problem.row in typing):
            told.append(problem)
        elif problem.level is Level.EXCLUDES:
            held_back.add(problem.key)
    return Found(tuple(told), frozenset(held_back))


def _quiet(shop: Shop) -> frozenset[str]:
    since = shop.settings.in_use_since
    if since is None:
        return frozenset()
    days = zip(shop.orders.joined.numbers, shop.orders.ordered_on, strict=True)
    return frozenset(number for number, day in days if day < since)


def _busy(shop: Shop, typing: frozenset[int]) -> frozenset[str]:
    joined = shop.orders.joined
    if not typing:
        return frozenset()
    return frozenset(
        number
        for number, rows in zip(joined.numbers, joined.rows, strict=True)
        if any(joined.sheet_rows[i] in typing for i in rows)
    )


def _cancelled(shop: Shop) -> frozenset[str]:
    joined = shop.orders.joined
    return frozenset(
        number
        for number, reason in zip(joined.numbers, joined[ORDERS.cancel_reason], strict=True)
        if reason and fold(reason) != PARCEL_BACK
    )
