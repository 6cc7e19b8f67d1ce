"""The templates that ``init`` writes: complete in both languages, and short enough for a phone."""

import itertools

import pytest

from automations.sheets_api.provision.guide import CALCULATOR_ROW, REST_ROW, ROWS
from automations.sheets_api.provision.numbers import (
    HIGHEST_CODE,
    number_after,
    printed_numbers,
    unique_code,
)
from automations.workbook.settings import DECLARED
from sheet_schema.model import Shown
from sheet_schema.tabs import TABS, WORKBOOK
from tests.sheets_api.provisioned import wishes

LANGUAGES = pytest.mark.parametrize("lang", ["id", "en"])


@LANGUAGES
def test_every_setting_has_its_words_and_no_other_is_explained(lang: str) -> None:
    texts = wishes(lang).texts
    assert list(texts.settings) == [declared.name for declared in DECLARED]
    assert all(words.explanation for words in texts.settings.values())


@LANGUAGES
def test_the_guide_links_every_tab_that_is_hidden_and_fits_its_rows(lang: str) -> None:
    guide = wishes(lang).texts.guide
    linked = [tab.tab_key for tab in WORKBOOK if tab.shown is Shown.LINKED]
    assert sorted(guide.links) == sorted(linked)
    assert len(guide.first) <= CALCULATOR_ROW
    assert len(guide.labels) == 9
    assert REST_ROW + len(guide.rest) + len(guide.links) < ROWS


@LANGUAGES
def test_lines_of_the_guide_fit_beside_one_another_on_a_phone(lang: str) -> None:
    guide = wishes(lang).texts.guide
    long = [line for line in (*guide.first, *guide.rest, guide.title, guide.hint) if len(line) > 58]
    assert long == []
    assert [text for text in guide.links.values() if len(text) > 38] == []


@LANGUAGES
def test_samples_name_columns_of_their_tab_and_say_that_they_are_samples(lang: str) -> None:
    for key, row in wishes(lang).texts.samples.items():
        assert row.keys() <= {column.key for column in TABS[key].inputs()}
        assert "contoh" in row.values()


@LANGUAGES
def test_words_inside_formulas_hold_no_sign_of_a_formula(lang: str) -> None:
    words = wishes(lang).texts.formulas
    assert not [word for word in vars(words).values() if set('";') & set(word)]


def test_every_code_from_one_to_499_comes_once_and_neighbours_lie_far_apart() -> None:
    codes = [unique_code(place) for place in range(1, HIGHEST_CODE + 1)]
    assert sorted(codes) == list(range(1, HIGHEST_CODE + 1))
    assert min(abs(a - b) for a, b in itertools.pairwise(codes)) > 100


def test_numbers_run_on_and_keep_their_letters_and_width() -> None:
    assert printed_numbers("N0998", 3) == ("N0998", "N0999", "N1000")
    assert number_after("INV99") == "INV100"
    with pytest.raises(ValueError, match="no order number"):
        printed_numbers("N-1", 1)
