"""Finds the words that ship with the program, in a checkout or in an installed wheel."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from automations.errors import RekapinError

LANGUAGES = ("id", "en")


def templates() -> Traversable:
    """The ``templates`` folder: packaged beside the code, else the sibling of a checkout."""
    packaged = files("automations") / "_templates"
    if packaged.is_dir():
        return packaged
    beside = files("automations") / ".." / "templates"
    if beside.is_dir():
        return beside
    raise RekapinError("the templates folder is missing; install rekapin again")


@cache
def label_catalogues() -> dict[str, dict[str, Any]]:
    """The parsed ``sheet_schema/labels/*.toml`` by language."""
    folder = files("sheet_schema") / "labels"
    return {lang: tomllib.loads((folder / f"{lang}.toml").read_text("utf-8")) for lang in LANGUAGES}


@cache
def sentences(lang: str) -> dict[str, str]:
    """Every sentence template of *lang* by code; a code that stands twice is an error."""
    found: dict[str, str] = {}
    for entry in sorted((templates() / lang / "sentences").iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".toml"):
            continue
        texts = flattened(tomllib.loads(entry.read_text("utf-8")))
        if double := found.keys() & texts.keys():
            raise RekapinError(f"{entry.name}: sentence {min(double)!r} stands in two files")
        found |= texts
    return found


def flattened(tree: dict[str, Any], above: str = "") -> dict[str, str]:
    """Nested TOML tables as one dict of dotted codes."""
    flat: dict[str, str] = {}
    for key, value in tree.items():
        code = f"{above}{key}"
        flat |= flattened(value, f"{code}.") if isinstance(value, dict) else {code: str(value)}
    return flat


def template_tree(lang: str, name: str) -> dict[str, Any]:
    """The parsed ``templates/<lang>/<name>.toml``."""
    return tomllib.loads((templates() / lang / f"{name}.toml").read_text("utf-8"))
