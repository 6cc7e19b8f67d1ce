"""What a cycle says of settings, stubborn columns and newer workbooks."""

from types import SimpleNamespace
from typing import Any

import pytest

from automations.cycle.decide import Inputs, decide
from automations.cycle.layout_check import check_layout
from automations.cycle.upkeep import Upkeep
from automations.errors import WorkbookError
from automations.render import words
from automations.sheets_api.repair import Watch
from automations.workbook.job import Level
from automations.workbook.snapshot import Snapshot
from automations.workbook.tables import Binder
from sheet_schema.tabs import SCHEMA_VERSION, SETTINGS
from tests.drawing import LABELS, NOW, context, grid

SAY = words("id")


def test_a_setting_that_cannot_be_used_is_told_at_its_row_with_the_value_in_force() -> None:
    rows = [
        {"name": "nama_toko", "value": "Toko Melati"},
        {"name": "ambang_otomatis", "value": ""},
        {"name": "Ambang_Otomatis", "value": "tinggi"},
    ]
    found = Snapshot({"settings": grid(SETTINGS, rows)})

    (problem,) = decide(Inputs(found, lost={}), context(), (), Binder(LABELS)).problems

    assert (problem.tab, problem.row, problem.column) == ("settings", 4, "value")
    assert (problem.code, problem.level, problem.content) == ("U01", Level.LOOK, "tinggi")
    assert SAY(problem.sentence) == 'ambang_otomatis = "tinggi" tidak bisa dipakai, masih pakai 75'


def test_a_column_that_repairs_do_not_cure_is_asked_of_people() -> None:
    inputs = Inputs(Snapshot({}), lost={}, stubborn=(("orders", "status"),))

    (action,) = decide(inputs, context(), (), Binder(LABELS)).actions

    assert (action.code, action.level) == ("H01-orders.status", Level.STOP)
    assert "Status di Pesanan tertimpa terus" in SAY(action.what)


def test_a_column_repaired_twice_today_and_spoiled_again_is_stubborn() -> None:
    column = ("orders", "status")
    upkeep = Upkeep(LABELS, Watch(frozenset({column}), {column: (NOW, NOW)}))
    book: Any = SimpleNamespace(connection=None, workbook_id="w")
    reading: Any = SimpleNamespace(snapshot=Snapshot({}, spoiled={column: "ketikan"}))

    upkeep.repair(book, reading, NOW)

    assert upkeep.stubborn == (column,)
    reading = SimpleNamespace(snapshot=Snapshot({}))
    upkeep.repair(book, reading, NOW)
    assert not list(upkeep.stubborn)


def listed(*versions: str) -> dict[str, object]:
    return {
        "developerMetadata": [
            {"metadataKey": "rekapin.schema", "metadataValue": version} for version in versions
        ]
    }


def test_a_workbook_of_a_newer_layout_is_refused() -> None:
    with pytest.raises(WorkbookError, match="install the newer rekapin"):
        check_layout(listed(str(SCHEMA_VERSION), str(SCHEMA_VERSION + 1)))


def test_a_workbook_of_this_layout_or_none_is_taken() -> None:
    check_layout(listed(str(SCHEMA_VERSION)))
    check_layout({})
