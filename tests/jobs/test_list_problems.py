"""list-problems: order, counting, first days and links of Periksa."""

from typing import Any

from automations.jobs import list_problems
from automations.workbook.job import Level, Outcome, Problem
from tests.drawing import context, frame_rows, tables


def listed(*problems: Problem, text: str = "", **more: Any) -> Outcome:
    return list_problems.run(tables(text), context(problems=problems, **more))


def problem(key: str, level: Level = Level.LOOK, amount: int = 0, **more: object) -> Problem:
    return Problem("orders", key, 2, "item", "S02", level, amount_idr=amount, **more)  # type: ignore[arg-type]


def test_the_worst_stands_first_then_the_most_rupiah() -> None:
    result = listed(problem("N1", amount=5), problem("N2", Level.EXCLUDES), problem("N3", amount=9))

    assert [row["key"] for row in frame_rows(result.contents[0])] == ["N2", "N3", "N1"]


def test_a_finding_keeps_the_day_it_was_first_told() -> None:
    held = "[problems]\nkey | code | column | since\nN1 | S02 | Barang | 2026-11-18"

    rows = frame_rows(listed(problem("N1"), problem("N2"), text=held).contents[0])

    assert [str(row["since"])[:10] for row in rows] == ["2026-11-18", "2026-11-21"]


def test_equal_findings_are_one_line_that_counts_and_different_ones_are_told_apart() -> None:
    equal = frame_rows(listed(problem("Budi"), problem("Budi")).contents[0])
    lines = frame_rows(
        listed(problem("N1", content="Topi"), problem("N1", content="Kaos")).contents[0]
    )

    assert [row["key"] for row in equal] == ["Budi ×2"]
    assert [row["key"] for row in lines] == ["N1 · Kaos", "N1 · Topi"]


def test_long_contents_are_cut_and_people_read_titles_and_headers() -> None:
    row = frame_rows(listed(problem("N1", content="x" * 500)).contents[0])[0]

    assert len(str(row["content"])) == 200
    assert (row["tab"], row["column"], row["level"]) == ("Pesanan", "Barang", "look")


def test_at_most_500_lines_and_the_rest_is_counted() -> None:
    result = listed(*(problem(f"N{n}") for n in range(600)))

    assert len(result.contents[0].table) == 500
    assert dict(result.contents[0].notes[0].params)["more"] == 100  # type: ignore[attr-defined]


def test_a_finding_links_to_its_order() -> None:
    where: dict[str, Any] = {
        "address": "https://sheet",
        "sheet_ids": {"orders": 7},
        "titles": {"orders": "Pesanan"},
        "key_letters": {"orders": "A"},
    }

    row = frame_rows(listed(problem("N1"), **where).contents[0])[0]

    assert 'MATCH("N1"' in str(row["open_link"])
