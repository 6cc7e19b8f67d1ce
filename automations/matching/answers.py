"""Konfirmasi: what people answered, which answers count, and what each did.

One row per code.  Two rows for one code: the later ``Waktu`` counts; equal or missing, none does
(X01).  An answer stays in force until it is edited or deleted.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from automations.matching.allocations import Shares, parse_shares
from automations.matching.plain import records, values
from automations.workbook.job import Context, Sentence
from automations.workbook.tables import Table, Tables
from sheet_schema.tabs import BANK_TRANSACTIONS, CONFIRMATIONS, PAYMENT_MATCHES, TEAM
from sheet_schema.tabs.confirmations import Confirmation

HONOURED = frozenset({"accept", "assign", "detach", "snooze"})
OWNER_CODES = ("B08-", "B09-")  #: questions that only the owner settles
SAMPLE = "CONTOH"


@dataclass(frozen=True)
class Answer:
    """One row of Konfirmasi; *index* is its place in the table, *row* in the sheet."""

    index: int
    row: int
    code: str
    kind: str  #: key of choice ``answer``, "" when it cannot be read
    shares: Shares | None  #: orders named, None when unreadable
    amount_idr: int | None
    until: dt.date | None
    by: str
    at: dt.date | None
    bad: frozenset[str] = frozenset()  #: columns whose cell cannot be read
    problem: str = ""  #: ``twin`` when another row answers the same code


def code_of(text: str) -> str:
    """The key of a code cell: its first token, upper case."""
    words = text.split(maxsplit=1)
    return words[0].upper() if words else ""


def read_answers(table: Table[Confirmation]) -> tuple[Answer, ...]:
    """Every row that names a code, in sheet order; twins are marked."""
    bad: dict[int, set[str]] = {}
    for place in table.bad:
        bad.setdefault(place.index, set()).add(place.column)
    tab = CONFIRMATIONS
    columns = (tab.code, tab.answer, tab.order_no, tab.amount_idr, tab.until)
    rows = list(records(table, *columns, tab.answered_by, tab.answered_at))
    found = []
    for i, (code, kind, orders, amount, until, by, at) in enumerate(rows):
        key = code_of(code)
        if not key or key == SAMPLE:
            continue
        row = table.rows[i] if table.rows else i + 2
        shares = parse_shares(orders)
        found.append(
            Answer(i, row, key, kind, shares, amount, until, by, at, frozenset(bad.get(i, ())))
        )
    return _twins_marked(found)


def _twins_marked(answers: list[Answer]) -> tuple[Answer, ...]:
    by_code: dict[str, list[Answer]] = {}
    for answer in answers:
        by_code.setdefault(answer.code, []).append(answer)
    twins: set[int] = set()
    for group in by_code.values():
        if len(group) > 1:
            days = [answer.at for answer in group]
            latest = max((day for day in days if day is not None), default=None)
            clear = None not in days and days.count(latest) == 1
            twins |= {a.index for a in group if not clear or a.at != latest}
    return tuple(
        Answer(**{**answer.__dict__, "problem": "twin"}) if answer.index in twins else answer
        for answer in answers
    )


def counting(answers: tuple[Answer, ...]) -> dict[str, Answer]:
    """Code → the one answer that counts."""
    return {
        answer.code: answer
        for answer in answers
        if not answer.problem and answer.kind in HONOURED and not answer.bad
    }


@dataclass(frozen=True)
class Staff:
    """Who may answer: names → role key; with one person, or none, nobody need say who."""

    roles: Mapping[str, str]

    @classmethod
    def of(cls, tables: Tables) -> "Staff":
        """The people of Tim; nobody when that tab could not be read."""
        if TEAM not in tables:
            return cls({})
        team = tables[TEAM]
        rows = zip(values(team, TEAM.name), values(team, TEAM.role), strict=True)
        return cls({name.casefold(): role for name, role in rows if name})

    def is_owner(self, by: str) -> bool:
        """Whether *by* speaks for the owner."""
        if not self.roles:
            return True
        if not by and len(self.roles) == 1:
            return True
        return self.roles.get(by.casefold()) == "owner"

    def only_name(self, by: str) -> str:
        """*by*, or the one person there is; "" when nobody is known."""
        return by or (next(iter(self.roles)).title() if len(self.roles) == 1 else "")


def owner_needed(answer: Answer, staff: Staff) -> bool:
    """Whether an answer waits for the owner."""
    return answer.code.startswith(OWNER_CODES) and not staff.is_owner(answer.by)


def quiet_codes(tables: Tables, ctx: Context) -> frozenset[str]:
    """Codes nobody is to be asked about today: snoozed, or answered *Ya, benar*."""
    if CONFIRMATIONS not in tables:
        return frozenset()
    staff = Staff.of(tables)
    found = set()
    for code, answer in counting(read_answers(tables[CONFIRMATIONS])).items():
        if owner_needed(answer, staff):
            continue
        asleep = answer.kind == "snooze" and answer.until is not None
        if (asleep and answer.until is not None and ctx.today <= answer.until) or (
            answer.kind == "accept" and not code.startswith("M-")
        ):
            found.add(code)
    return frozenset(found)


def refusal(reason: str, **params: object) -> Sentence:
    """The text of Hasil for an answer that does nothing."""
    return Sentence.of(f"answer.refused.{reason}", **params)


def disowned(tables: Tables) -> frozenset[str]:
    """Orders whose Uang Masuk mark the owner struck out (*Bukan, pisahkan* on B08)."""
    if CONFIRMATIONS not in tables:
        return frozenset()
    staff = Staff.of(tables)
    return frozenset(
        code.removeprefix("B08-")
        for code, answer in counting(read_answers(tables[CONFIRMATIONS])).items()
        if code.startswith("B08-") and answer.kind == "detach" and staff.is_owner(answer.by)
    )


Texts = tuple[Sentence | str, Sentence | str, Sentence | str]


def answer_results(tables: Tables, ctx: Context) -> dict[int, Texts]:
    """Row index of Konfirmasi → [Isi kode], [Saran bot], [Hasil]; needs the findings of matching."""
    if CONFIRMATIONS not in tables:
        return {}
    answers, staff = read_answers(tables[CONFIRMATIONS]), Staff.of(tables)
    refused = {
        problem.row: dict(problem.params)["reason"]
        for problem in ctx.problems
        if problem.code == "X02" and problem.tab == CONFIRMATIONS.tab_key
    }
    lines, matches = _line_texts(tables), _match_texts(tables)
    return {
        answer.index: (
            lines.get(answer.code, ""),
            matches.get(answer.code, ""),
            _result(answer, staff, refused.get(answer.row)),
        )
        for answer in answers
    }


def _result(answer: Answer, staff: Staff, refused: object) -> Sentence:
    if answer.problem == "twin":
        return Sentence("answer.twin")
    if answer.bad or not answer.kind:
        return Sentence("answer.incomplete")
    if answer.kind not in HONOURED:
        return Sentence("answer.later")
    if owner_needed(answer, staff):
        return Sentence("answer.owner")
    return refused if isinstance(refused, Sentence) else Sentence("answer.used")


def _line_texts(tables: Tables) -> dict[str, Sentence]:
    if BANK_TRANSACTIONS not in tables:
        return {}
    tab = BANK_TRANSACTIONS
    columns = (tab.line_id, tab.in_sen, tab.party, tab.booked_on, tab.account)
    return {
        line_id: Sentence.of(
            "answer.line", account=account, amount=(sen or 0) // 100, day=day or "", name=party
        )
        for line_id, sen, party, day, account in records(tables[tab], *columns)
    }


def _match_texts(tables: Tables) -> dict[str, Sentence]:
    """Line → its match, or its strongest proposal."""
    if PAYMENT_MATCHES not in tables:
        return {}
    tab = PAYMENT_MATCHES
    found: dict[str, Sentence] = {}
    rows = records(tables[tab], tab.line_id, tab.order_no, tab.score)
    for line_id, order_no, score in rows:
        found.setdefault(line_id, Sentence.of("match.rival", order_no=order_no, score=score))
    return found
