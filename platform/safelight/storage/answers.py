"""ASGI answers of the data plane: headers and bodies as they go over the wire."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from safelight.storage import links, names, objects, ranges, reads

Headers = list[tuple[bytes, bytes]]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Read = Callable[[range, reads.Pace], AsyncGenerator[reads.Chunk, None]]

# An uploaded file is hostile: no type is guessed, no script of it runs, no other site embeds it.
_GUARDS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"sandbox; default-src 'none'"),
    (b"cross-origin-resource-policy", b"same-site"),
    (b"referrer-policy", b"no-referrer"),
]
_CHUNKS_BETWEEN_TURNS = 4


@dataclass(frozen=True, slots=True)
class Request:
    """What of a request counts. ``path`` is as it came over the wire; ``host`` empty if unclear."""

    method: str
    path: str
    query: str
    host: str
    headers: dict[bytes, bytes]

    @classmethod
    def of(cls, scope: dict[str, Any]) -> Request:
        pairs: Headers = scope["headers"]
        hosts = [value for name, value in pairs if name == b"host"]
        return cls(
            method=scope["method"],
            path=scope["raw_path"].decode("latin-1"),
            query=scope["query_string"].decode("latin-1"),
            host=hosts[0].decode("latin-1") if len(hosts) == 1 else "",
            headers=dict(pairs),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer without a file; its text is the status' own where none is given."""

    status: HTTPStatus
    text: str = ""
    location: str = ""
    headers: tuple[tuple[bytes, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of a file's answer, and which part of ``length`` bytes follows."""

    status: HTTPStatus
    headers: Headers
    part: range
    length: int

    def message(self) -> dict[str, Any]:
        headers = [*self.headers, (b"content-length", str(len(self.part)).encode())]
        if self.status is HTTPStatus.PARTIAL_CONTENT:
            where = f"bytes {self.part.start}-{self.part.stop - 1}/{self.length}"
            headers.append((b"content-range", where.encode()))
        return {"type": "http.response.start", "status": int(self.status), "headers": headers}


def file_headers(link: links.Link, validators: ranges.Validators, now: float) -> Headers:
    """Headers that all answers about a file share, 304 included."""
    disposition = names.content_disposition(link.disposition, link.name)
    headers: Headers = [
        (b"content-type", link.media_type.encode()),
        (b"content-disposition", disposition),
        (b"cache-control", _cache_control(link, now)),
        (b"etag", validators.etag.encode()),
        (b"accept-ranges", b"bytes"),
        *_GUARDS,
    ]
    if validators.modified_at is not None:
        headers.append((b"last-modified", validators.last_modified.encode()))
    return headers


def _cache_control(link: links.Link, now: float) -> bytes:
    if link.kind != "image":
        return b"private, no-store"
    return f"private, max-age={max(link.expires_at - int(now), 0)}, immutable".encode()


def away() -> Answer:
    """The storage does not answer: nothing is said about the file, and asking again is right."""
    return Answer(HTTPStatus.SERVICE_UNAVAILABLE, headers=((b"retry-after", b"5"),))


def unsatisfiable(length: int) -> Answer:
    where = (b"content-range", f"bytes */{length}".encode())
    return Answer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=(where,))


async def plain(send: Send, answer: Answer, request: Request) -> None:
    """Send a short text that nobody may keep."""
    body = (answer.text or f"{answer.status.phrase}\n").encode()
    headers: Headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *_GUARDS,
        *answer.headers,
    ]
    if answer.location:
        headers.append((b"location", answer.location.encode()))
    await _start(send, answer.status, headers)
    await _body(send, b"" if request.method == "HEAD" else body)


async def handed_over(send: Send, link: links.Link, place: str, now: float) -> None:
    """Have the proxy in front send the file: https://nginx.org/en/docs/http/ngx_http_proxy_module.html

    It adds validators, ranges and the guards itself, and answers 404 where there is no file.
    """
    headers: Headers = [
        (b"x-accel-redirect", f"{place}{link.key}".encode()),
        (b"content-type", link.media_type.encode()),
        (b"content-disposition", names.content_disposition(link.disposition, link.name)),
        (b"cache-control", _cache_control(link, now)),
        (b"content-length", b"0"),
    ]
    await _start(send, HTTPStatus.OK, headers)
    await _body(send, b"")


async def unchanged(send: Send, headers: Headers) -> None:
    kept = [pair for pair in headers if pair[0] in {b"etag", b"cache-control", b"last-modified"}]
    await _start(send, HTTPStatus.NOT_MODIFIED, kept)
    await _body(send, b"")


async def head_only(send: Send, head: Head) -> None:
    await send(head.message())
    await _body(send, b"")


class Cut(Exception):
    """A body that was begun cannot be finished; the connection must be cut."""


async def stream(head: Head, read: Read, receive: Receive, send: Send) -> int:
    """Send the head and its part of the file; how many bytes of it were taken.

    The first chunk is read before the head is sent, so that a missing file is still a 404. Later
    the connection is cut (``Cut``): a body shorter than it said is what every client notices.
    Raises ``Broken``, ``NoSuchObject`` and ``StorageAway`` only before the head was sent.
    """
    # What fits into one message is sent as one: most renditions do.
    fits = len(head.part) <= reads.LARGEST_CHUNK
    pace = reads.Pace(reads.LARGEST_CHUNK if fits else reads.SMALLEST_CHUNK)
    async with aclosing(read(head.part, pace)) as chunks:
        first = await anext(chunks, b"")
        await send(head.message())
        if len(first) == len(head.part):
            await _body(send, first)
            return len(first)
        gone = asyncio.create_task(_until_gone(receive))
        try:
            pumping = _pump(first, chunks, pace, gone, send)
            # A chunk held here for the whole download would count once for every slow client.
            del first
            return await pumping
        except (reads.Broken, objects.NoSuchObject, objects.StorageAway) as error:
            raise Cut(str(error)) from error
        finally:
            gone.cancel()
            with suppress(asyncio.CancelledError):
                await gone


async def _pump(
    chunk: reads.Chunk,
    chunks: AsyncGenerator[reads.Chunk, None],
    pace: reads.Pace,
    gone: asyncio.Task[None],
    send: Send,
) -> int:
    sent, turns = 0, 0
    while chunk and not gone.done():
        began = time.monotonic()
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        # A server waits for room at the next message: have that behind us before more is read.
        await send({"type": "http.response.body", "body": b"", "more_body": True})
        pace.learn(len(chunk), time.monotonic() - began)
        sent += len(chunk)
        turns += 1
        if turns % _CHUNKS_BETWEEN_TURNS == 0:
            # A client as fast as the disk would otherwise never let another have its turn.
            await asyncio.sleep(0)
        chunk = await anext(chunks, b"")
    if not gone.done():
        await _body(send, b"")
    return sent


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _start(send: Send, status: HTTPStatus, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": int(status), "headers": headers})


async def _body(send: Send, body: reads.Chunk) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": False})
