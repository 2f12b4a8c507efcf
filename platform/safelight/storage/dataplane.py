"""The data plane: gives stored bytes to whoever holds a link that still counts. No ORM, no query.

Every answer is one of these: the bytes; 304; 307 to the control plane, where the right is decided
anew; 403 for what nobody signed; 404 for what is not here; 416 for an impossible range.
"""

from __future__ import annotations

import logging
import time
import weakref
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from http import HTTPStatus

from safelight.storage import answers, config, disk, links, objects, ranges, reads, signing
from safelight.storage.answers import Answer, Receive, Request, Send
from safelight.storage.archive import ArchivePlan
from safelight.storage.ledger import Ledger, Sent
from safelight.storage.watch import Watch

_MOST_PLAN_BYTES = 256 << 20
# A request with one of these may want no byte, or not the first one.
_PARTIAL = frozenset({b"range", b"if-none-match", b"if-modified-since"})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Body:
    """What a link stands for, opened: its length, its validators, and a way to read a part."""

    length: int
    validators: ranges.Validators
    read: Callable[[range, reads.Pace], AsyncGenerator[reads.Chunk, None]]
    close: Callable[[], None] = lambda: None


def reader_of(store: objects.ObjectStore) -> reads.Reader:
    """What reads this storage for one event loop."""
    if isinstance(store, objects.FileStore):
        return disk.Disk(store)
    # Only here, so that whoever keeps files needs no client of object storage in memory.
    from safelight.storage import bucketreads, buckets

    assert isinstance(store, buckets.BucketStore)
    return bucketreads.BucketReader(store)


class DataPlane:
    """Answers requests for one event loop; ``close`` when it ends."""

    def __init__(
        self,
        settings: config.Config,
        store: objects.ObjectStore,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._keyring = signing.Keyring(settings.signing_key)
        self._reader = reader_of(store)
        self._watch = Watch(settings.redis_url)
        self._ledger = Ledger(settings.redis_url)
        self._clock = clock
        # Downloads of one archive share its plan, and an archive nobody downloads holds none.
        self._plans: weakref.WeakValueDictionary[str, ArchivePlan] = weakref.WeakValueDictionary()

    async def start(self) -> None:
        await self._watch.listen()
        await self._ledger.start()

    async def close(self) -> None:
        await self._watch.close()
        await self._ledger.close()
        self._reader.close()

    async def answer(self, request: Request, receive: Receive, send: Send) -> None:
        if request.path == "/healthz":
            return await answers.plain(send, Answer(HTTPStatus.OK, "ok\n"), request)
        found = await self._find(request)
        if isinstance(found, Answer):
            return await answers.plain(send, found, request)
        if self._settings.accelerated and found.kind == "image":
            return await answers.handed_over(send, found, self._settings.accelerated, self._clock())
        try:
            body = await self._open(found, request)
            try:
                return await self._give(found, body, request, receive, send)
            finally:
                body.close()
        except (objects.NoSuchObject, reads.Broken) as error:
            _log.error("%s of %s: %s", found.kind, found.studio.hex, error)
            return await answers.plain(send, Answer(HTTPStatus.NOT_FOUND), request)
        except objects.StorageAway as error:
            _log.error("%s of %s: %s", found.kind, found.studio.hex, error)
            return await answers.plain(send, answers.away(), request)

    async def _find(self, request: Request) -> links.Link | Answer:
        """The link that counts, or the answer to give in its place."""
        now = self._clock()
        try:
            link = links.verify(
                request.path, request.query, host=request.host, at=now, keyring=self._keyring
            )
        except (links.UnknownPath, links.WrongHost):
            return Answer(HTTPStatus.NOT_FOUND)
        except links.BadSignature:
            return Answer(HTTPStatus.FORBIDDEN)
        except links.Expired as expired:
            old = expired.link.expires_at + links.RENEWABLE <= now
            return Answer(HTTPStatus.FORBIDDEN) if old else self._renewal(expired.link, request)
        # A link allows reading and nothing else, whatever this server might learn one day.
        if request.method not in {"GET", "HEAD"}:
            return Answer(HTTPStatus.FORBIDDEN)
        return link if await self._counts(link, now) else self._renewal(link, request)

    async def _counts(self, link: links.Link, now: float) -> bool:
        """Whether the right was not taken away since the link was signed, as far as is known.

        A mirror that is behind the link is no reason to doubt: the signature proves that the
        control plane had seen a later revision. Asking again then would go round for ever.
        """
        known = await self._watch.current(link.studio, link.scope)
        if known is None:
            return links.is_fresh(link, now)
        return known <= link.revision

    def _renewal(self, link: links.Link, request: Request) -> Answer:
        origin = self._settings.control_origin(link.host)
        return Answer(
            HTTPStatus.TEMPORARY_REDIRECT, location=links.renewal_url(origin, request.path)
        )

    async def _open(self, link: links.Link, request: Request) -> Body:
        if link.kind == "archive":
            return await self._archive_body(link)
        all_of_it = request.method == "GET" and _PARTIAL.isdisjoint(request.headers)
        file = await self._reader.open(link.key, all_of_it=all_of_it)
        return Body(file.size, file.validators, file.read, file.close)

    async def _archive_body(self, link: links.Link) -> Body:
        plan = self._plans.get(link.key)
        if plan is None:
            data = await self._reader.whole(link.key, _MOST_PLAN_BYTES)
            plan = self._plans[link.key] = ArchivePlan(data)
        if plan.studio != link.studio:
            raise reads.Broken("The plan is another studio's")

        def read(part: range, pace: reads.Pace) -> AsyncGenerator[reads.Chunk, None]:
            return reads.archive(self._reader, plan, part, pace)

        return Body(plan.length, ranges.Validators(plan.etag), read)

    async def _give(
        self, link: links.Link, body: Body, request: Request, receive: Receive, send: Send
    ) -> None:
        now = self._clock()
        headers = answers.file_headers(link, body.validators, now)
        if ranges.is_unchanged(request.headers, body.validators):
            return await answers.unchanged(send, headers)
        try:
            part = self._part(body, request)
        except ranges.Unsatisfiable:
            return await answers.plain(send, answers.unsatisfiable(body.length), request)
        whole = range(body.length)
        status = HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT
        head = answers.Head(status, headers, whole if part is None else part, body.length)
        if request.method == "HEAD":
            return await answers.head_only(send, head)
        sent = await answers.stream(head, body.read, receive, send)
        if link.kind != "image":
            self._ledger.add(
                Sent.of(link, at=int(now), part=head.part, sent=sent, length=body.length),
                kind=link.kind,
            )
        return None

    def _part(self, body: Body, request: Request) -> range | None:
        if request.method == "HEAD":
            return None
        return ranges.choose(request.headers, body.validators, body.length)
