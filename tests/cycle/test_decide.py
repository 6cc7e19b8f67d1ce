"""``decide``: jobs in order, each guarded; a paused tab or a bug costs only what needs it."""

from dataclasses import replace

from automations.cycle.decide import Decision, Inputs, decide, merged
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Level, Outcome, Problem, outcome
from automations.workbook.snapshot import Snapshot
from automations.workbook.tables import Binder, Tables
from sheet_schema.tabs import LINE_RESULTS, ORDER_BOOK, ORDERS, PRODUCTS, STOCK_DEMAND, STOCK_LEVELS
from tests.drawing import LABELS, context, drawn, grid, held_rows, table


def snapshot(text: str, **more: object) -> Snapshot:
    rows = drawn(text)
    grids = {tab.tab_key: grid(tab, rows.get(tab.tab_key, [])) for tab in (ORDERS, PRODUCTS)}
    return Snapshot(grids, **more)  # type: ignore[arg-type]


def decided(found: Snapshot, *jobs: Job, **inputs: object) -> Decision:
    return decide(Inputs(found, lost={}, **inputs), context(), jobs, Binder(LABELS))  # type: ignore[arg-type]


def line(key: str) -> Outcome:
    return outcome(Contents.rows(LINE_RESULTS, [{"key": key, "tab": "orders"}]))


def boom(tables: Tables, ctx: Context) -> Outcome:
    raise ZeroDivisionError("poison")


SHOP = """
    [orders]
    order_no | item
    N1       | Kaos
    [products]
    name | price_idr
    Kaos | 85_000
"""


def test_a_failing_job_costs_its_own_tabs_and_no_others() -> None:
    bad = Job("bad", (ORDERS,), (STOCK_LEVELS,), boom)
    good = Job(
        "good",
        (ORDERS,),
        (LINE_RESULTS,),
        lambda tables, _: line(str(tables[ORDERS][ORDERS.item][0])),
    )

    found = decided(snapshot(SHOP), bad, good)

    assert [tab.tab for tab in found.plan.tabs] == [LINE_RESULTS]
    assert [(s.job, s.because) for s in found.skipped] == [("bad", "ZeroDivisionError: poison")]
    assert "poison" in found.skipped[0].trace


def test_a_job_whose_table_in_memory_was_not_made_is_skipped_without_a_trace() -> None:
    bad = Job("bad", (ORDERS,), (STOCK_DEMAND,), boom)
    needs = Job("needs", (STOCK_DEMAND,), (LINE_RESULTS,), lambda *_: line("x"))

    found = decided(snapshot(SHOP), bad, needs)

    assert [(s.job, s.because, bool(s.trace)) for s in found.skipped[1:]] == [
        ("needs", "stock_demand", False)
    ]


def test_a_missing_header_pauses_only_the_jobs_that_read_that_tab() -> None:
    shop = snapshot(SHOP)
    products = replace(shop.grids["products"], header=())
    shop = replace(shop, grids={**shop.grids, "products": products})
    stock = Job("stock", (PRODUCTS,), (STOCK_LEVELS,), lambda *_: outcome())
    rows = Job("rows", (ORDERS,), (LINE_RESULTS,), lambda *_: line("x"))

    found = decided(shop, stock, rows)

    assert [s.job for s in found.skipped] == ["stock"]
    assert [tab.tab for tab in found.plan.tabs] == [LINE_RESULTS]
    assert {p.code for p in found.problems} == {"H02"}


def test_a_tab_that_is_gone_is_told_and_the_others_go_on() -> None:
    shop = snapshot(SHOP, missing=frozenset({"products"}))
    shop = replace(shop, grids={"orders": shop.grids["orders"]})
    rows = Job("rows", (ORDERS,), (LINE_RESULTS,), lambda *_: line("x"))

    found = decided(shop, rows)

    assert [(p.code, p.key) for p in found.problems] == [("H03", "Produk")]
    assert [tab.tab for tab in found.plan.tabs] == [LINE_RESULTS]


def test_later_jobs_see_what_earlier_ones_found() -> None:
    problem = Problem("orders", "N1", 2, "qty", "Q01", Level.EXCLUDES)
    first = Job("first", (ORDERS,), (), lambda *_: outcome(problems=[problem]))
    second = Job("second", (ORDERS,), (LINE_RESULTS,), lambda _, ctx: line(str(len(ctx.problems))))

    found = decided(snapshot(SHOP), first, second)

    assert found.plan.tabs[0].rows[0][0] == "1"


def test_a_journal_is_patched_for_the_jobs_behind_it_and_keeps_its_other_rows() -> None:
    held = held_rows(
        ORDER_BOOK, [{"order_no": "N1", "state": "Bebas"}, {"order_no": "N2", "state": "Bebas"}]
    )
    patch = Contents.rows(ORDER_BOOK, [{"order_no": "N2", "state": "used"}])
    number = Job("number", (ORDER_BOOK,), (ORDER_BOOK,), lambda *_: outcome(patch))

    def states(tables: Tables, _: Context) -> Outcome:
        book = tables[ORDER_BOOK]
        return line("|".join(sorted(book[ORDER_BOOK.order_no] + book[ORDER_BOOK.state])))

    seen = Job("seen", (ORDER_BOOK,), (LINE_RESULTS,), states)

    found = decided(snapshot(SHOP, held={"order_book": held}), number, seen)

    assert found.plan.tabs[1].rows[0][0] == "N1free|N2used"
    assert len(found.plan.changes({"order_book": held, "line_results": ()})) == 2


def test_journal_rows_that_the_workbook_lost_are_wanted_again() -> None:
    lost = held_rows(ORDER_BOOK, [{"order_no": "N9", "state": "Dipakai"}])
    number = Job(
        "number", (ORDER_BOOK,), (ORDER_BOOK,), lambda *_: outcome(Contents.rows(ORDER_BOOK, []))
    )

    found = decide(
        Inputs(snapshot(SHOP), lost={"order_book": lost}), context(), (number,), Binder(LABELS)
    )

    assert [row[0] for row in found.plan.tabs[0].rows] == ["N9"]


def test_an_empty_patch_leaves_the_journal_as_it_is() -> None:
    journal = table(ORDER_BOOK, [{"order_no": "N1", "state": "Bebas"}])

    assert merged(journal, table(ORDER_BOOK, [])) is journal
