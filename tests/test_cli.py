"""The command line as people meet it: help, exit codes, messages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from automations.cli.verbs import VERBS
from automations.localsheets import LocalSheets
from tests.drawing import NOW


def rekapin(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``rekapin`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "automations", *arguments],
        cwd=cwd,
        env=os.environ
        | {"PYTHONPATH": str(Path(__file__).parent.parent), "REKAPIN_BACKOFF_S": "0.01"}
        | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_help_names_every_verb_and_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['rekapin', '--help']\n"
        "from automations.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'gspread', 'uvicorn', 'jinja2'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}, cwd=tmp_path,
    )  # fmt: skip

    assert "HEAVY []" in done.stdout
    for name, _ in VERBS:
        assert name in done.stdout


def test_an_unknown_verb_is_a_usage_error(tmp_path: Path) -> None:
    assert rekapin("frobnicate", cwd=tmp_path).returncode == 2


def test_without_a_workbook_it_says_what_to_run(tmp_path: Path) -> None:
    done = rekapin("run", cwd=tmp_path)

    assert done.returncode == 4
    assert "rekapin init --create" in done.stderr


def test_a_bad_config_is_told_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("zona: Asia/Jakarta\n")

    done = rekapin("run", cwd=tmp_path)

    assert done.returncode == 4
    assert "line 1: zona: unknown key, did you mean zone?" in done.stderr


def test_no_network_is_temporary(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "workbook: abcdefghij12345\nsheets_url: http://127.0.0.1:9\n"
    )

    done = rekapin("run", cwd=tmp_path)

    assert done.returncode == 75, done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_credentials_are_an_access_error(tmp_path: Path) -> None:
    with LocalSheets(
        None, tokens={"right": "a@b.example"}, owner="a@b.example", now=lambda: NOW
    ) as server:
        (tmp_path / "config.yaml").write_text(
            f"workbook: abcdefghij12345\nsheets_url: {server.base_url}\n"
        )
        done = rekapin("run", cwd=tmp_path, REKAPIN_SHEETS_TOKEN="wrong")

    assert done.returncode == 5, done.stderr


def test_a_missing_key_file_is_an_access_error(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("workbook: abcdefghij12345\ncredentials: nowhere.json\n")

    done = rekapin("run", cwd=tmp_path)

    assert done.returncode == 5, done.stderr
    assert "nowhere.json" in done.stderr


def test_an_empty_workbook_that_init_never_saw_is_told(tmp_path: Path) -> None:
    with LocalSheets(None, tokens=None, owner="a@b.example", now=lambda: NOW) as server:
        workbook = server.create("Kosong")
        (tmp_path / "config.yaml").write_text(
            f"workbook: {workbook}\nsheets_url: {server.base_url}\n"
        )
        done = rekapin("run", cwd=tmp_path)

    assert done.returncode == 1
    assert "rekapin init" in done.stderr


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_shop_from_nothing_init_twice_run_plan_status_doctor(tmp_path: Path, lang: str) -> None:
    first = rekapin("--lang", lang, "init", "--create", cwd=tmp_path)
    second = rekapin("--lang", lang, "init", cwd=tmp_path)
    run = rekapin("--lang", lang, "run", cwd=tmp_path)
    plan = rekapin("--lang", lang, "plan", "--check", cwd=tmp_path)
    status = rekapin("--lang", lang, "status", cwd=tmp_path)
    doctor = rekapin("--lang", lang, "doctor", cwd=tmp_path)

    assert [d.returncode for d in (first, second, run, plan, status, doctor)] == [0] * 6, (
        doctor.stderr + run.stderr
    )
    assert {"id": "tidak ada yang dikirim", "en": "nothing sent"}[lang] in second.stdout
    assert {"id": "Tidak ada yang berubah", "en": "Nothing changed"}[lang] in plan.stdout


def test_json_is_one_object_with_an_envelope(tmp_path: Path) -> None:
    import json

    rekapin("init", "--create", cwd=tmp_path)
    done = rekapin("--json", "run", cwd=tmp_path)

    assert json.loads(done.stdout)["command"] == "run"
