"""What the command line prints: results to stdout, everything else to stderr."""

import json
import os
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from automations.workbook.job import Sentence, Words

_ENVELOPE = 1  #: version of the ``--json`` envelope


@dataclass(frozen=True)
class Output:
    """Where and how to print; texts are sentences of ``templates/<lang>/sentences/cli.toml``."""

    lang: str = "id"
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    color: bool = True

    @cached_property
    def words(self) -> Words:
        """The sentences of the language, compiled at first use."""
        from automations.render import words  # noqa: PLC0415 - --help needs no templates

        return words(self.lang)

    def text(self, code: str, /, **params: object) -> str:
        """The text of ``cli.<code>``."""
        return self.words(Sentence.of(f"cli.{code}", **params))

    def result(self, text: str) -> None:
        """Print a result line."""
        if not self.as_json:
            print(text)

    def say(self, code: str, /, **params: object) -> None:
        """Print progress, unless quiet."""
        if not self.quiet and not self.as_json:
            print(self.text(code, **params), file=sys.stderr)

    def note(self, text: str) -> None:
        """Print a technical line, only with ``-v``."""
        if self.verbose:
            print(text, file=sys.stderr)

    def fail(self, text: str) -> None:
        """Print an error."""
        sign = "✗ " if not self.color or not sys.stderr.isatty() else "\033[31m✗\033[0m "
        print(f"{sign}{text}", file=sys.stderr)

    def envelope(self, command: str, **values: Any) -> None:
        """Print the JSON envelope of a command, with ``--json``."""
        if self.as_json:
            print(
                json.dumps(
                    {"rekapin": _ENVELOPE, "command": command, **values},
                    ensure_ascii=False,
                    default=str,
                )
            )


def color_wanted(*, no_color: bool) -> bool:
    """Whether colours may be used: not with ``--no-color``, NO_COLOR, or off a terminal."""
    return not no_color and "NO_COLOR" not in os.environ and sys.stdout.isatty()
