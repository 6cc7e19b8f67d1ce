"""The verbs of the command line, in the order of ``--help``."""

from collections.abc import Callable
from typing import Any

from automations.cli.verbs.checks import doctor, status
from automations.cli.verbs.cycles import import_files, plan, run, serve
from automations.cli.verbs.demo import demo
from automations.cli.verbs.init import init
from automations.cli.verbs.local import local

#: A new verb is one function and one line here.
VERBS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("demo", demo),
    ("local", local),
    ("init", init),
    ("run", run),
    ("plan", plan),
    ("serve", serve),
    ("import", import_files),
    ("status", status),
    ("doctor", doctor),
)
