"""An API request carried out with the faults that hit it: what to apply when, what to answer."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from automations.localsheets import fieldmask
from automations.localsheets.call import Call
from automations.localsheets.errors import RefusedError, body_of, rpc_body
from automations.localsheets.faults import Rule
from automations.localsheets.routes import Route
from automations.localsheets.work import Liberties

JSON_TYPE = "application/json; charset=UTF-8"
_BEFORE = {"status", "cut", "late", "false_fence"}
_FENCE = ("deleteNamedRange", "addNamedRange", "updateNamedRange")


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes over the wire; `cut_at` tells after how many bytes the connection is cut."""

    status: int
    body: bytes
    content_type: str = JSON_TYPE
    headers: tuple[tuple[str, str], ...] = ()
    cut_at: int | None = None


def dumps(value: Any) -> bytes:
    """Compact JSON as bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def refusal(error: RefusedError) -> Reply:
    """The answer to a refused request."""
    return Reply(error.code, dumps(body_of(error)))


def carried_out(route: Route, call: Call) -> Reply:
    """The answer of the API without faults."""
    try:
        if route.query is not None:
            call.check_query(route.query)
        if route.body is not None:
            call.check_body(route.body)
        mask_text = call.text("fields")
        mask = fieldmask.parse(mask_text) if mask_text else {}
        answer = route.answer(call)
        if answer is None:
            return Reply(204, b"")
        if mask and route.template.startswith("/v4"):
            answer = fieldmask.select(answer, mask)
        return Reply(200, dumps(answer))
    except RefusedError as error:
        return refusal(error)
    except (TypeError, ValueError, AttributeError, KeyError) as wrong:
        text = f"Invalid request ({type(wrong).__name__}: {wrong})"
        return Reply(400, dumps(rpc_body(400, text)))


async def delivered(
    route: Route, call: Call, hit: list[Rule], later: Callable[[float, Callable[[], None]], None]
) -> Reply:
    """The answer with faults; `later` runs a late application after some seconds."""
    rules = {rule.fault: rule for rule in hit}
    call = replace(
        call,
        stale="stale_read" in rules,
        loading="loading" in rules,
        skewed="skew" in rules,
        shuffled="shuffle" in rules,
        liberties=Liberties(rivals="rivals" in rules, append_at_end="append_at_end" in rules),
    )
    if "silence" in rules:
        await asyncio.sleep(rules["silence"].seconds)
    early = next((rules[name] for name in rules if name in _BEFORE), None)
    if early is not None:
        reply = _without_applying(early, route, call, later)
        if reply is not None:
            return reply
    reply = carried_out(route, call)
    if "duplicate" in rules:
        carried_out(route, call)
    if "applied_then_silence" in rules:
        await asyncio.sleep(rules["applied_then_silence"].seconds)
    if "applied_then_status" in rules:
        return _status(rules["applied_then_status"])
    if "applied_then_cut" in rules:
        return replace(reply, cut_at=0)
    if "cut_body" in rules:
        return replace(reply, cut_at=len(reply.body) // 2)
    return replace(reply, body=b"") if "empty_body" in rules else reply


def _without_applying(
    rule: Rule, route: Route, call: Call, later: Callable[[float, Callable[[], None]], None]
) -> Reply | None:
    if rule.fault == "status":
        return _status(rule)
    if rule.fault == "false_fence":
        return _false_fence(call)
    if rule.fault == "late":

        def act() -> None:
            with suppress(RefusedError):
                carried_out(route, call)

        later(rule.seconds, act)
    return Reply(200, b"", cut_at=0)


def _status(rule: Rule) -> Reply:
    headers = () if rule.retry_after is None else (("Retry-After", rule.retry_after),)
    if rule.html:
        page = f"<!DOCTYPE html><html><title>Error {rule.status}</title><h1>{rule.status}</h1>"
        return Reply(rule.status, page.encode(), "text/html; charset=UTF-8", headers)
    return Reply(rule.status, dumps(_status_body(rule.status)), headers=headers)


def _status_body(status: int) -> dict[str, Any]:
    if status != 429:
        texts = {
            500: "Internal error encountered.",
            502: "Bad gateway.",
            503: "The service is currently unavailable.",
            403: "The caller does not have permission",
        }
        return rpc_body(status, texts.get(status, f"Error {status}."))
    metric = "sheets.googleapis.com/write_requests"
    message = (
        "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute "
        "per user' of service 'sheets.googleapis.com'."
    )
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "quota_limit": "WriteRequestsPerMinutePerUser",
            "quota_metric": metric,
            "service": "sheets.googleapis.com",
        },
    }
    return rpc_body(429, message, details=(detail,))


def _false_fence(call: Call) -> Reply | None:
    """A refusal as from a stale snapshot; None if the batch has no named-range request."""
    for at, request in enumerate(call.body.get("requests", [])):
        if "addNamedRange" in request:
            name = request["addNamedRange"].get("namedRange", {}).get("name", "")
            reason = (
                f"Cannot add named range with name {name}, "
                "a named range with that name already exists."
            )
            return refusal(RefusedError(f"Invalid requests[{at}].addNamedRange: {reason}"))
        for kind in _FENCE:
            if kind in request:
                wanted = request[kind].get("namedRangeId", "")
                reason = f"Invalid requests[{at}].{kind}: No NamedRange with id: {wanted}"
                return refusal(RefusedError(reason))
    return None
