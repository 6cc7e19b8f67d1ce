"""The bot's answer to a paste: how many lines, how many new, and whether it may be cleared."""

import datetime as dt
from collections.abc import Sequence

from automations.importers.balances import Gap
from automations.importers.filing import Filed, FiledElsewhere, Verdict, WrongAccount
from automations.importers.identity import LedgerLine
from automations.importers.reading import PASTED
from automations.workbook.arrivals import RefusedFile
from automations.workbook.job import Sentence


def paste_answer(
    verdict: Verdict, ledger: Sequence[LedgerLine], gaps: Sequence[Gap], today: dt.date
) -> Sentence:
    """What A3 of the paste tab says about *verdict*, given the ledger it was filed into.

    New are the lines of the newest filing of this paste, all day long: the answer stays the same
    in the cycles after.
    """
    if isinstance(verdict, WrongAccount):
        return Sentence.of("paste.wrong_account", printed=verdict.printed, chosen=verdict.chosen)
    if isinstance(verdict, FiledElsewhere):
        return Sentence.of("paste.elsewhere", lines=verdict.count, account=verdict.account)
    if isinstance(verdict, RefusedFile):
        return refusal(verdict)
    return _counted(verdict, ledger, gaps, today)


def refusal(refused: RefusedFile) -> Sentence:
    """Why a file or paste was refused, in words for people."""
    return Sentence.of("paste.refused", why=reason(refused))


def reason(refused: RefusedFile) -> Sentence:
    """The sentence ``file.<reason>``."""
    return Sentence.of(f"file.{refused.reason}", detail=refused.detail, line=refused.line_no or 0)


def _counted(
    filed: Filed, ledger: Sequence[LedgerLine], gaps: Sequence[Gap], today: dt.date
) -> Sentence:
    wanted = frozenset(filed.line_ids)
    lines = [line for line in ledger if line.line_id in wanted]
    pasted = [line.first_seen_at for line in lines if line.source == PASTED]
    newest = max(pasted, default=None)
    new = sum(moment == newest for moment in pasted) if newest and newest.date() == today else 0
    behind = [gap for gap in gaps if gap.line_id in wanted]
    balances = any(line.balance_sen is not None for line in lines)
    state = "gap" if behind else "joined" if balances and filed.last_day else "none"
    until = min((gap.after for gap in behind), default=filed.last_day)
    return Sentence.of(
        "paste.filed",
        lines=len(filed.line_ids),
        new=new,
        known=len(filed.line_ids) - new,
        balance=state,
        until=until or today,
    )
