"""The rules of Kas: I01 D01 K01 K03 Q01 A01."""

from collections.abc import Callable, Iterator

from automations.rules.row_checks import RowChecks, left_out, not_in_list, unreadable
from automations.rules.words import CASH_ACCOUNTS, TRANSFER_CATEGORY
from automations.workbook.job import Level, Problem
from sheet_schema.cells import fold
from sheet_schema.tabs.cash_entries import CASH_ENTRIES

_HARMLESS = frozenset({"description", "ref", "proof_link", "entered_by"})


def cells_readable(rows: RowChecks) -> Iterator[Problem]:
    """D01 Q01 K01 K03."""
    return unreadable(rows, _HARMLESS)


def required(rows: RowChecks) -> Iterator[Problem]:
    """I01; a move between accounts also needs the other account."""
    e = CASH_ENTRIES
    yield from left_out(rows, (e.entered_on, e.account, e.category, e.description))
    for index in rows.indices:
        if fold(rows.cells[e.category.key][index]) == TRANSFER_CATEGORY and rows.blank(
            index, e.other_account
        ):
            yield rows.problem(
                index, "I01", Level.FILL, e.other_account, columns=rows.header(e.other_account)
            )


def words_known(rows: RowChecks) -> Iterator[Problem]:
    """K01: accounts and categories of Pengaturan, people of Tim."""
    accounts = (*CASH_ACCOUNTS, *(account.name for account in rows.settings.accounts))
    yield from not_in_list(rows, CASH_ENTRIES.account, accounts)
    yield from not_in_list(rows, CASH_ENTRIES.other_account, accounts)
    yield from not_in_list(rows, CASH_ENTRIES.category, rows.settings.cash_categories)
    yield from not_in_list(rows, CASH_ENTRIES.entered_by, rows.team, Level.LOOK)


def one_direction(rows: RowChecks) -> Iterator[Problem]:
    """A01: Masuk and Keluar both filled, or both empty."""
    e = CASH_ENTRIES
    for index in rows.indices:
        money_in, money_out = (
            rows.cells[e.money_in_idr.key][index],
            rows.cells[e.money_out_idr.key][index],
        )
        if (rows.blank(index, e.money_in_idr)) is (rows.blank(index, e.money_out_idr)):
            at_stake = max(money_in or 0, money_out or 0) or None
            yield rows.problem(index, "A01", Level.EXCLUDES, e.money_in_idr, amount_idr=at_stake)


CASH_RULES: tuple[Callable[[RowChecks], Iterator[Problem]], ...] = (
    cells_readable,
    required,
    words_known,
    one_direction,
)
