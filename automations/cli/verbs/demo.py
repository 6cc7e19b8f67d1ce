"""``rekapin demo``: a made-up shop looked after before your eyes, without a Google account."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from automations.cli.app import current
from automations.cli.output import Output
from automations.config import Config, Loaded, load

if TYPE_CHECKING:
    from automations.cli.practising import Practice

_PORT = 8765


def demo(
    once: Annotated[bool, typer.Option("--once", help="Stop after the first cycle.")] = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the page (a free one if taken).")
    ] = _PORT,
    lang: Annotated[
        Literal["id", "en"] | None, typer.Option(help="Language of workbook and messages.")
    ] = None,
) -> None:
    """Start a practice shop, run a full cycle, and serve its page."""
    output = current().output if lang is None else Output(lang)
    with _practising(load(current().config), port, lang, output) as practice:
        practice.first_cycle()
        practice.four_things()
        if not once:
            practice.go_on()


@contextmanager
def _practising(
    loaded: Loaded, port: int, lang: Literal["id", "en"] | None, output: Output
) -> Iterator["Practice"]:
    """A fresh practice shop in ``<state>/demo``, served until the block ends."""
    from automations.cli.embedded import OWNER  # noqa: PLC0415 - heavy
    from automations.cli.practising import Practice  # noqa: PLC0415
    from automations.clock import shop_clock  # noqa: PLC0415
    from automations.localsheets import LocalSheets  # noqa: PLC0415
    from automations.state.folder import StateFolder  # noqa: PLC0415

    folder = loaded.state / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    state = StateFolder(folder)
    output.say("demo.starting")
    token, now = state.token(), shop_clock(loaded.config.zone)
    chosen = port if _is_free(port) else 0
    config = Config(
        zone=loaded.config.zone,
        lang=lang or loaded.config.lang,
        state=folder,
        inbox=folder / "inbox",
    )
    with LocalSheets(
        state.local_workbooks, port=chosen, tokens={token: OWNER}, owner=OWNER, now=now
    ) as server:
        yield Practice(Loaded(config, None, folder), state, server.base_url, token, output)


def _is_free(port: int) -> bool:
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
