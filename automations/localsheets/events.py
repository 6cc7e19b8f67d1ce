"""The change feed: Server-Sent Events with the revision of a spreadsheet that has changed."""

import asyncio
from collections.abc import AsyncIterator

_BEAT_S = 15.0


class Feed:
    """Listeners on the server's loop; `announce` may be called from any thread."""

    def __init__(self) -> None:
        self._queues: dict[asyncio.Queue[int | None], tuple[str, asyncio.AbstractEventLoop]] = {}

    def announce(self, book_id: str, revision: int) -> None:
        """Tells the listeners of a spreadsheet its new revision."""
        for queue, (wanted, loop) in list(self._queues.items()):
            if wanted == book_id:
                loop.call_soon_threadsafe(queue.put_nowait, revision)

    def close(self) -> None:
        """Ends all streams, so that the server can stop."""
        for queue, (_, loop) in list(self._queues.items()):
            if not loop.is_closed():
                loop.call_soon_threadsafe(queue.put_nowait, None)

    async def stream(self, book_id: str, revision: int) -> AsyncIterator[bytes]:
        """Event texts, beginning with the present revision; a comment keeps the line alive."""
        queue: asyncio.Queue[int | None] = asyncio.Queue()
        self._queues[queue] = (book_id, asyncio.get_running_loop())
        try:
            yield _event(revision)
            while True:
                try:
                    found = await asyncio.wait_for(queue.get(), _BEAT_S)
                except TimeoutError:
                    yield b": beat\n\n"
                    continue
                if found is None:
                    return
                yield _event(found)
        finally:
            del self._queues[queue]


def _event(revision: int) -> bytes:
    return f'event: revision\nid: {revision}\ndata: {{"revision": {revision}}}\n\n'.encode()
