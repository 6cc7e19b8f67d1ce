"""Small memories."""

from pathlib import Path

from automations.state.memory import Memory, install_id


def test_values_outlive_the_process(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    Memory(path).put({"last_day_close": "2026-11-21", "typing": [["orders", 12]]})
    Memory(path).put({"last_day_close": "2026-11-22"})
    memory = Memory(path)
    assert memory.get("last_day_close") == "2026-11-22"
    assert memory.get("typing") == [["orders", 12]]
    assert memory.get("never put") is None


def test_nothing_is_written_when_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    memory = Memory(path)
    memory.put({"a": None})
    written = path.stat().st_ino
    memory.put({"a": None})
    assert path.stat().st_ino == written
    memory.put({"a": 1})
    assert Memory(path).get("a") == 1


def test_a_damaged_memory_is_set_aside_and_told(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    for content in ("{", "[1]", '"text"'):
        path.write_text(content)
        memory = Memory(path)
        assert memory.get("a") is None
        assert Path(memory.damaged).read_text() == content
        assert not path.exists()


def test_bytes_that_are_no_text_are_damage_too(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    path.write_bytes(b"\xff\xfe{")
    assert Memory(path).damaged


def test_an_installation_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    name = install_id(Memory(path), "kasir toko")
    assert name.startswith("kasirtoko-")
    assert install_id(Memory(path), "other") == name
    assert install_id(Memory(tmp_path / "second.json"), "kasir toko") != name
