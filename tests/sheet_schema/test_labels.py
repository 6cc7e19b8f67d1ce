"""The two label catalogues: complete, equal in keys, and free of words that mean two columns."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from automations.workbook.labels import key_in_words, labels_of
from sheet_schema.cells import fold
from sheet_schema.model import SheetRow, Writer
from sheet_schema.tabs import ORDERS, PRODUCTS, WORKBOOK

FOLDER = Path(__file__).parents[2] / "sheet_schema" / "labels"
CATALOGUES: dict[str, dict[str, Any]] = {
    lang: tomllib.loads((FOLDER / f"{lang}.toml").read_text("utf-8")) for lang in ("id", "en")
}


def _words(lang: str, tab: type[SheetRow], key: str) -> list[str]:
    words: list[str] = CATALOGUES[lang]["tabs"].get(tab.tab_key, {}).get("columns", {}).get(key, [])
    return words


@pytest.mark.parametrize("tab", WORKBOOK, ids=lambda tab: tab.tab_key)
def test_every_column_has_an_indonesian_header(tab: type[SheetRow]) -> None:
    missing = [column.key for column in tab.columns() if not _words("id", tab, column.key)]
    assert missing == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_tab_has_a_title_and_no_two_share_one(lang: str) -> None:
    titles = [CATALOGUES[lang]["tabs"][tab.tab_key]["title"] for tab in WORKBOOK]
    assert len({title.casefold() for title in titles}) == len(titles)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_tab_column_or_note_is_unknown_to_the_schema(lang: str) -> None:
    known = {tab.tab_key: {column.key for column in tab.columns()} for tab in WORKBOOK}
    for tab_key, words in CATALOGUES[lang]["tabs"].items():
        assert set(words.get("columns", {})) <= known[tab_key]
        assert set(words.get("notes", {})) <= known[tab_key]


def test_both_languages_have_the_same_choices_and_no_label_twice() -> None:
    keys = {
        lang: {name: set(entries) for name, entries in catalogue["choices"].items()}
        for lang, catalogue in CATALOGUES.items()
    }
    assert keys["id"] == keys["en"]
    for catalogue in CATALOGUES.values():
        for name, entries in catalogue["choices"].items():
            assert len({fold(label) for label in entries.values()}) == len(entries), name


def test_a_label_never_means_another_key_in_the_other_language() -> None:
    for name, entries in CATALOGUES["id"]["choices"].items():
        meaning = {fold(label): key for key, label in entries.items()}
        for key, label in CATALOGUES["en"]["choices"][name].items():
            assert meaning.get(fold(label), key) == key, (name, label)


@pytest.mark.parametrize("tab", WORKBOOK, ids=lambda tab: tab.tab_key)
def test_no_two_columns_of_a_tab_share_a_word(tab: type[SheetRow]) -> None:
    owner: dict[str, str] = {}
    for column in tab.columns():
        words = (
            key_in_words(column.key),
            *_words("id", tab, column.key),
            *_words("en", tab, column.key),
        )
        for word in words:
            assert owner.setdefault(fold(word), column.key) == column.key, word


@pytest.mark.parametrize("lang", ["id", "en"])
def test_columns_with_rules_carry_a_note_that_fits_a_cell(lang: str) -> None:
    labels = labels_of(CATALOGUES, lang)
    for tab in WORKBOOK:
        if tab.writer is Writer.STAFF and tab.tab_key not in ("settings", "team"):
            for column in tab.columns():
                if column.required and column.key != "answered_by":
                    assert labels.notes[tab.tab_key, column.key], (tab.tab_key, column.key)
        for column in tab.results():
            assert labels.notes[tab.tab_key, column.key], (tab.tab_key, column.key)
    assert all(len(note.encode("utf-16-le")) // 2 <= 2048 for note in labels.notes.values())


def test_notes_stand_on_the_same_columns_in_both_languages() -> None:
    notes = {lang: set(labels_of(CATALOGUES, lang).notes) for lang in ("id", "en")}
    assert notes["id"] == notes["en"]


def test_headers_of_a_fresh_indonesian_workbook_are_the_shops_words() -> None:
    labels = labels_of(CATALOGUES, "id")
    assert labels.header(ORDERS, "money_seen_by") == "Uang Masuk"
    assert labels.aliases["orders"][fold("Kota/Kec.")] == "city"
    assert labels.header(PRODUCTS, "complete_pct") == "Lengkap %"
    assert labels.choice("answer", "detach") == "Bukan, pisahkan"


def test_an_english_header_is_the_key_in_words_unless_that_reads_badly() -> None:
    labels = labels_of(CATALOGUES, "en")
    assert labels.header(ORDERS, "unique_code") == "Unique code"
    assert labels.header(ORDERS, "buyer_text") == "Buyer details"
