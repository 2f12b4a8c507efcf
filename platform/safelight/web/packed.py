"""A page that is packed once and sent often, with holes for what differs each time.

The packed form is one gzip member (RFC 1952) of deflate blocks (RFC 1951): what is around the holes
was compressed when the page was kept, what fills them goes between as stored blocks. So a token is
never compressed together with words that a stranger could choose, and its length tells nothing.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import patch_vary_headers

HOLE = "{hole:2f6b1d0e9c8a4f7b93d5}"
"""What a template is given for ``csrf_token`` while a page for many is made."""

_START = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_LEVEL = 6
_LONGEST_FILLING = 0xFFFF


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece between holes: deflated to a byte's boundary, its CRC-32 and its length in bytes.

    ``shift`` says for each bit of the checksum of what came before what it becomes behind this.
    """

    deflated: bytes
    crc: int
    length: int
    shift: tuple[int, ...]

    def behind(self, crc: int) -> int:
        """The checksum of all up to here; that of what comes before is ``crc``."""
        total = self.crc
        for bit, shifted in enumerate(self.shift):
            if crc >> bit & 1:
                total ^= shifted
        return total


@dataclass(frozen=True, slots=True)
class Packed:
    """A page without its fillings."""

    parts: tuple[_Part, ...]

    def filled(self, filling: str) -> bytes:
        """The gzipped page with ``filling`` in each hole."""
        stored = _stored(filling.encode())
        pieces, crc, length = [_START], 0, 0
        for place, part in enumerate(self.parts):
            if place:
                pieces.append(stored)
                crc, length = zlib.crc32(filling.encode(), crc), length + len(filling.encode())
            pieces.append(part.deflated)
            crc, length = part.behind(crc), length + part.length
        pieces.append(struct.pack("<LL", crc, length & 0xFFFFFFFF))
        return b"".join(pieces)


def pack(html: str) -> Packed:
    """``html`` with ``HOLE`` wherever something is to be filled in."""
    *texts, last = (text.encode() for text in html.split(HOLE))
    return Packed((*(_part(text, zlib.Z_FULL_FLUSH) for text in texts), _part(last, zlib.Z_FINISH)))


def answer(request: HttpRequest, page: Packed) -> HttpResponse:
    """The page with this visitor's CSRF token in its holes."""
    content = page.filled(get_token(request))
    headers = {"Content-Encoding": "gzip"}
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        content, headers = zlib.decompress(content, wbits=31), {}
    response = HttpResponse(content, headers=headers)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _part(text: bytes, flush: int) -> _Part:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _Part(
        packer.compress(text) + packer.flush(flush), zlib.crc32(text), len(text), _shift(len(text))
    )


def _shift(length: int) -> tuple[int, ...]:
    """A CRC is linear: zeros move the bits of what came before without adding to them."""
    zeros = bytes(length)
    nothing = zlib.crc32(zeros)
    return tuple(zlib.crc32(zeros, 1 << bit) ^ nothing for bit in range(32))


def _stored(filling: bytes) -> bytes:
    """A block that is not the last (RFC 1951, 3.2.4); the part before it ended on a byte."""
    if len(filling) > _LONGEST_FILLING:
        raise ValueError("A filling is longer than a stored block can be")
    return b"\x00" + struct.pack("<HH", len(filling), len(filling) ^ 0xFFFF) + filling
