"""Key files: what is wrong with them is said with the way to mend it."""

import json
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from automations.errors import AccessError
from automations.sheets_api.access import SCOPES, bearer, key_file


def written(path: Path, content: str, mode: int = 0o600) -> Path:
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_service_account_key_gives_its_account_and_one_scope(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    info = {
        "type": "service_account",
        "client_email": "bot@toko.example",
        "private_key": pem,
        "token_uri": "https://oauth2.googleapis.com/token",
    }
    access = key_file(written(tmp_path / "key.json", json.dumps(info)))
    assert access.account == "bot@toko.example"
    assert tuple(access.credentials.scopes) == SCOPES


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "is not JSON"),
        ("[]", "no JSON object"),
        ('{"type": "external"}', "no service-account key"),
        ('{"type": "service_account", "client_email": "x"}', "cannot be used"),
    ],
)
def test_a_damaged_key_says_what_it_is(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(AccessError, match=told):
        key_file(written(tmp_path / "key.json", content))


def test_a_missing_key_names_its_path(tmp_path: Path) -> None:
    with pytest.raises(AccessError, match=r"key\.json cannot be read"):
        key_file(tmp_path / "key.json")


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(AccessError, match="chmod 600"):
        key_file(written(tmp_path / "key.json", "{}", mode))


def test_a_loopback_token_is_sent_as_it_is() -> None:
    assert bearer("secret").credentials.token == "secret"
