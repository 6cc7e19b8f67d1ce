"""The typer application: global options, the verbs, and errors turned into exit codes."""

import signal
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from automations import __version__
from automations.cli.output import Output, color_wanted
from automations.errors import RekapinError


@dataclass(frozen=True)
class Globals:
    """The options that stand before the verb."""

    config: Path | None
    output: Output
    debug: bool


app = typer.Typer(
    name="rekapin",
    help="Makes an online shop's Google Sheet trustworthy.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)
_globals: list[Globals] = []


def current() -> Globals:
    """The global options of this call."""
    return _globals[-1]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rekapin {__version__}")
        raise typer.Exit


@app.callback()
def options(
    config: Annotated[
        Path | None, typer.Option(help="The configuration file (default ./config.yaml).")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of text.")
    ] = False,
    lang: Annotated[Literal["id", "en"] | None, typer.Option(help="Language of messages.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Results only.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Read the options that stand before the verb."""
    del version
    output = Output(lang or "id", as_json, quiet, verbose, color_wanted(no_color=no_color))
    _globals.append(Globals(config, output, debug))


def _register() -> None:
    from automations.cli.verbs import VERBS  # noqa: PLC0415 - verbs import this module's `current`

    for name, verb in VERBS:
        app.command(name)(verb)


def main() -> None:
    """Run the command line; ends the process with the exit code of architecture.md."""
    _register()
    try:
        app()
    except RekapinError as error:
        _told(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except BrokenPipeError:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - a bug: one line for people, all of it with --debug
        _told(error)
        sys.exit(1)


def _told(error: Exception) -> None:
    output = current().output if _globals else Output()
    if _globals and current().debug:
        traceback.print_exc()
    known = isinstance(error, RekapinError)
    output.fail(str(error) if known else f"{type(error).__name__}: {error} (--debug shows where)")
    output.envelope("error", error=type(error).__name__, message=str(error))
