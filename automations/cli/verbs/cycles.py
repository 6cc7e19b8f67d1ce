"""``run``, ``plan``, ``import``, ``serve``: cycles, once or for ever."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from automations.cli.app import current
from automations.config import load
from automations.errors import RekapinError, WorkbookError

Jobs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[JOB ...]", help="Only these jobs' tabs (default all)."),
]
Check = Annotated[bool, typer.Option("--check", help="Exit 3 when there are findings.")]
_FINDINGS = 3


def run(jobs: Jobs = None, check: Check = False) -> None:
    """Run one cycle and stop."""
    _cycle("run", jobs or [], check=check, write=True)


def plan(jobs: Jobs = None, check: Check = False) -> None:
    """Show what a cycle would change; nothing is written."""
    _cycle("plan", jobs or [], check=check, write=False)


def import_files(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE ...", exists=True, dir_okay=False, readable=True)
    ],
) -> None:
    """Read statement and marketplace files into the journals; the files are left alone."""
    _cycle("import", [], check=False, write=True, files=files)


def _cycle(
    command: str, jobs: list[str], *, check: bool, write: bool, files: list[Path] | None = None
) -> None:
    from automations.cli.opening import shop  # noqa: PLC0415 - pandas is slow to import
    from automations.cli.reporting import as_json, tell  # noqa: PLC0415

    output = current().output
    with shop(load(current().config), write=write) as opened:
        known = {job.name for job in opened.jobs}
        if unknown := set(jobs) - known:
            raise RekapinError(
                f"no such job: {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}"
            )
        report = opened.cycle(files=files or [], jobs=jobs, write=write)
        tell(report, output, opened.labels, planned=not write)
        output.envelope(command, **as_json(report))
    if any(skipped.trace for skipped in report.skipped):
        raise WorkbookError("a job failed; its tabs keep their old results (-v shows where)")
    if report.refused:
        sys.exit(1)
    if check and report.problems:
        sys.exit(_FINDINGS)


def serve() -> None:
    """Run cycles until SIGTERM: what is left running in the shop."""
    import datetime as dt  # noqa: PLC0415 - with the rest of the heavy part

    from automations.cli.opening import shop  # noqa: PLC0415
    from automations.cli.signals import stop_event  # noqa: PLC0415
    from automations.daemon import Cadence, Daemon  # noqa: PLC0415

    output = current().output
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s")
    loaded = load(current().config)
    with shop(loaded, write=True) as opened:
        cadence = Cadence(loaded.config.schedule.cycle_s, loaded.config.schedule.closed_cycle_s)

        def cycle() -> None:
            report = opened.cycle()
            cadence.opens_at, cadence.closes_at = (
                report.settings.opens_at,
                report.settings.closes_at,
            )
            cells = sum(report.changed.values())
            logging.getLogger("rekapin").info(
                output.text(
                    "cycle",
                    cells=cells,
                    seconds=f"{report.seconds:.1f}",
                    findings=len(report.problems),
                )
            )

        daemon = Daemon(
            opened.now,
            opened.memory,
            cadence,
            cycle,
            opened.close_day,
            dt.time.fromisoformat(loaded.config.schedule.day_close),
            stop_event(),
        )
        opened.top_up_numbers()
        daemon.run()
        opened.release()
