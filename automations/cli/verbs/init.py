"""``rekapin init``: builds the workbook, or brings it up to date; a second run sends nothing."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from automations.cli.app import current
from automations.config import load, note_workbook


def init(
    create: Annotated[
        bool, typer.Option("--create", help="Create the spreadsheet (loopback only).")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend drift: formulas, lists, the epoch range.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the plan, send nothing.")
    ] = False,
) -> None:
    """Build the workbook's tabs, or bring them up to date."""
    from automations.cli.opening import place, workbook_id  # noqa: PLC0415 - heavy
    from automations.cli.questions import answers  # noqa: PLC0415
    from automations.cli.workbooks import build, create_workbook  # noqa: PLC0415

    output, loaded = current().output, load(current().config)
    with place(loaded) as found:
        settings = None
        if create and loaded.config.workbook is None and not found.memory.get("embedded_workbook"):
            asked = answers(output, terminal=sys.stdin.isatty() and not output.as_json)
            settings = asked.settings
            workbook = create_workbook(found, asked.shop_name)
            path = loaded.path or Path("config.yaml")
            note_workbook(path, workbook, embedded=found.embedded)
            found.memory.put({"embedded_workbook": workbook})
            output.say("created", workbook=workbook, config=str(path))
        else:
            workbook = workbook_id(loaded, found)
        built = build(found, loaded, workbook, settings, repair=repair, dry_run=dry_run)
        for note in built.notes:
            output.fail(note)
        output.result(
            output.text("built" if built.requests else "built_nothing", requests=built.requests)
        )
        output.envelope("init", workbook=workbook, requests=built.requests, notes=list(built.notes))
