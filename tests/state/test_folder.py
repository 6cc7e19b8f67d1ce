"""The local folder: private, whole files, sane names."""

from pathlib import Path

import pytest

from automations.errors import ConfigError
from automations.state.folder import StateFolder, private_file, private_folder, replace_file


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_folders_and_files_are_for_their_owner_only(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path / "a" / "state").workbook("1AbC-_9")
    assert folder.path == tmp_path / "a" / "state" / "1AbC-_9"
    assert (mode(folder.path), mode(folder.path.parent)) == (0o700, 0o700)
    assert mode(private_file(folder.shadow)) == 0o600


def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir(mode=0o755)
    assert mode(private_folder(tmp_path / "state")) == 0o700


@pytest.mark.parametrize("name", ["", "../x", "a/b", "https://docs.google.com/d/1", "a" * 200])
def test_what_is_no_spreadsheet_id_makes_no_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="no spreadsheet id"):
        StateFolder(tmp_path / "state").workbook(name)
    assert not (tmp_path / "state").exists()


def test_a_place_that_cannot_be_a_folder_is_told_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(ConfigError, match="cannot be made"):
        StateFolder(tmp_path / "state").workbook("abc")


def test_a_file_is_replaced_whole_and_privately(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    replace_file(path, b"old")
    replace_file(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_a_replacement_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.mkdir()
    (path / "inside").write_text("kept")
    with pytest.raises(OSError, match="taken"):
        replace_file(path, b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["taken"]


def test_the_token_is_made_once(tmp_path: Path) -> None:
    first = StateFolder(tmp_path / "state").token()
    assert len(first) >= 32
    assert StateFolder(tmp_path / "state").token() == first
    assert mode(tmp_path / "state" / "token") == 0o600
