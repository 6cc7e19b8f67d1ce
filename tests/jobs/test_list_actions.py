"""list-actions: which findings become questions, how they are grouped, and who is spared."""

from automations.jobs import list_actions
from automations.workbook.job import Action, Level, Outcome, Problem, Sentence
from tests.drawing import context, frame_rows, tables


def listed(
    *problems: Problem, actions: tuple[Action, ...] = (), text: str = ""
) -> list[dict[str, object]]:
    return frame_rows(run(*problems, actions=actions, text=text).contents[0])


def run(*problems: Problem, actions: tuple[Action, ...] = (), text: str = "") -> Outcome:
    return list_actions.run(tables(text), context(problems=problems, actions=actions))


def problem(key: str, code: str, level: Level, amount: int | None = None) -> Problem:
    return Problem("orders", key, 2, "item", code, level, amount_idr=amount)


def test_an_order_that_stands_still_is_one_line_under_its_worst_rule() -> None:
    rows = listed(
        problem("N1", "S01", Level.EXCLUDES, 100),
        problem("N1", "Q01", Level.EXCLUDES, 100),
        problem("N2", "P05", Level.STOP, 900),
    )

    assert [row["code"] for row in rows] == ["P05-N2", "Q01-N1"]
    assert dict(rows[1]["what"].params)["more"] == 1  # type: ignore[attr-defined]
    assert (rows[1]["role"], rows[1]["amount_idr"], rows[1]["age_days"]) == ("admin", 100, 0)


def test_warnings_of_one_rule_are_one_line() -> None:
    rows = listed(*(problem(f"N{n}", "C02", Level.LOOK, 10) for n in range(7)))

    assert [(row["code"], row["amount_idr"]) for row in rows] == [("C02", 70)]
    assert dict(rows[0]["what"].params)["count"] == 7  # type: ignore[attr-defined]


def test_information_and_fresh_incomplete_rows_ask_nothing() -> None:
    assert listed(problem("N1", "T02", Level.INFO), problem("N2", "I01", Level.FILL)) == []


def test_an_incomplete_row_asks_once_it_is_older_than_a_day() -> None:
    since = "[problems]\nkey | code | column | since\nN1 | I01 | Barang | 2026-11-19\nN2 | I01 | Barang | 2026-11-20"

    rows = listed(problem("N1", "I01", Level.FILL), problem("N2", "I01", Level.FILL), text=since)

    assert [row["code"] for row in rows] == ["I01-N1"]


def test_what_a_job_asked_itself_is_not_asked_again() -> None:
    action = Action(
        "M-7K3QF8ZA", Level.LOOK, Sentence.of("x"), tab="bank_transactions", key="M-7K3QF8ZA"
    )
    mine = Action("B08-N1", Level.STOP, Sentence.of("x"), key="N1")
    line = Problem("bank_transactions", "M-7K3QF8ZA", None, "state", "B12", Level.LOOK)

    rows = listed(line, problem("N1", "B08", Level.STOP), actions=(action, mine))

    assert [row["code"] for row in rows] == ["B08-N1", "M-7K3QF8ZA"]


def test_a_question_that_was_put_off_is_silent_until_its_day() -> None:
    asked = problem("N1", "P05", Level.STOP)
    off = "[confirmations]\ncode | answer | until\nP05-N1 | Tunda s.d. | {day}"

    assert listed(asked, text=off.format(day="2026-11-21")) == []
    assert len(listed(asked, text=off.format(day="2026-11-20"))) == 1


def test_a_question_keeps_its_first_day_and_grows_old() -> None:
    held = "[actions]\ncode | since\nP05-N1 | 2026-11-18"

    row = listed(problem("N1", "P05", Level.STOP), text=held)[0]

    assert row["age_days"] == 3


def test_at_most_60_lines_and_the_rest_is_counted() -> None:
    result = run(*(problem(f"N{n}", "P05", Level.STOP) for n in range(70)))

    assert len(result.contents[0].table) == 60
    assert dict(result.contents[0].notes[0].params)["more"] == 10  # type: ignore[attr-defined]


def test_twenty_orders_of_a_new_shop_without_ongkir_are_one_line() -> None:
    assert len(listed(*(problem(f"N{n}", "T02", Level.LOOK) for n in range(20)))) == 1
