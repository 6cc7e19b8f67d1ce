"""config.yaml: pydantic models over ruamel.yaml, so that every fault is told at once.

Each fault names line, key path and the nearest known key.  Secrets are file paths or
environment variables, never values.  Search order: ``--config``, ``REKAPIN_CONFIG``,
``./config.yaml``, else the defaults.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.functional_validators import AfterValidator
from rapidfuzz.process import extractOne
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from automations.errors import ConfigError

EMBEDDED = "embedded"
_LIMIT_BYTES = 1_000_000


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(
            "not a time zone; Indonesia has Asia/Jakarta, Asia/Makassar, Asia/Jayapura"
        )
    return name


def _daily(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError('write a time of day like "00:10"')
    return text


def _sheets_url(url: str) -> str:
    if url != EMBEDDED and not re.fullmatch(r"http://(127\.0\.0\.1|localhost):\d{1,5}/?", url):
        raise ValueError('only a loopback server like "http://127.0.0.1:8765", or "embedded"')
    return url.rstrip("/")


Daily = Annotated[str, AfterValidator(_daily)]


class Schedule(BaseModel):
    """When things run; seconds between cycles, times of the shop's day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cycle_s: int = Field(30, ge=5, le=3600)
    closed_cycle_s: int = Field(900, ge=30, le=7200)
    day_close: Daily = "00:10"


class Config(BaseModel):
    """The whole configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    workbook: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{10,100}$")
    credentials: str | None = None
    sheets_url: Annotated[str, AfterValidator(_sheets_url)] | None = None
    inbox: Path = Path("inbox")
    state: Path = Path(".rekapin")
    zone: Annotated[str, AfterValidator(_zone)] = "Asia/Jakarta"
    lang: Literal["id", "en"] = "id"
    schedule: Schedule = Schedule()


@dataclass(frozen=True)
class Loaded:
    """A configuration and where it came from; ``path`` is None for the defaults."""

    config: Config
    path: Path | None
    folder: Path  #: what relative paths start from

    def resolved(self, path: Path) -> Path:
        """*path* from the config file's folder."""
        return (self.folder / path.expanduser()).resolve()

    @property
    def state(self) -> Path:
        """The state folder, absolute."""
        return self.resolved(self.config.state)

    @property
    def inbox(self) -> Path:
        """The inbox folder, absolute."""
        return self.resolved(self.config.inbox)


def load(path: Path | None, environ: Mapping[str, str] = os.environ) -> Loaded:
    """The configuration of *path*, else of the environment, else ``./config.yaml``, else defaults.

    Raises:
        ConfigError: with every fault found.

    """
    named = path or (Path(environ["REKAPIN_CONFIG"]) if environ.get("REKAPIN_CONFIG") else None)
    found = named or Path("config.yaml")
    if not found.is_file():
        if named:
            raise ConfigError(f"{named}: no such file; copy config.example.yaml there")
        return Loaded(_overridden(Config(), environ), None, Path.cwd())
    config = _validated(found, _read(found))
    return Loaded(_overridden(config, environ), found, found.resolve().parent)


def _overridden(config: Config, environ: Mapping[str, str]) -> Config:
    url = environ.get("REKAPIN_SHEETS_URL")
    if not url:
        return config
    try:
        return config.model_copy(update={"sheets_url": _sheets_url(url)})
    except ValueError as error:
        raise ConfigError(f"REKAPIN_SHEETS_URL: {error}") from error


def _read(path: Path) -> Any:
    if path.stat().st_size > _LIMIT_BYTES:
        raise ConfigError(f"{path}: larger than 1 MB; this is no configuration")
    try:
        return YAML(typ="rt").load(path.read_text("utf-8")) or {}
    except (YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not readable as YAML: {error}") from error


def _validated(path: Path, tree: Any) -> Config:
    if not isinstance(tree, dict):
        raise ConfigError(f"{path}: must hold keys and values, see config.example.yaml")
    try:
        return Config.model_validate(dict(tree))
    except ValidationError as error:
        raise ConfigError("\n".join(_faults(path, tree, error))) from error


def _faults(path: Path, tree: Any, error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        keys = [str(key) for key in fault["loc"]]
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            near = extractOne(keys[-1], _known(keys[:-1]), score_cutoff=60)
            message = "unknown key" + (f", did you mean {near[0]}?" if near else "")
        yield f"{path}, line {_line(tree, keys)}: {'.'.join(keys)}: {message}"


def _known(parents: list[str]) -> list[str]:
    return list((Schedule if parents == ["schedule"] else Config).model_fields)


def _line(tree: Any, keys: list[str]) -> int:
    line = 0
    for key in keys:
        try:
            line = tree.lc.key(key)[0]
            tree = tree[key]
        except (AttributeError, KeyError, TypeError):
            break
    return line + 1


def note_workbook(path: Path, workbook: str, *, embedded: bool) -> None:
    """Write the id of a workbook just created into config.yaml; comments of the owner stay."""
    yaml = YAML(typ="rt")
    tree = (yaml.load(path.read_text("utf-8")) if path.exists() else None) or {}
    tree["workbook"] = workbook
    if embedded:
        tree["sheets_url"] = EMBEDDED
    fresh = path.with_suffix(".yaml.new")
    with fresh.open("w", encoding="utf-8") as out:
        yaml.dump(tree, out)
    fresh.replace(path)
