"""``Remembered``: the same answers as without it, computed again whenever an input changed."""

from automations.workbook.remembered import Remembered
from sheet_schema.tabs import ORDERS
from tests.drawing import table


def test_equal_values_and_the_same_table_are_answered_from_memory() -> None:
    memory: Remembered[object] = Remembered()
    orders = table(ORDERS, [{"order_no": "N1"}])

    first = memory.of(object, orders, ("a", 1))

    assert memory.of(object, orders, ("a", 1)) is first


def test_another_table_or_value_or_type_is_computed_again() -> None:
    memory: Remembered[object] = Remembered()
    orders, others = (table(ORDERS, [{"order_no": number}]) for number in ("N1", "N2"))

    first = memory.of(object, orders, 1)

    assert memory.of(object, others, 1) is not first
    assert memory.of(object, orders, 2) is not first
    assert memory.of(object, orders, True) is not first
    assert memory.of(object, None, 1) is not first


def test_the_oldest_result_is_let_go() -> None:
    memory: Remembered[object] = Remembered(limit=2)
    first = memory.of(object, 1)
    second = memory.of(object, 2)
    memory.of(object, 3)

    assert memory.of(object, 2) is second
    assert memory.of(object, 1) is not first
