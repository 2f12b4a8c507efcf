"""Adding one request's bytes to an upload: one writer at a time, and no transaction meanwhile.

The lock is the kernel's on the growing file (``storage.parts``), so a killed process lets go of
it at once; no row is locked while bytes trickle in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal
from safelight.storage import objects, parts
from safelight.uploads import limits, protocol, room, services
from safelight.uploads.models import Upload
from safelight.uploads.protocol import ALGORITHMS, Checksum


class WrongOffset(Refusal):
    code = "wrong_offset"
    status = 409


class Busy(Refusal):
    code = "upload_busy"
    status = 423


class Gone(Refusal):
    code = "upload_gone"
    status = 410


class BodyTooLong(Refusal):
    code = "body_too_long"
    status = 413


class ChecksumMismatch(Refusal):
    code = "checksum_mismatch"
    status = 460


class Body(Protocol):
    """What arrives; ``length`` is None where nobody said it beforehand."""

    length: int | None
    is_cut: bool

    def chunks(self) -> Iterator[bytes]: ...


def append(
    *, upload: Upload, offset: int, length: int | None, body: Body,
    checksum: Checksum | None, at: datetime,
) -> int:  # fmt: skip
    """Add the body at ``offset`` and return the new offset.

    ``length`` is the file's, where it is said only now. What arrives before the connection
    breaks is kept; what a checksum does not confirm, or goes beyond the file's length, is not.
    Raises ``Busy``, ``WrongOffset``, ``Gone``, ``BodyTooLong``, ``ChecksumMismatch``,
    ``room.OverPlan`` and ``services.NoRoom``.
    """
    try:
        with services.store().writing(upload.storage_key) as writer:
            upload.refresh_from_db(
                fields=[
                    "offset",
                    "length",
                    "held",
                    "unconfirmed_from",
                    "received_at",
                    "terminated_at",
                ]
            )
            _forget_unconfirmed(upload, writer)
            if writer.length != offset:
                raise WrongOffset(
                    _("This upload goes on at byte %(offset)d.") % {"offset": writer.length}
                )
            _set_length(upload, length, offset)
            _refuse_more_than(upload, offset, body)
            _hold(upload, offset, body)
            return _write(upload, writer, body, checksum, at)
    except parts.UploadBusy as problem:
        raise Busy(_("Another request is sending this file just now. Try again soon.")) from problem
    except parts.NoSuchUpload as problem:
        # Received or terminated since the upload was looked up: its bytes are elsewhere or gone.
        raise Gone(_("This upload has come to its end.")) from problem


def _write(
    upload: Upload, writer: parts.Writer, body: Body, checksum: Checksum | None, at: datetime
) -> int:
    start = writer.length
    kept = _Kept(body, room=_granted(upload, start), checksum=checksum)
    if checksum is not None:
        Upload.objects.filter(pk=upload.pk).update(unconfirmed_from=start)
    try:
        writer.append(kept.chunks())
    except objects.StorageFull as problem:
        kept.is_whole = False
        raise services.no_room() from problem
    finally:
        if kept.is_beyond or (checksum is not None and not kept.is_confirmed):
            writer.truncate(start)
        upload.offset, upload.unconfirmed_from = writer.length, None
        upload.expires_at = at + limits.LIFE
        if upload.length is None:
            upload.held = writer.length
        upload.save(update_fields=["offset", "held", "unconfirmed_from", "expires_at"])
    kept.refuse()
    return upload.offset


class _Kept:
    """A body on its way into the file: counted, and summed where a checksum was sent."""

    def __init__(self, body: Body, *, room: int, checksum: Checksum | None) -> None:
        self._body = body
        self._room = room
        self._checksum = checksum
        self._sum = ALGORITHMS[checksum.algorithm]() if checksum else None
        self.is_beyond = False
        self.is_whole = True

    @property
    def is_confirmed(self) -> bool:
        if self._checksum is None or self._sum is None:
            return True
        whole = self.is_whole and not self._body.is_cut
        return whole and self._sum.digest() == self._checksum.digest

    def chunks(self) -> Iterator[bytes]:
        for chunk in self._body.chunks():
            self._room -= len(chunk)
            if self._room < 0:
                self.is_beyond = True
                return
            if self._sum is not None:
                self._sum.update(chunk)
            yield chunk

    def refuse(self) -> None:
        if self.is_beyond:
            raise _too_long()
        # Nobody reads the answer to a request that was cut; a mismatch is somebody's to know.
        if not self.is_confirmed and not self._body.is_cut:
            raise ChecksumMismatch(_("These bytes changed on the way. Send them again."))


def _forget_unconfirmed(upload: Upload, writer: parts.Writer) -> None:
    if upload.unconfirmed_from is not None:
        writer.truncate(upload.unconfirmed_from)


def _set_length(upload: Upload, length: int | None, offset: int) -> None:
    if length is None or length == upload.length:
        return
    if upload.length is not None or length < offset:
        raise protocol.BadHeader(_("The length of an upload cannot change."))
    services.refuse_too_long(length)
    room.hold(upload, length)
    upload.length = length
    upload.save(update_fields=["length"])


def _hold(upload: Upload, offset: int, body: Body) -> None:
    """Of an upload whose length nobody said, room is kept for what this request brings."""
    if upload.length is None and body.length is not None:
        room.hold(upload, offset + body.length)
    elif upload.length is None:
        room.hold_at_most(upload, offset + _room(upload, offset))


def _room(upload: Upload, offset: int) -> int:
    whole = limits.most_bytes() if upload.length is None else upload.length
    return max(0, whole - offset)


def _granted(upload: Upload, offset: int) -> int:
    """``_room``, and no more than is held in the plan where nobody said a length."""
    room_left = _room(upload, offset)
    return room_left if upload.length is not None else min(room_left, upload.held - offset)


def _refuse_more_than(upload: Upload, offset: int, body: Body) -> None:
    if body.length is not None and body.length > _room(upload, offset):
        raise _too_long()


def _too_long() -> BodyTooLong:
    return BodyTooLong(_("There are more bytes than the file was said to have."))
