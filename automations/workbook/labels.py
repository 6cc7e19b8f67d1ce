"""Words of the schema in two languages: tab titles, headers, aliases, choice labels.

Made from ``sheet_schema/labels/*.toml`` (``resources.labels``).  Headers of both languages are
aliases in every workbook; the English header is the column's key in words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sheet_schema.cells import Choices, fold
from sheet_schema.model import SheetRow
from sheet_schema.tabs import WORKBOOK

Catalogue = Mapping[str, Any]


def key_in_words(key: str) -> str:
    """``unique_code`` → ``Unique code``; the unit suffix of money is left out."""
    words = key.removesuffix("_idr").removesuffix("_sen").replace("_", " ")
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Labels:
    """The words of one workbook's language."""

    lang: str
    titles: Mapping[str, str]  #: tab key → title
    headers: Mapping[tuple[str, str], str]  #: (tab key, column key) → header
    aliases: Mapping[str, Mapping[str, str]]  #: tab key → folded header or alias → column key
    notes: Mapping[tuple[str, str], str]  #: (tab key, column key) → note of the header cell
    choices: Choices

    def title(self, tab: type[SheetRow]) -> str:
        """The tab's name at birth."""
        return self.titles.get(tab.tab_key, key_in_words(tab.tab_key))

    def header(self, tab: type[SheetRow], column: str) -> str:
        """The header text of a column."""
        return self.headers.get((tab.tab_key, column), key_in_words(column))

    def choice(self, name: str, key: str) -> str:
        """The label of a choice's key."""
        return self.choices.labels.get(name, {}).get(key, key)


def labels_of(catalogues: Mapping[str, Catalogue], lang: str) -> Labels:
    """The ``Labels`` of *lang* out of the parsed catalogues by language (``id`` and ``en``)."""
    own = catalogues[lang]
    titles = {
        tab.tab_key: _tab(own, tab).get("title", key_in_words(tab.tab_key)) for tab in WORKBOOK
    }
    headers = {
        (tab.tab_key, c.key): _header(own, tab, c.key) for tab in WORKBOOK for c in tab.columns()
    }
    notes = {
        (tab.tab_key, column): text
        for tab in WORKBOOK
        for column, text in _tab(own, tab).get("notes", {}).items()
    }
    aliases = {
        tab.tab_key: {
            fold(word): c.key for c in tab.columns() for word in _words(catalogues, tab, c.key)
        }
        for tab in WORKBOOK
    }
    return Labels(lang, titles, headers, aliases, notes, _choices(catalogues, lang))


def _tab(catalogue: Catalogue, tab: type[SheetRow]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = catalogue.get("tabs", {}).get(tab.tab_key, {})
    return found


def _header(catalogue: Catalogue, tab: type[SheetRow], column: str) -> str:
    words = _tab(catalogue, tab).get("columns", {}).get(column, ())
    return str(words[0]) if words else key_in_words(column)


def _words(catalogues: Mapping[str, Catalogue], tab: type[SheetRow], column: str) -> Iterator[str]:
    yield key_in_words(column)
    for catalogue in catalogues.values():
        yield from _tab(catalogue, tab).get("columns", {}).get(column, ())


def _choices(catalogues: Mapping[str, Catalogue], lang: str) -> Choices:
    keys: dict[str, dict[str, str]] = {}
    for catalogue in catalogues.values():
        for name, entries in catalogue.get("choices", {}).items():
            keys.setdefault(name, {}).update({fold(label): key for key, label in entries.items()})
    for name, entries in catalogues[lang].get("choices", {}).items():
        keys[name].update({fold(label): key for key, label in entries.items()})
    return Choices(
        keys, {name: dict(entries) for name, entries in catalogues[lang].get("choices", {}).items()}
    )
