"""House rules that no linter knows: sizes, banned calls, names, docs that list what exists."""

import re
from pathlib import Path

import pytest

from automations.cli.verbs import VERBS
from automations.jobs import JOBS
from sheet_schema.tabs import WORKBOOK

ROOT = Path(__file__).parent.parent
CODE = sorted(
    p for folder in ("automations", "sheet_schema") for p in (ROOT / folder).rglob("*.py")
)
BANNED_NAMES = {
    "utils",
    "helpers",
    "common",
    "manager",
    "processor",
    "handler",
    "service",
    "data",
    "info",
}


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_has_one_subject_and_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400
    assert path.stem not in BANNED_NAMES


@pytest.mark.parametrize(
    "pattern",
    [
        r"get_all_records\(",
        r"open_by_key\(",
        r"values/[^\"']*:append",
        r"\"fields\": ?\"\*\"",
        r"PRIVATE KEY-----\n",
        r"pickle\.",
    ],
)
def test_the_product_never_does_what_loses_cells(pattern: str) -> None:
    client = [p for p in CODE if "localsheets" not in p.parts]

    assert [str(p) for p in client if re.search(pattern, p.read_text("utf-8"))] == []


def test_the_server_shares_no_code_with_the_client() -> None:
    server = [p for p in CODE if "localsheets" in p.parts]
    foreign = re.compile(
        r"(?:from|import) (?:automations\.(?!localsheets)|sheet_schema|gspread|google)"
    )

    assert [str(p) for p in server if foreign.search(p.read_text("utf-8"))] == []


def test_the_readme_names_every_verb() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert [name for name, _ in VERBS if f"rekapin {name}" not in readme] == []


def test_the_jobs_page_names_every_job_and_tab() -> None:
    page = (ROOT / "docs" / "jobs.md").read_text("utf-8")

    assert [job.name for job in JOBS if f"`{job.name}`" not in page] == []
    assert [tab.tab_key for tab in WORKBOOK if f"`{tab.tab_key}`" not in page] == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name)
def test_links_inside_the_docs_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
