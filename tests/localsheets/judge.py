"""Google's own discovery documents as judge of the shape of requests and replies.

The documents ship with google-api-python-client; they know verbs, paths, parameters, field names
and types, but no meaning and no number ranges.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import googleapiclient

_DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
#: Google ignores it on files.get, gspread sends it
_IGNORED = {"includeItemsFromAllDrives"}


@cache
def _document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_DOCUMENTS / name).read_text())
    return found


def _methods(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from _methods(inner)


def _pattern(path: str) -> str:
    return re.sub(r"\\{[^}]*\\}", "[^/]+?", re.escape(path))


def method_of(verb: str, url: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The document and method of a request; the longest literal path wins."""
    path = urlsplit(url).path.lstrip("/")
    for name, base in (("sheets.v4.json", ""), ("drive.v3.json", "drive/v3/")):
        document = _document(name)
        for method in sorted(_methods(document), key=lambda one: -len(_pattern(one["path"]))):
            same_verb = method["httpMethod"] == verb
            if same_verb and re.fullmatch(base + _pattern(method["path"]), path):
                return document, method
    return None


def complaints(verb: str, url: str, body: bytes, status: int, answer: bytes) -> list[str]:
    """What is wrong with a request that was accepted, or with any answer; [] if nothing."""
    found = method_of(verb, url)
    if found is None:
        return []
    document, method = found
    wrong: list[str] = []
    if 200 <= status < 300:
        known = {**document["parameters"], **method.get("parameters", {})}
        for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True):
            if name not in known and name not in _IGNORED:
                wrong.append(f"query parameter {name}")
        if body and "request" in method:
            value = json.loads(body)
            wrong += _check(document, {"$ref": method["request"]["$ref"]}, value, "request")
        if answer and "response" in method:
            value = json.loads(answer)
            wrong += _check(document, {"$ref": method["response"]["$ref"]}, value, "reply")
    elif answer.startswith(b"{"):
        error = json.loads(answer).get("error", {})
        if not isinstance(error.get("code"), int) or not isinstance(error.get("message"), str):
            wrong.append("error body")
    return wrong


def _check(document: dict[str, Any], schema: dict[str, Any], value: Any, where: str) -> list[str]:
    if "$ref" in schema:
        schema = document["schemas"][schema["$ref"]]
    kind = schema.get("type")
    if kind == "array":
        if not isinstance(value, list):
            return [f"{where}: no list"]
        return [
            text
            for at, item in enumerate(value)
            for text in _check(document, schema["items"], item, f"{where}[{at}]")
        ]
    if kind == "object":
        return _object(document, schema, value, where)
    good = {
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "number": isinstance(value, (int, float)) and not isinstance(value, bool),
        "any": True,
    }[str(kind)]
    if not good:
        return [f"{where}: {value!r} is no {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is not in the enum"]
    return []


def _object(document: dict[str, Any], schema: dict[str, Any], value: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: no object"]
    wrong = []
    properties, more = schema.get("properties", {}), schema.get("additionalProperties")
    for name, item in value.items():
        if name in properties:
            wrong += _check(document, properties[name], item, f"{where}.{name}")
        elif more is not None:
            wrong += _check(document, more, item, f"{where}.{name}")
        else:
            wrong.append(f"{where}: unknown field {name}")
    return wrong
