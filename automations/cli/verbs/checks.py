"""``doctor`` and ``status``: one line per check, with the exact fix; nothing is written."""

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import typer

from automations.cli.app import current
from automations.cli.output import Output
from automations.config import Loaded, load

_SILENT_MINUTES = 30
_SIGNS = {"ok": "✓", "warn": "!", "fail": "✗"}


@dataclass(frozen=True)
class Finding:
    """One check: how it went, and the sentence (with the fix when it did not go well)."""

    grade: Literal["ok", "warn", "fail"]
    check: str
    text: str


def doctor(
    alive: Annotated[
        bool,
        typer.Option("--alive", help="Only: exit 1 when the last beat is older than 30 minutes."),
    ] = False,
) -> None:
    """Check the set-up; each line says what is wrong and how to mend it."""
    output = current().output
    findings = list(_checks(load(current().config), output, alive=alive))
    for finding in findings:
        output.result(f"{_SIGNS[finding.grade]} {finding.text}")
    output.envelope("doctor", checks=[vars(finding) for finding in findings])
    if any(finding.grade == "fail" for finding in findings) or (
        alive and findings[-1].grade != "ok"
    ):
        sys.exit(1)


def status() -> None:
    """Show when the bot last ran, and who may write."""
    from automations.cli.opening import place, workbook_id  # noqa: PLC0415 - heavy
    from automations.sheets_api.metadata import read_metadata  # noqa: PLC0415
    from automations.sheets_api.read import Reader  # noqa: PLC0415

    output, loaded = current().output, load(current().config)
    with place(loaded) as found:
        workbook = workbook_id(loaded, found)
        layout = read_metadata(found.connection, workbook, "status").layout
        machine = Reader(found.connection, workbook, _labels(loaded), "status").machine(layout)
    written, lease = machine.moment("written_at"), machine.moment("lease_until")
    if written is None:
        output.result(output.text("status.never"))
    else:
        output.result(
            output.text(
                "status.last",
                moment=written,
                counter=machine.counter,
                writer=machine.text("install_id"),
            )
        )
    if lease is not None:
        output.result(output.text("status.lease", moment=lease))
    output.envelope("status", counter=machine.counter, written_at=written, lease_until=lease)


def _checks(loaded: Loaded, output: Output, *, alive: bool) -> Iterator[Finding]:
    from automations.cli.opening import place, workbook_id  # noqa: PLC0415 - heavy
    from automations.sheets_api.metadata import list_workbook, metadata_of  # noqa: PLC0415
    from automations.sheets_api.read import Reader  # noqa: PLC0415

    say = output.text
    if not alive:
        yield Finding(
            "ok",
            "config",
            say("doctor.config", path=str(loaded.path)) if loaded.path else say("doctor.defaults"),
        )
    with place(loaded) as found:
        workbook = workbook_id(loaded, found)
        listed = list_workbook(found.connection, workbook, "doctor")
        layout = metadata_of(listed).layout
        facts = Reader(found.connection, workbook, _labels(loaded), "doctor").full(None)
        if not alive:
            yield Finding(
                "ok", "server", say("doctor.server", url=found.connection.base_url or "Google")
            )
            yield from _workbook(listed, loaded, output)
            yield from _headers(facts, layout, loaded, output)
        yield from _beat(facts.machine, loaded, output)


def _workbook(listed: Mapping[str, Any], loaded: Loaded, output: Output) -> Iterator[Finding]:
    from sheet_schema.tabs import SCHEMA_VERSION  # noqa: PLC0415

    properties = listed["properties"]
    yield Finding("ok", "access", output.text("doctor.access", title=properties["title"]))
    locale, zone = properties.get("locale", ""), properties.get("timeZone", "")
    right = locale == "in_ID"
    yield Finding(
        "ok" if right else "warn",
        "locale",
        output.text("doctor.locale" if right else "doctor.locale_wrong", locale=locale),
    )
    if zone == loaded.config.zone:
        yield Finding("ok", "zone", output.text("doctor.zone", zone=zone))
    else:
        yield Finding(
            "warn", "zone", output.text("doctor.zone_wrong", found=zone, wanted=loaded.config.zone)
        )
    version = next(
        (
            entry["metadataValue"]
            for entry in listed.get("developerMetadata", ())
            if entry["metadataKey"] == "rekapin.schema"
        ),
        "?",
    )
    known = version == str(SCHEMA_VERSION)
    text = (
        output.text("doctor.schema", version=version)
        if known
        else output.text("doctor.schema_old", version=version, wanted=SCHEMA_VERSION)
    )
    yield Finding("ok" if known else "fail", "schema", text)
    cells = sum(
        s["properties"]["gridProperties"].get("rowCount", 0)
        * s["properties"]["gridProperties"].get("columnCount", 0)
        for s in listed.get("sheets", ())
    )
    grade: Literal["ok", "warn", "fail"] = (
        "ok" if cells < 5_000_000 else "warn" if cells < 8_000_000 else "fail"
    )
    yield Finding(grade, "cells", output.text("doctor.cells", cells=cells))


def _headers(facts: Any, layout: Any, loaded: Loaded, output: Output) -> Iterator[Finding]:
    from automations.workbook.tables import Binder  # noqa: PLC0415 - pandas
    from sheet_schema.tabs import TABS  # noqa: PLC0415

    labels = _labels(loaded)
    binder, good = Binder(labels), True
    for key, grid in facts.grids.items():
        bound = binder.bind(TABS[key], grid)
        for fault in bound if isinstance(bound, tuple) else ():
            good = False
            what = f"{layout.titles.get(key, key)}: {labels.header(fault.tab, fault.column)} {'2×' if fault.double else '?'}"
            yield Finding("fail", "headers", output.text("doctor.header_fault", what=what))
    if good:
        yield Finding("ok", "headers", output.text("doctor.headers"))


def _beat(machine: Any, loaded: Loaded, output: Output) -> Iterator[Finding]:
    from automations.clock import shop_clock  # noqa: PLC0415

    beats: list[dt.datetime] = [
        m for m in (machine.moment("beat_at"), machine.moment("written_at")) if m is not None
    ]
    if not beats:
        yield Finding("warn", "beat", output.text("doctor.never"))
        return
    minutes = int((shop_clock(loaded.config.zone)() - max(beats)).total_seconds() // 60)
    fresh = minutes <= _SILENT_MINUTES
    yield Finding(
        "ok" if fresh else "warn",
        "beat",
        output.text("doctor.alive" if fresh else "doctor.dead", minutes=minutes),
    )


def _labels(loaded: Loaded) -> Any:
    from automations.resources import label_catalogues  # noqa: PLC0415
    from automations.workbook.labels import labels_of  # noqa: PLC0415

    return labels_of(label_catalogues(), loaded.config.lang)
