"""config.yaml: every fault at once with its line; the example is true."""

from pathlib import Path

import pytest

from automations.config import Config, load, note_workbook
from automations.errors import ConfigError


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, "utf-8")
    return path


def test_every_fault_is_told_at_once_with_its_line_and_the_nearest_key(tmp_path: Path) -> None:
    path = written(
        tmp_path, "zone: Asia/Jakrta\nlangg: en\nschedule:\n  cycle_s: 1\n  dayclose: '1'\n"
    )

    with pytest.raises(ConfigError) as caught:
        load(path, {})

    told = str(caught.value)
    assert "line 1: zone:" in told
    assert "line 2: langg: unknown key, did you mean lang?" in told
    assert "line 4: schedule.cycle_s:" in told
    assert "line 5: schedule.dayclose: unknown key, did you mean day_close?" in told


def test_the_example_holds_the_defaults() -> None:
    example = load(Path(__file__).parent.parent / "config.example.yaml", {}).config

    assert example == Config()


@pytest.mark.parametrize("key", sorted(Config.model_fields))
def test_every_key_stands_in_the_example(key: str) -> None:
    text = (Path(__file__).parent.parent / "config.example.yaml").read_text("utf-8")

    assert f"{key}:" in text


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "other.yaml", {})


def test_broken_yaml_is_an_error_with_the_file_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not readable as YAML"):
        load(written(tmp_path, "zone: [\n"), {})


def test_only_loopback_addresses_may_replace_google(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="sheets_url"):
        load(written(tmp_path, "sheets_url: http://example.com\n"), {})
    with pytest.raises(ConfigError, match="REKAPIN_SHEETS_URL"):
        load(
            written(tmp_path, "zone: Asia/Jakarta\n"), {"REKAPIN_SHEETS_URL": "http://10.0.0.1:80"}
        )


def test_the_environment_names_the_file_and_the_server(tmp_path: Path) -> None:
    path = written(tmp_path, "lang: en\n")

    loaded = load(None, {"REKAPIN_CONFIG": str(path), "REKAPIN_SHEETS_URL": "http://127.0.0.1:9/"})

    assert (loaded.config.lang, loaded.config.sheets_url) == ("en", "http://127.0.0.1:9")


def test_noting_the_workbook_keeps_the_owners_comments(tmp_path: Path) -> None:
    path = written(tmp_path, "# toko kami\nlang: id  # jangan diganti\n")

    note_workbook(path, "abcdefghij12", embedded=True)

    text = path.read_text("utf-8")
    assert "# toko kami" in text
    assert "# jangan diganti" in text
    assert load(path, {}).config.sheets_url == "embedded"
