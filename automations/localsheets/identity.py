"""Who calls: bearer tokens, the owner, and what a caller may see."""

from collections.abc import Mapping
from dataclasses import dataclass

from automations.localsheets.errors import NOT_SIGNED_IN, WRONGLY_SIGNED_IN, RefusedError


@dataclass(frozen=True, slots=True)
class Caller:
    """One known person or service account."""

    email: str
    owner: bool


@dataclass(frozen=True, slots=True)
class Identities:
    """Bearer tokens and the e-mails behind them; without tokens any bearer is the owner."""

    owner: str
    tokens: Mapping[str, str] | None

    def of(self, authorization: str | None, token: str | None = None) -> Caller:
        """The caller of a request; refused with 401 if it has no valid token."""
        scheme, _, given = (authorization or "").partition(" ")
        bearer = given.strip() if scheme.lower() == "bearer" else ""
        bearer = bearer or token or ""
        if not bearer:
            raise RefusedError(NOT_SIGNED_IN, 401)
        if self.tokens is None:
            return Caller(self.owner, owner=True)
        email = self.tokens.get(bearer)
        if email is None:
            raise RefusedError(WRONGLY_SIGNED_IN, 401)
        return Caller(email, owner=email == self.owner)

    def editors(self) -> list[str]:
        """Everyone who may edit files here: whom a protection without editors lets in."""
        if self.tokens is None:
            return []
        return sorted({*self.tokens.values(), self.owner})
