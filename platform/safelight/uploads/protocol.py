"""The words of tus 1.0.0 (https://tus.io/protocols/resumable-upload): headers read and written."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-defer-length,creation-with-upload,termination,checksum,expiration"
ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
BODY_TYPE = "application/offset+octet-stream"
EXPOSED = (
    "Location, Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm, "
    "Upload-Offset, Upload-Length, Upload-Defer-Length, Upload-Metadata, Upload-Expires"
)
MOST_METADATA = 8_000
_NUMBER = re.compile(r"[0-9]{1,18}")
_KEY = re.compile(r"[!-+\--~]+")  # visible ASCII without the comma


class BadHeader(Refusal):
    """A header of the protocol says something that cannot be."""

    code = "bad_header"
    status = 400


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the bytes of one request should come to."""

    algorithm: str
    digest: bytes


def number(name: str, value: str | None) -> int:
    """A whole number of bytes, zero or more. Raises ``BadHeader``."""
    # isdigit() and int() take digits of other scripts, signs and spaces: the protocol does not.
    if value is None or not _NUMBER.fullmatch(value):
        raise BadHeader(_("%(name)s should be a whole number of bytes.") % {"name": name})
    return int(value)


def length(value: str | None, deferred: str | None) -> int | None:
    """The file's length, or None where it is said later. Raises ``BadHeader``."""
    if (value is None) == (deferred is None) or deferred not in {None, "1"}:
        raise BadHeader(_("Send either Upload-Length or Upload-Defer-Length: 1."))
    return None if value is None else number("Upload-Length", value)


def metadata(header: str) -> dict[str, str]:
    """``Upload-Metadata`` decoded, keys in the order sent. Raises ``BadHeader``.

    Values are bytes; those that are no UTF-8 come with replacement characters, because all that
    is read from here is text.
    """
    found: dict[str, str] = {}
    if len(header) > MOST_METADATA:
        raise BadHeader(_("Upload-Metadata is too long."))
    for pair in header.split(",") if header.strip() else ():
        key, _space, value = pair.strip().partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise BadHeader(_("Upload-Metadata should be keys, each once, with base64 values."))
        found[key] = _decoded(value.strip()).decode("utf-8", errors="replace")
    return found


def checksum(header: str | None) -> Checksum | None:
    """``Upload-Checksum``, or None without one. Raises ``BadHeader``."""
    if header is None:
        return None
    algorithm, _space, value = header.partition(" ")
    if algorithm not in ALGORITHMS:
        names = ", ".join(ALGORITHMS)
        raise BadHeader(_("This checksum is not known here; use %(names)s.") % {"names": names})
    return Checksum(algorithm, _decoded(value))


def _decoded(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise BadHeader(_("A header's value should be base64.")) from problem
