"""Small things to remember between runs, as one JSON object: typing rows, last runs, who we are."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from automations.state.folder import private_folder, replace_file


class Memory:
    """Values by name, JSON types only.  ``damaged`` names a file that had to be set aside."""

    def __init__(self, path: Path) -> None:
        """Read *path*; a file that is no JSON object is kept beside it and reported."""
        self._path, self.damaged = path, ""
        self._values: dict[str, Any] = {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except ValueError:
            found = None
        if isinstance(found, dict):
            self._values = found
        else:
            aside = path.with_suffix(".damaged")
            path.replace(aside)
            self.damaged = str(aside)

    def get(self, name: str) -> Any:
        """The value of *name*; ``None`` when it was never put."""
        return self._values.get(name)

    def put(self, values: Mapping[str, Any]) -> None:
        """Remember *values*; the file is written only when one differs."""
        if any(name not in self._values or self._values[name] != values[name] for name in values):
            self._values |= values
            private_folder(self._path.parent)
            replace_file(self._path, json.dumps(self._values, ensure_ascii=False).encode())


def install_id(memory: Memory, machine: str) -> str:
    """Who this installation is in leases: *machine* (a host name) and a random sign, made once."""
    known = memory.get("install_id")
    if isinstance(known, str) and known:
        return known
    name = "".join(sign for sign in machine if sign.isalnum() or sign in "-_")[:30]
    fresh = f"{name or 'rekapin'}-{secrets.token_hex(4)}"
    memory.put({"install_id": fresh})
    return fresh
