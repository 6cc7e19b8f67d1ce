"""The ASGI application: gate, routing, faults, recording."""

import asyncio
from collections.abc import Callable, MutableMapping
from dataclasses import fields as fields_of
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from automations.localsheets import delivery, gate, pages, routes
from automations.localsheets.call import Call
from automations.localsheets.delivery import Reply
from automations.localsheets.errors import NOT_FOUND, TOO_LARGE, RefusedError
from automations.localsheets.events import Feed
from automations.localsheets.faults import Faults, Rule
from automations.localsheets.recording import Recorded, RequestLog
from automations.localsheets.shelf import Shelf

Cut = Callable[[Any], None]
_RULE_FIELDS = {field.name for field in fields_of(Rule)} - {"seen", "injected"}


class App:
    """Answers HTTP requests from a shelf of spreadsheets; `faults` is None without chaos."""

    def __init__(self, shelf: Shelf, *, port: int, faults: Faults | None, cut: Cut) -> None:
        self.shelf = shelf
        self.port = port
        self.faults = faults
        self.requests = RequestLog()
        self.feed = Feed()
        self._cut = cut
        self._tasks: set[asyncio.Task[None]] = set()
        shelf.listeners.append(self.feed.announce)

    @property
    def base_url(self) -> str:
        """The URL that clients are given."""
        return f"http://127.0.0.1:{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        raw_path = scope["raw_path"].decode("latin-1").partition("?")[0]
        try:
            gate.check_origin(request.headers, self.port)
            response = await self._answer(request, raw_path)
        except RefusedError as error:
            response = self._response(request.method, delivery.refusal(error))
        if response is None:
            self._cut(scope["client"])
            await asyncio.sleep(0.05)
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request, raw_path: str) -> Response | None:
        name = pages.wanted(request.url.path)
        if name is not None and request.method == "GET":
            return _page(name)
        if raw_path == "/events" and request.method == "GET":
            return self._events(request)
        if raw_path.startswith("/chaos") and self.faults is not None:
            return await self._chaos(request, raw_path)
        found = routes.find(request.method, raw_path)
        if found is None:
            raise RefusedError(NOT_FOUND, 404)
        return await self._api(request, raw_path, *found)

    async def _api(
        self, request: Request, raw_path: str, route: routes.Route, variables: dict[str, str]
    ) -> Response | None:
        body = b""
        try:
            caller = self.shelf.identities.of(request.headers.get("authorization"))
            body = await _body(request)
            call = Call(
                shelf=self.shelf,
                caller=caller,
                base_url=self.base_url,
                path=variables,
                query=parse_qsl(request.url.query, keep_blank_values=True),
                body=gate.parsed(body, request.headers),
            )
        except RefusedError as error:
            reply = delivery.refusal(error)
        else:
            hit = self.faults.pick(request.method, raw_path) if self.faults is not None else []
            reply = await delivery.delivered(route, call, hit, self._later)
        self.requests.add(
            Recorded(
                request.method, route.template, raw_path, reply.status, len(body), len(reply.body)
            )
        )
        return self._response(request.method, reply)

    def _response(self, method: str, reply: Reply) -> Response | None:
        """The response; None if the connection is to be cut before it."""
        if reply.cut_at == 0:
            return None
        headers = dict(reply.headers)
        headers.update({"X-Content-Type-Options": "nosniff", "Cache-Control": "private"})
        if reply.cut_at is not None:
            return _Broken(reply, self._cut)
        body = b"" if method == "HEAD" else reply.body
        response = Response(body, reply.status, headers)
        if reply.status != 204:
            response.headers["content-type"] = reply.content_type
        return response

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        async def wait() -> None:
            await asyncio.sleep(seconds)
            act()

        task = asyncio.get_running_loop().create_task(wait())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _events(self, request: Request) -> Response:
        token = request.query_params.get("token")
        self.shelf.identities.of(request.headers.get("authorization"), token)
        book_id = request.query_params.get("spreadsheetId", "")
        revision = self.shelf.live(book_id).stored.revision
        stream = self.feed.stream(book_id, revision)
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=headers)

    async def _chaos(self, request: Request, raw_path: str) -> Response | None:
        self.shelf.identities.of(request.headers.get("authorization"))
        assert self.faults is not None
        shown: dict[str, Any] | None = None
        if raw_path == "/chaos" and request.method == "POST":
            options = gate.parsed(await _body(request), request.headers)
            shown = self._switch(self.faults, options)
        elif raw_path == "/chaos" and request.method == "DELETE":
            self.faults.clear()
            shown = self.faults.shown()
        elif raw_path == "/chaos" and request.method == "GET":
            shown = self.faults.shown()
        elif raw_path == "/chaos/requests" and request.method == "GET":
            shown = self.requests.shown()
        elif raw_path == "/chaos/requests" and request.method == "DELETE":
            self.requests.clear()
            shown = self.requests.shown()
        if shown is None:
            raise RefusedError(NOT_FOUND, 404)
        return self._response(request.method, Reply(200, delivery.dumps(shown)))

    @staticmethod
    def _switch(faults: Faults, options: MutableMapping[str, Any]) -> dict[str, Any]:
        unknown = set(options) - _RULE_FIELDS
        if unknown or "fault" not in options:
            known = ", ".join(sorted(_RULE_FIELDS))
            raise RefusedError(f"A switch has `fault` and any of: {known}.")
        try:
            faults.add(options.pop("fault"), **options)
        except ValueError as wrong:
            raise RefusedError(str(wrong)) from wrong
        return faults.shown()


class _Broken(Response):
    """A response whose connection is cut in the middle of its body."""

    def __init__(self, reply: Reply, cut: Cut) -> None:
        super().__init__(reply.body, reply.status, media_type=reply.content_type)
        self._sent = reply.body[: reply.cut_at]
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the shape of ASGI
        """Sends the head and a part of the body, then cuts."""
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        await send({"type": "http.response.body", "body": self._sent, "more_body": True})
        await asyncio.sleep(0.05)
        self._cut(scope["client"])
        await asyncio.sleep(0.05)


async def _body(request: Request) -> bytes:
    gate.check_length(request.headers)
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > gate.BODY_LIMIT:
            raise RefusedError(TOO_LARGE, 400)
        parts.append(part)
    return b"".join(parts)


def _page(name: str) -> Response:
    found = pages.content(name)
    if found is None:
        return Response("Not found\n", 404, pages.HEADERS, "text/plain")
    body, kind = found
    response = Response(body, 200, pages.HEADERS)
    response.headers["content-type"] = kind
    return response
