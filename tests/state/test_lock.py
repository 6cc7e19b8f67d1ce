"""One process per workbook."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from automations.errors import StandbyError
from automations.state.lock import Lock

HOLDER = """
import sys
from pathlib import Path
from automations.state.lock import Lock
Lock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_one_stands_by_and_names_the_holder(tmp_path: Path) -> None:
    with Lock(tmp_path / "lock"), pytest.raises(StandbyError, match=rf"process {os.getpid()} "):
        Lock(tmp_path / "lock").acquire()


def test_a_lock_is_given_back(tmp_path: Path) -> None:
    with Lock(tmp_path / "lock"):
        pass
    with Lock(tmp_path / "lock"):
        assert (tmp_path / "lock").read_text() == str(os.getpid())
    assert (tmp_path / "lock").read_text() == ""


def test_two_workbooks_have_two_locks(tmp_path: Path) -> None:
    with Lock(tmp_path / "a"), Lock(tmp_path / "b"):
        pass


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StandbyError, match=rf"process {other.pid} "):
            Lock(path).acquire()
        other.kill()
    assert path.read_text() == str(other.pid)
    with Lock(path):
        assert path.read_text() == str(os.getpid())
