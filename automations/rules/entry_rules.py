"""Rules about what is typed into Pesanan at all: I01 S05 D02 D03 K01 S01 S02."""

import datetime as dt
from collections.abc import Iterator

from automations.rules.items import nearest
from automations.rules.lists import cell_text
from automations.rules.required_cells import orders_with_bad
from automations.rules.shop import Shop
from automations.workbook.job import Level, Problem
from sheet_schema.cells import fold
from sheet_schema.days import format_day
from sheet_schema.model import Column
from sheet_schema.tabs.orders import ORDERS


def required_left_out(shop: Shop) -> Iterator[Problem]:
    """I01: required cells of an order are empty."""
    for order, missing in enumerate(shop.missing):
        if not missing:
            continue
        empty = dict(shop.orders.buyer[order].empty)
        told_empty = [
            key for key in missing if key not in empty and not _two_phones(shop, order, key)
        ]
        if told_empty:
            columns = ", ".join(shop.header(key) for key in told_empty)
            yield shop.problem(order, "I01", Level.FILL, told_empty[0], columns=columns)


def _two_phones(shop: Shop, order: int, key: str) -> bool:
    return key == ORDERS.phone.key and len(shop.orders.buyer[order].phones) > 1


def stray_cells(shop: Shop) -> Iterator[Problem]:
    """I01: a row holds something, but none of the cells that make it an order."""
    columns = ", ".join(shop.header(c) for c in (ORDERS.buyer_text, ORDERS.item, ORDERS.qty))
    joined = shop.orders.joined
    ordered = set(joined.numbers)
    for index in joined.stray:
        number = joined.by_row["order_no"][index]
        missing = shop.header(ORDERS.item) if number in ordered else columns
        yield shop.row_problem(index, "I01", Level.FILL, ORDERS.item, columns=missing)


def broken_paste(shop: Shop) -> Iterator[Problem]:
    """S05: a chat form fell over several rows; every row of it says so."""
    for paste in shop.orders.joined.pastes:
        for index in paste.indices:
            yield shop.row_problem(
                index, "S05", Level.EXCLUDES, ORDERS.buyer_text, rows=len(paste.indices),
                content=cell_text(paste.text), suggestion=paste.text,
            )  # fmt: skip


def day_far_off(shop: Shop) -> Iterator[Problem]:
    """D02: the typed day lies after tomorrow, or more than 60 days before it was first seen."""
    tomorrow, longest = shop.today + dt.timedelta(days=1), dt.timedelta(days=60)
    joined = shop.orders.joined
    for order, (day, seen) in enumerate(
        zip(joined[ORDERS.ordered_on], shop.orders.first_seen, strict=True)
    ):
        if day is None or (day <= tomorrow and seen - day <= longest):
            continue
        if seen - day > longest and not _was_seen_new(shop, joined.numbers[order]):
            continue
        yield shop.problem(
            order, "D02", Level.LOOK, ORDERS.ordered_on, content=format_day(day),
            suggestion=_this_year(day, shop.today), typed=format_day(day),
        )  # fmt: skip


def _was_seen_new(shop: Shop, number: str) -> bool:
    """Whether the first-seen day tells when it was typed: not for numbers older than the book."""
    return bool(shop.in_book) and number not in shop.seen.adopted


def _this_year(day: dt.date, today: dt.date) -> str:
    try:
        return format_day(day.replace(year=today.year))
    except ValueError:  # 29 February
        return ""


def day_left_out(shop: Shop) -> Iterator[Problem]:
    """D03: no day typed, and the bot was off when the row was."""
    joined = shop.orders.joined
    unread = orders_with_bad(shop.orders, ("ordered_on",))
    for order, day in enumerate(joined[ORDERS.ordered_on]):
        if day is None and order not in unread and not shop.seen.is_certain(joined.numbers[order]):
            yield shop.problem(order, "D03", Level.FILL, ORDERS.ordered_on)


def word_not_in_list(shop: Shop) -> Iterator[Problem]:
    """K01: a word that is in none of the shop's lists."""
    joined, settings = shop.orders.joined, shop.settings
    lists: tuple[tuple[Column[str | None], tuple[str, ...], Level], ...] = (
        (ORDERS.channel, settings.channels, Level.EXCLUDES),
        (ORDERS.courier, settings.couriers, Level.EXCLUDES),
        (ORDERS.money_seen_by, shop.team, Level.EXCLUDES),
        (ORDERS.cancel_reason, settings.cancel_reasons, Level.EXCLUDES),
        (ORDERS.store, settings.stores, Level.LOOK),
        (ORDERS.entered_by, shop.team, Level.LOOK),
    )
    for column, words, level in lists:
        known = {fold(word) for word in words}
        cells = joined[column]
        wrong = (
            {word for word in set(cells) if word and fold(word) not in known} if known else set()
        )
        if wrong:
            for order, word in enumerate(cells):
                if word in wrong:
                    yield _not_in_list(shop, order, column, word, words, level)
    for order, (word, (kind, _)) in enumerate(
        zip(shop.orders.paid_via, shop.orders.payment, strict=True)
    ):
        if word and not kind:
            words = settings.paid_via_choices
            yield _not_in_list(shop, order, ORDERS.paid_via, word, words, Level.EXCLUDES)


def _not_in_list(
    shop: Shop,
    order: int,
    column: Column[str | None],
    word: str,
    words: tuple[str, ...],
    level: Level,
) -> Problem:
    suggestion = next(iter(nearest(word, words)), "")
    content = cell_text(word)
    return shop.problem(
        order, "K01", level, column, content=content, suggestion=suggestion,
        header=shop.header(column), typed=content, meant=suggestion,
    )  # fmt: skip


def item_unknown(shop: Shop) -> Iterator[Problem]:
    """S01: Produk knows no such item, or more than one."""
    lines = shop.orders.lines
    for at, (order, item) in enumerate(zip(lines.order, lines.item, strict=True)):
        if not item:
            typed = lines.typed[at]
            found = shop.catalogue.suggest(typed)
            yield shop.problem(
                order, "S01", Level.EXCLUDES, ORDERS.item, index=lines.index[at],
                content=cell_text(typed), suggestion="; ".join(found),
                typed=cell_text(typed), meant=" / ".join(found),
            )  # fmt: skip


def item_inactive(shop: Shop) -> Iterator[Problem]:
    """S02: the item is no longer sold; not told once the parcel is gone."""
    lines, sent = shop.orders.lines, shop.orders.joined[ORDERS.tracking_no]
    inactive = {key for key, item in shop.catalogue.items.items() if not item.active}
    for at, (order, item) in enumerate(zip(lines.order, lines.item, strict=True)):
        if item in inactive and not sent[order]:
            yield shop.problem(
                order,
                "S02",
                Level.LOOK,
                ORDERS.item,
                index=lines.index[at],
                content=item,
                item=item,
            )
