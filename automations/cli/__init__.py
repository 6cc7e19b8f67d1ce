"""The command line: ``rekapin``.  Verbs import what is heavy only when they run."""

from automations.cli.app import main

__all__ = ["main"]
