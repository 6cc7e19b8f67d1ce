"""derive-status → ``order_statuses`` and Siap Kirim: facts become one status per order.

Staff never type a status.  What the table of workbook.md 5 does not allow cannot happen;
contradicting facts give a finding.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from automations.matching.answers import disowned, quiet_codes
from automations.matching.cases import Case, cases
from automations.matching.codes import number_order
from automations.matching.packing import Judged, gate_day, packing_rows
from automations.matching.plain import records
from automations.matching.status_texts import Texts
from automations.matching.statuses import Judgement, Verdict, cancelled_late
from automations.workbook.contents import Contents
from automations.workbook.job import (
    Action,
    Context,
    Job,
    Level,
    Outcome,
    Problem,
    Sentence,
    outcome,
)
from automations.workbook.tables import Tables, typed
from sheet_schema.tabs import (
    BANK_TRANSACTIONS,
    CONFIRMATIONS,
    MARKETPLACE_ORDERS,
    ORDER_BOOK,
    ORDER_FACTS,
    ORDER_LINES,
    ORDER_MONEY,
    ORDER_PRICES,
    ORDER_STATUSES,
    ORDERS,
    PAYMENT_MATCHES,
    PRODUCTS,
    READY_TO_SHIP,
    STOCK_DEMAND,
    TEAM,
)

CLAIM_HOURS = 2  #: so long a buyer's claim is not doubted
_HOLDING = frozenset({"awaiting_payment", "part_paid", "seen_paid", "paid", "cod"})


def run(tables: Tables, ctx: Context) -> Outcome:
    """A status for every order, the packing list, and what contradicts itself."""
    everything = list(cases(tables))
    known = Judgement(ctx.now, ctx.settings, disowned(tables), {})
    short = _short_of(tables, everything, known)
    held = short if ctx.settings.stock_holds_shipping else {}
    judgement = Judgement(ctx.now, ctx.settings, known.disowned, held)
    judged = [(case, judgement.verdict(case)) for case in everything]
    texts = Texts(ctx, frozenset(short))
    shipping = {case.order_no: texts.shipping(case, verdict) for case, verdict in judged}
    rows, more = packing_rows(tables, judged, shipping, ctx)
    quiet = quiet_codes(tables, ctx)
    problems = [p for p in _problems(judged, texts, ctx) if f"{p.code}-{p.key}" not in quiet]
    note = Sentence.of("ship.note", at=ctx.now, more=more)
    return outcome(
        Contents.of(ORDER_STATUSES, _frame(judged, texts, shipping)),
        Contents.rows(READY_TO_SHIP, rows, notes=(note,)),
        problems=problems,
        actions=_questions(problems),
    )


def _short_of(
    tables: Tables, everything: Sequence[Case], judgement: Judgement
) -> Mapping[str, str]:
    """Order → an item of it that is not on the shelf; paid first, then oldest, keep stock."""
    tab = STOCK_DEMAND
    stock = records(tables[tab], tab.item, tab.counted, tab.on_hand_qty)
    shelf = {item: qty for item, counted, qty in stock if counted and qty is not None}
    if not shelf:
        return {}
    waiting = []
    for case in everything:
        if not case.sent and not case.over_the_counter and not case.cancel_reason:
            money = judgement.money(case)
            if judgement.money_gate(case, money):
                day = case.ordered_on or dt.date.max
                waiting.append(((money == "cod", day, number_order(case.order_no)), case.order_no))
    place = {order_no: at for at, order_no in waiting}
    line = ORDER_LINES
    asked: dict[str, list[tuple[str, int]]] = {}
    for order_no, item, qty in records(tables[line], line.order_no, line.item, line.qty):
        if order_no in place and item in shelf and qty:
            asked.setdefault(order_no, []).append((item, qty))
    short: dict[str, str] = {}
    for order_no in sorted(asked, key=place.__getitem__):
        for item, qty in asked[order_no]:
            if qty > shelf[item]:
                short.setdefault(order_no, item)
            else:
                shelf[item] -= qty
    return short


def _frame(
    judged: Sequence[Judged], texts: Texts, shipping: Mapping[str, Sentence | str]
) -> pd.DataFrame:
    cells = zip(*(_row(c, v, texts, shipping[c.order_no]) for c, v in judged), strict=True)
    columns: list[Sequence[Any]] = list(cells) or [()] * len(ORDER_STATUSES.columns())
    kinds = [(column.key, column.cell.kind) for column in ORDER_STATUSES.columns()]
    return pd.DataFrame(
        {key: typed(kind, part) for (key, kind), part in zip(kinds, columns, strict=True)}
    )


def _row(
    case: Case, verdict: Verdict, texts: Texts, shipping: Sentence | str
) -> tuple[object, ...]:
    goods = case.goods_idr
    return (
        case.order_no,
        verdict.status,
        verdict.counts,
        verdict.revenue_on,
        case.money.total_idr,
        goods - (case.discount_idr or 0) if goods is not None else None,
        verdict.outstanding_idr,
        verdict.money_gate,
        verdict.may_ship,
        case.sent or case.over_the_counter,
        verdict.money in _HOLDING and not case.sent and not case.over_the_counter,
        texts.status(case, verdict),
        texts.payment(case, verdict),
        shipping,
    )


def _problems(judged: Sequence[Judged], texts: Texts, ctx: Context) -> Iterator[Problem]:
    for case, verdict in judged:
        if verdict.status in ("completed", "draft", "cancelled") or case.over_the_counter:
            continue
        if case.sent:
            yield from _sent_problems(case, verdict, texts, ctx)
        else:
            yield from _open_problems(case, verdict, texts, ctx)


def _sent_problems(case: Case, verdict: Verdict, texts: Texts, ctx: Context) -> Iterator[Problem]:
    amount = case.money.total_idr or 0
    if cancelled_late(case, ctx.settings):
        yield _problem(
            case, "P05", Level.STOP, "cancel_reason", suggestion=ctx.settings.cancel_reasons[-1]
        )
    elif not verdict.money_gate and verdict.status == "shipped" and case.money.total_idr:
        why = texts.why(case, verdict)
        yield _problem(case, "P03", Level.STOP, "tracking_no", amount=amount, why=why)


def _open_problems(case: Case, verdict: Verdict, texts: Texts, ctx: Context) -> Iterator[Problem]:
    opened = gate_day(case, verdict)
    late = dt.timedelta(days=ctx.settings.ship_within_days)
    if verdict.may_ship and opened is not None and ctx.today > opened + late:
        yield _problem(case, "P04", Level.LOOK, "tracking_no", since=opened)
    claimed = case.claimed_at if case.claims else None
    if claimed is None or verdict.money != "awaiting_payment" or case.money.suggested_line:
        return
    if texts.newer(case) and ctx.now - claimed > dt.timedelta(hours=CLAIM_HOURS):
        yield _problem(case, "B01", Level.LOOK, "claims_paid", at=claimed, until=case.money.until)
    elif not texts.newer(case):
        until = case.money.until or ""
        yield _problem(case, "B02", Level.INFO, "claims_paid", at=claimed, until=until)


def _problem(
    case: Case, code: str, level: Level, column: str, *, suggestion: str = "", **params: object
) -> Problem:
    named = tuple(sorted({"order_no": case.order_no, **params}.items()))
    return Problem(
        ORDERS.tab_key, case.order_no, case.row, column, code, level, named,
        suggestion=suggestion, amount_idr=case.money.total_idr, owner_only=code == "P03",
    )  # fmt: skip


_ROLES = {"P03": "owner", "P04": "shipping", "P05": "admin", "B01": "finance"}


def _questions(problems: Sequence[Problem]) -> Iterator[Action]:
    for problem in problems:
        if problem.code in _ROLES:
            yield Action(
                f"{problem.code}-{problem.key}", problem.level, problem.sentence,
                Sentence(f"suggestion.{problem.code}"), problem.amount_idr, _ROLES[problem.code],
                tab=problem.tab, key=problem.key,
            )  # fmt: skip


JOB = Job(
    "derive-status",
    reads=(ORDER_FACTS, ORDER_LINES, ORDER_MONEY, ORDER_PRICES, STOCK_DEMAND, ORDER_BOOK, PRODUCTS),
    writes=(ORDER_STATUSES, READY_TO_SHIP),
    run=run,
    glances=(MARKETPLACE_ORDERS, BANK_TRANSACTIONS, PAYMENT_MATCHES, CONFIRMATIONS, TEAM),
)
