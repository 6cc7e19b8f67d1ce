"""Files statements into the ledger: which account each belongs to, and when nothing is filed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from automations.importers.description import read_description
from automations.importers.identity import LedgerLine, bare_text, merge
from automations.workbook.arrivals import RefusedFile, StatementArrival
from automations.workbook.settings import Account


@dataclass(frozen=True)
class WrongAccount:
    """F01: the statement names an account that is not the chosen one."""

    source: str
    printed: str
    chosen: str


@dataclass(frozen=True)
class FiledElsewhere:
    """F02: lines of the statement stand under another account already."""

    source: str
    account: str
    count: int


@dataclass(frozen=True)
class Filed:
    """One statement that was filed: ids of its lines, and those that are new."""

    source: str
    account: str
    line_ids: tuple[str, ...]
    new_ids: tuple[str, ...]
    last_day: dt.date | None


Verdict = Filed | WrongAccount | FiledElsewhere | RefusedFile


@dataclass(frozen=True)
class Filing:
    """The ledger after all statements, and what became of each, in their order."""

    ledger: tuple[LedgerLine, ...]
    verdicts: tuple[Verdict, ...] = field(default=())


def account_of(arrival: StatementArrival, accounts: Sequence[Account]) -> str | WrongAccount:
    """The account's name: by the number printed, else chosen, else the first, else the bank's."""
    chosen = _chosen(arrival.account, accounts)
    if arrival.account and chosen is None and accounts:
        return WrongAccount(arrival.source, _printed(arrival), arrival.account)
    printed = next((a for a in accounts if _same(a.number, arrival.account_number)), None)
    if arrival.account_number:
        meant = chosen or (None if printed else next(iter(accounts), None))
        if meant is not None and meant is not printed:
            return WrongAccount(arrival.source, _printed(arrival), f"{meant.name} {meant.number}")
    found = printed or chosen or next(iter(accounts), None)
    if found is not None:
        return found.name
    return arrival.account or arrival.bank.upper()


def _printed(arrival: StatementArrival) -> str:
    return " ".join(part for part in (arrival.bank.upper(), arrival.account_number) if part)


def _chosen(text: str, accounts: Sequence[Account]) -> Account | None:
    """The account that a person's choice means: its name, number, or both."""
    digits = "".join(sign for sign in text if sign.isdigit())
    for account in accounts:
        if text.casefold() == account.name.casefold() or (digits and digits == account.number):
            return account
    return None


def _same(number: str, printed: str) -> bool:
    return bool(printed) and number.lstrip("0") == printed.lstrip("0")


def file_statements(
    ledger: Sequence[LedgerLine],
    statements: Iterable[StatementArrival],
    accounts: Sequence[Account],
    seen_at: dt.datetime,
) -> Filing:
    """The ledger with every statement that may be filed; one that may not changes nothing."""
    merged: tuple[LedgerLine, ...] = tuple(ledger)
    verdicts: list[Verdict] = []
    for statement in statements:
        account = account_of(statement, accounts)
        if isinstance(account, WrongAccount):
            verdicts.append(account)
            continue
        elsewhere = _elsewhere(merged, statement, account)
        if elsewhere is not None:
            verdicts.append(elsewhere)
            continue
        result = merge(
            merged, statement.lines, account=account, source=statement.source, seen_at=seen_at
        )
        merged = tuple(_named(result.ledger, frozenset(result.new_ids)))
        last = max((line.booked_on for line in statement.lines if line.booked_on), default=None)
        verdicts.append(Filed(statement.source, account, result.line_ids, result.new_ids, last))
    return Filing(merged, tuple(verdicts))


def _named(ledger: Iterable[LedgerLine], new: frozenset[str]) -> Iterable[LedgerLine]:
    for line in ledger:
        if line.line_id in new:
            said = read_description(line.description)
            yield replace(line, party=said.party, reference=said.reference)
        else:
            yield line


def _elsewhere(
    ledger: Sequence[LedgerLine], statement: StatementArrival, account: str
) -> FiledElsewhere | None:
    """Whether the statement was filed under another account.

    Equal balances prove it line by line; without balances two lines, half of the statement,
    must agree, since two accounts of a bank print the same monthly fee.
    """
    days = {line.booked_on for line in statement.lines if line.booked_on}
    foreign: dict[tuple[object, int, str], list[LedgerLine]] = {}
    for held in ledger:
        if held.booked_on in days:
            key = (held.booked_on, held.amount_sen, bare_text(held.description))
            foreign.setdefault(key, []).append(held)
    sure: Counter[str] = Counter()
    likely: Counter[str] = Counter()
    for line in statement.lines:
        alike = foreign.get((line.booked_on, line.amount_sen, bare_text(line.description)), ())
        if not alike or any(other.account == account for other in alike):
            continue
        for other in alike[:1]:
            if line.balance_sen is not None and other.balance_sen is not None:
                sure[other.account] += line.balance_sen == other.balance_sen
            else:
                likely[other.account] += 1
    for name in sorted({*sure, *likely}):
        if sure[name] or (likely[name] >= 2 and likely[name] * 2 >= len(statement.lines)):
            return FiledElsewhere(statement.source, name, sure[name] + likely[name])
    return None
