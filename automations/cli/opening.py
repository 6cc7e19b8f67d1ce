"""Opens the shop a command works on: config, server or Google, state, caches."""

import os
import platform
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from automations.cli.embedded import OWNER, embedded_server
from automations.clock import shop_clock
from automations.config import EMBEDDED, Loaded
from automations.cycle.shop import Shop
from automations.errors import ConfigError
from automations.render import words
from automations.resources import label_catalogues
from automations.sheets_api.access import Access, bearer, key_file, machine_default
from automations.sheets_api.book import Workbook
from automations.sheets_api.connect import Connection
from automations.state.folder import StateFolder
from automations.state.journals import Journals
from automations.state.lock import Lock
from automations.state.memory import Memory, install_id
from automations.workbook.labels import labels_of
from automations.workbook.wording import Wording


@dataclass(frozen=True)
class Place:
    """Where workbooks live: a base URL and token on loopback, or Google."""

    connection: Connection
    state: StateFolder
    memory: Memory  #: what belongs to this installation
    embedded: bool


@contextmanager
def place(loaded: Loaded) -> Iterator[Place]:
    """The connection that the configuration names; an embedded server ends with the block."""
    config, state = loaded.config, StateFolder(loaded.state)
    backoff_s = float(os.environ.get("REKAPIN_BACKOFF_S", "1"))
    embedded = config.sheets_url == EMBEDDED or (
        config.sheets_url is None and config.workbook is None
    )
    with ExitStack() as stack:
        url, access = "", None
        if embedded:
            url, token = stack.enter_context(embedded_server(state, config.zone))
            access = bearer(token, OWNER)
        elif config.sheets_url:
            url = config.sheets_url
            access = bearer(os.environ.get("REKAPIN_SHEETS_TOKEN") or state.token())
        connection = Connection(access or _google(loaded), base_url=url, backoff_s=backoff_s)
        yield Place(connection, state, Memory(state.memory), embedded)


def _google(loaded: Loaded) -> Access:
    credentials = loaded.config.credentials
    if credentials is None:
        raise ConfigError("credentials is missing: the path of a service-account key file, or adc")
    return (
        machine_default() if credentials == "adc" else key_file(loaded.resolved(Path(credentials)))
    )


@contextmanager
def shop(loaded: Loaded, *, write: bool) -> Iterator[Shop]:
    """The shop of the configuration; writing takes the local lock of its workbook.

    Raises:
        ConfigError: no workbook is configured yet.
        StandbyError: another process of this machine writes it.

    """
    with place(loaded) as found, ExitStack() as stack:
        workbook = workbook_id(loaded, found)
        folder = found.state.workbook(workbook)
        if write:
            stack.enter_context(Lock(folder.lock))
        yield open_shop(loaded, found, workbook)


def workbook_id(loaded: Loaded, found: Place) -> str:
    """The id of the configured workbook, or of the embedded server's own."""
    workbook = loaded.config.workbook or (
        found.memory.get("embedded_workbook") if found.embedded else None
    )
    if not workbook:
        raise ConfigError("no workbook is configured yet; run: rekapin init --create")
    return str(workbook)


def open_shop(loaded: Loaded, found: Place, workbook: str) -> Shop:
    """A ``Shop`` on *workbook* with its caches from the state folder."""
    config, folder = loaded.config, found.state.workbook(workbook)
    labels = labels_of(label_catalogues(), config.lang)
    return Shop(
        workbook=Workbook(
            found.connection, workbook, folder, labels, install_id(found.memory, platform.node())
        ),
        journals=Journals(folder.journals),
        memory=Memory(folder.memory),
        labels=labels,
        wording=Wording(words(config.lang)),
        now=shop_clock(config.zone),
        inbox_folder=loaded.inbox,
        archive_folder=folder.path / "inbox-done",
    )
