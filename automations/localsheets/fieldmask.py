"""Field masks: parsing, cutting an answer down, and masked updates."""

import re
from collections.abc import Mapping
from typing import Any

from automations.localsheets.errors import RefusedError

Mask = dict[str, Any]
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[*.,/()]")


def parse(text: str) -> Mask:
    """The mask as a tree of names; an empty dict below a name means all of it; `*` is any name."""
    compact = re.sub(r"\s+", "", text)
    tokens = _TOKEN.findall(compact)
    if "".join(tokens) != compact:
        raise _bad(text)
    mask, rest = _list(tokens, 0, text)
    if rest != len(tokens):
        raise _bad(text)
    return mask


def _bad(text: str) -> RefusedError:
    message = f"Request contains an invalid argument. Invalid field selection {text}"
    return RefusedError(message, violations=(message,))


def _list(tokens: list[str], at: int, text: str) -> tuple[Mask, int]:
    mask: Mask = {}
    while True:
        at = _path(tokens, at, mask, text)
        if at < len(tokens) and tokens[at] == ",":
            at += 1
            continue
        return mask, at


def _path(tokens: list[str], at: int, mask: Mask, text: str) -> int:
    node = mask
    while True:
        if at >= len(tokens) or tokens[at] in {".", ",", "/", "(", ")"}:
            raise _bad(text)
        seen = tokens[at] in node
        child = node.setdefault(tokens[at], {})
        at += 1
        if at < len(tokens) and tokens[at] in {".", "/"}:
            node, at = child, at + 1
            continue
        if at < len(tokens) and tokens[at] == "(":
            inner, at = _list(tokens, at + 1, text)
            if at >= len(tokens) or tokens[at] != ")":
                raise _bad(text)
            _merge(child, inner)
            return at + 1
        if seen:
            child.clear()
        return at


def _merge(into: Mask, more: Mask) -> None:
    for name, inner in more.items():
        _merge(into.setdefault(name, {}), inner)


def select(value: Any, mask: Mask) -> Any:
    """The part of an answer that the mask lets through; lists are looked through."""
    if not mask:
        return value
    if isinstance(value, list):
        return [select(item, mask) for item in value]
    if not isinstance(value, Mapping):
        return value
    anything = mask.get("*")
    chosen = {}
    for name, item in value.items():
        inner = mask.get(name, anything)
        if inner is not None:
            chosen[name] = select(item, inner)
    return chosen


def covers(mask: Mask, *path: str) -> bool:
    """True if the mask asks for anything at the path."""
    node = mask
    for name in path:
        if not node:
            return True
        if name not in node and "*" not in node:
            return False
        node = node[name] if name in node else node["*"]
    return True


def replaced(old: Mapping[str, Any], new: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """A copy of `old` with the masked fields as in `new`; those that `new` lacks are removed."""
    if "*" in mask:
        return dict(new)
    result = dict(old)
    for name, inner in mask.items():
        if name not in new:
            if inner and isinstance(result.get(name), Mapping):
                result[name] = replaced(result[name], {}, inner)
            else:
                result.pop(name, None)
        elif inner and isinstance(new[name], Mapping):
            base = result.get(name)
            result[name] = replaced(base if isinstance(base, Mapping) else {}, new[name], inner)
        else:
            result[name] = new[name]
        if result.get(name) == {} and inner:
            del result[name]
    return result
