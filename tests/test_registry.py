"""Laws of the registries: jobs, tabs and words."""

from collections import Counter

import pytest

from automations.jobs import JOBS
from automations.render import words
from automations.resources import label_catalogues, sentences
from automations.workbook.job import Job, Sentence
from sheet_schema.cells import Rupiah, Sen
from sheet_schema.model import SheetRow, Writer
from sheet_schema.tabs import MEMORY, TABS, WORKBOOK

#: What a job may read as it stood before the cycle: journals, and its own tab for "since".
BEFORE = {tab for tab in WORKBOOK if tab.journal}


def test_every_bot_tab_has_exactly_one_writer_among_the_jobs() -> None:
    writers = Counter(tab.tab_key for job in JOBS for tab in job.writes)

    assert {tab.tab_key for tab in WORKBOOK if tab.writer is Writer.BOT} <= writers.keys()
    assert {tab.tab_key for tab in MEMORY} <= writers.keys()
    assert {key: n for key, n in writers.items() if n > 1} == {}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_writes_no_staff_tab(job: Job) -> None:
    assert {tab.writer for tab in job.writes} <= {Writer.BOT, Writer.MEMORY}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_no_job_reads_what_a_later_job_writes(job: Job) -> None:
    later = {tab for other in JOBS[JOBS.index(job) + 1 :] for tab in other.writes}

    assert {tab.tab_key for tab in (set(job.reads) & later) - BEFORE} == set()


@pytest.mark.parametrize("tab", TABS.values(), ids=lambda tab: tab.tab_key)
def test_a_tabs_key_columns_exist(tab: type[SheetRow]) -> None:
    assert set(tab.primary_key) <= {column.key for column in tab.columns()}


@pytest.mark.parametrize("tab", TABS.values(), ids=lambda tab: tab.tab_key)
def test_money_says_its_unit_and_is_an_integer(tab: type[SheetRow]) -> None:
    for column in tab.columns():
        if isinstance(column.cell, Rupiah):
            assert column.key.endswith("_idr"), column
        if isinstance(column.cell, Sen):
            assert column.key.endswith("_sen"), column
        if column.key.endswith(("_idr", "_sen")):
            assert column.cell.kind in {"int", "sentence"}, column


def test_both_languages_have_the_same_sentences_and_choices() -> None:
    catalogues = label_catalogues()

    assert sentences("id").keys() == sentences("en").keys()
    assert {n: c.keys() for n, c in catalogues["id"]["choices"].items()} == {
        n: c.keys() for n, c in catalogues["en"]["choices"].items()
    }


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_sentence_compiles(lang: str) -> None:
    assert "N1" in words(lang)(Sentence.of("problem.N01", number="N1"))
