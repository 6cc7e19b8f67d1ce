"""Credentials: a service-account or login file, the machine's own, or a loopback token."""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import google.auth
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import credentials as user
from google.oauth2 import service_account

from automations.errors import AccessError

#: Enough for everything; a read-only scope cannot read by data filter (sheets_api.md 4.11).
SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
#: What `rekapin login` asks for: files that the program made or the user picked.
LOGIN_SCOPES = ("https://www.googleapis.com/auth/drive.file",)
_SERVICE: Any = service_account.Credentials  # google-auth leaves these untyped
_USER: Any = user.Credentials


@dataclass(frozen=True)
class Access:
    """Credentials of google-auth, and the account that a workbook must be shared with."""

    credentials: Any
    account: str


def key_file(path: Path) -> Access:
    """Access by a service-account key, or by the file that `rekapin login` keeps.

    An ``AccessError`` says what is wrong with the file and how to mend it.
    """
    found = _key(path)
    try:
        if found.get("type") == "service_account":
            made = _SERVICE.from_service_account_info(found, scopes=SCOPES)
            return Access(made, str(found["client_email"]))
        if found.get("type") == "authorized_user":
            own = _USER.from_authorized_user_info(found, scopes=LOGIN_SCOPES)
            return Access(own, str(found.get("account") or "the account that logged in"))
    except (ValueError, KeyError, GoogleAuthError) as error:
        raise AccessError(
            f"key file {path} cannot be used: {error}. Download a new JSON key of the "
            "service account and put it there"
        ) from error
    raise AccessError(
        f"key file {path} is no service-account key (its type is {found.get('type')!r}). In the "
        "Google Cloud console choose IAM > Service accounts > Keys > Add key > JSON"
    )


def _key(path: Path) -> Mapping[str, Any]:
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError(
            f"key file {path} cannot be read: {error}. Put the service account's JSON key there, "
            "or correct `credentials` in config.yaml"
        ) from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise AccessError(
            f"key file {path} may be read by others (mode {stat.S_IMODE(mode):04o}). "
            f"Run: chmod 600 {path}"
        )
    try:
        found = json.loads(text)
    except ValueError as error:
        raise AccessError(
            f"key file {path} is not JSON: {error}. Download the key again"
        ) from error
    if not isinstance(found, dict):
        raise AccessError(f"key file {path} holds no JSON object. Download the key again")
    return found


def machine_default() -> Access:
    """Access by what the machine offers (``adc``): its environment, or the login of gcloud."""
    try:
        found, project = google.auth.default(scopes=SCOPES)
    except GoogleAuthError as error:
        raise AccessError(
            f"no application default credentials: {error}. Run `gcloud auth "
            "application-default login`, or set `credentials` to a key file"
        ) from error
    account = getattr(found, "service_account_email", None)
    return Access(found, account or f"the default account of project {project or 'unknown'}")


def bearer(token: str, account: str = "the loopback account") -> Access:
    """Access to a loopback server by a fixed token that never expires."""
    return Access(_USER(token=token), account)
