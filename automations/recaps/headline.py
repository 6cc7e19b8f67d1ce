"""The top of Ringkasan: the shop and the hour, the day in one sentence, its usual level."""

import datetime as dt

import numpy as np

from automations.recaps.axis import NEVER, Ints, at_or, day_number, join
from automations.recaps.drawing import RULE, Line, both_ends, wrapped
from automations.recaps.marketplace import MarketplaceRows
from automations.recaps.orders import Orders
from automations.recaps.usual import Takings, usual_level
from automations.workbook.job import Context, Sentence
from automations.workbook.tables import Table, Tables
from sheet_schema.tabs.bank_transactions import BANK_LEDGER, BankLine
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS
from sheet_schema.tabs.recap_daily import RECAP_DAILY, RecapDay

NOON = 12  #: before it the headline tells of yesterday


def hour_of(now: dt.datetime) -> dt.datetime:
    """*now* at its full hour: what Ringkasan shows moves by hours, not by cycles."""
    return now.replace(minute=0, second=0, microsecond=0)


def title(ctx: Context, bank: Table[BankLine]) -> list[Line]:
    """The shop's name and the hour; how far the statements reach."""
    stamp = ctx.words(Sentence.of("summary.stamp", at=hour_of(ctx.now)))
    return [both_ends(ctx.settings.shop_name.upper(), stamp), *_reach(ctx, bank), Line(RULE)]


def _reach(ctx: Context, bank: Table[BankLine]) -> list[Line]:
    newest = bank.frame.dropna(subset=[BANK_LEDGER.booked_on.key])
    if not len(newest):
        return [Line(Sentence.of("summary.no_bank"))]
    last = newest.groupby(BANK_LEDGER.account.key, sort=True)[BANK_LEDGER.booked_on.key].max()
    return wrapped(
        ctx.words(
            Sentence.of(
                "summary.bank_until",
                accounts=tuple(
                    Sentence.of("summary.account_until", account=str(account), day=day.date())
                    for account, day in last.items()
                ),
            )
        )
    )


def takings(tables: Tables, orders: Orders, rows: MarketplaceRows) -> Takings:
    """Omzet with its hour: when the money, the order or the parcel was first seen that day."""
    book, facts = tables[ORDER_BOOK], tables[ORDER_FACTS]
    at = join(book[ORDER_BOOK.order_no], facts[ORDER_FACTS.order_no])
    moment = np.full(len(orders.day), NEVER)
    for column in (ORDER_BOOK.money_seen_at, ORDER_BOOK.first_complete_at, ORDER_BOOK.sent_at):
        seconds = book[column].to_numpy().astype("datetime64[s]").astype(np.int64)
        seen = at_or(seconds, at, NEVER)
        fits = (moment == NEVER) & (seen != NEVER) & (_days(seen) == orders.day)
        moment = np.where(fits, seen, moment)
    own = rows.valid & (rows.day != NEVER)
    return Takings(
        np.concatenate([orders.day[orders.counts], rows.day[own]]),
        np.concatenate([moment[orders.counts], rows.moment[own]]),
        np.concatenate([orders.revenue[orders.counts], rows.revenue[own]]),
    )


def _days(seconds: Ints) -> Ints:
    return np.where(seconds == NEVER, NEVER, seconds // 86400)


def headline(ctx: Context, recap: Table[RecapDay], taken: Takings) -> list[Line]:
    """Yesterday before noon, else today; then the usual level of that weekday."""
    early = ctx.now.hour < NOON
    day = ctx.today - dt.timedelta(days=1) if early else ctx.today
    number = day_number(day)
    told = recap.frame[recap[RECAP_DAILY.day] == np.datetime64(day)]
    notes = int(told[RECAP_DAILY.orders_valid.key].fillna(0).sum())
    revenue = int(told[RECAP_DAILY.revenue_idr.key].fillna(0).sum())
    known = taken.day[(taken.day != NEVER) & (taken.day <= number)]
    begin = int(known.min()) if len(known) else None
    usual = usual_level(taken, number, begin, None if early else ctx.now.hour)
    sentences = [
        Sentence.of("summary.headline", yesterday=early, n=notes, revenue=revenue),
        Sentence.of("summary.no_usual")
        if usual is None
        else Sentence.of("summary.usual", day=day, revenue=usual, so_far=not early),
    ]
    return [line for one in sentences for line in wrapped(ctx.words(one), indent=0)]
