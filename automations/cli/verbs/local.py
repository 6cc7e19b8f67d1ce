"""``rekapin local``: loopback workbooks kept in one file."""

from pathlib import Path
from typing import Annotated

import typer

from automations.cli.app import current
from automations.cli.signals import wait_for_signal
from automations.config import load
from automations.errors import ConfigError, StandbyError


def local(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free port.")],
    data: Annotated[Path, typer.Option(help="The SQLite file that keeps the workbooks.")],
    token: Annotated[
        str | None, typer.Option(help="Bearer token of the owner (made when left out).")
    ] = None,
    no_token: Annotated[
        bool, typer.Option("--no-token", help="Every caller is the owner.")
    ] = False,
    as_: Annotated[
        list[str] | None, typer.Option("--as", metavar="EMAIL=TOKEN", help="One more identity.")
    ] = None,
) -> None:
    """Serve loopback workbooks kept in a file, until SIGTERM."""
    from automations.clock import shop_clock  # noqa: PLC0415 - only this verb serves
    from automations.localsheets import InUseError, LocalSheets, new_token  # noqa: PLC0415

    output = current().output
    owner_token = None if no_token else (token or new_token())
    tokens = None if owner_token is None else {owner_token: OWNER} | _identities(as_ or [])
    config = load(current().config).config
    try:
        server = LocalSheets(
            data, port=port, tokens=tokens, owner=OWNER, now=shop_clock(config.zone)
        )
    except InUseError as error:
        raise StandbyError(str(error)) from error
    with server:
        if no_token:
            output.say("local.no_token")
        output.result(server.base_url + (f"/#token={owner_token}" if owner_token else "/"))
        wait_for_signal()


OWNER = "pemilik@rekapin.example"


def _identities(entries: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries:
        email, sign, token = entry.partition("=")
        if not sign or "@" not in email or not token:
            raise ConfigError(f"--as {entry}: write EMAIL=TOKEN")
        found[token] = email
    return found
