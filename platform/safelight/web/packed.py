"""A page that is packed once and sent often, with holes for what differs each time.

The packed form is one gzip member (RFC 1952) of deflate blocks (RFC 1951): what is around the holes
was compressed when the page was kept, what fills them goes between as stored blocks. So a token is
never compressed together with words that a stranger could choose, and its length tells nothing.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

HOLE = "{hole:2f6b1d0e9c8a4f7b93d5}"
"""What a template is given for ``csrf_token`` while a page for many is made."""
MORE = SafeString("{more:2f6b1d0e9c8a4f7b93d5}")
"""What it is given where a part stands that differs from visitor to visitor."""

_HOLES = re.compile(f"({re.escape(HOLE)}|{re.escape(MORE)})")
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
    # Whether the hole before it is that of ``MORE``.
    after_more: bool = False

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

    def filled(self, filling: str, more: str = "") -> bytes:
        """The gzipped page with ``filling`` in each hole, and ``more`` in those of ``MORE``."""
        pieces, crc, length = [_START], 0, 0
        for place, part in enumerate(self.parts):
            if place:
                raw = (more if part.after_more else filling).encode()
                pieces.append(_stored(raw))
                crc, length = zlib.crc32(raw, crc), length + len(raw)
            pieces.append(part.deflated)
            crc, length = part.behind(crc), length + part.length
        pieces.append(struct.pack("<LL", crc, length & 0xFFFFFFFF))
        return b"".join(pieces)


def pack(html: str) -> Packed:
    """``html`` with ``HOLE`` and ``MORE`` wherever something is to be filled in."""
    # Texts and the holes between them, by turns.
    pieces = _HOLES.split(html)
    last = len(pieces) - 1
    return Packed(
        tuple(
            _part(
                pieces[at].encode(),
                zlib.Z_FINISH if at == last else zlib.Z_FULL_FLUSH,
                after_more=at > 0 and pieces[at - 1] == MORE,
            )
            for at in range(0, last + 1, 2)
        )
    )


def answer(request: HttpRequest, page: Packed, *, more: str = "") -> HttpResponse:
    """The page with this visitor's CSRF token in its holes, and ``more`` in those of ``MORE``."""
    content = page.filled(get_token(request), more)
    headers = {"Content-Encoding": "gzip"}
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        content, headers = zlib.decompress(content, wbits=31), {}
    response = HttpResponse(content, headers=headers)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _part(text: bytes, flush: int, *, after_more: bool) -> _Part:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = packer.compress(text) + packer.flush(flush)
    return _Part(deflated, zlib.crc32(text), len(text), _shift(len(text)), after_more)


def _shift(length: int) -> tuple[int, ...]:
    """A CRC is linear: zeros move the bits of what came before without adding to them."""
    zeros = bytes(length)
    nothing = zlib.crc32(zeros)
    return tuple(zlib.crc32(zeros, 1 << bit) ^ nothing for bit in range(32))


def _stored(filling: bytes) -> bytes:
    """Blocks that are not the last (RFC 1951, 3.2.4); the part before them ended on a byte."""
    starts = range(0, max(len(filling), 1), _LONGEST_FILLING)
    return b"".join(_block(filling[start : start + _LONGEST_FILLING]) for start in starts)


def _block(piece: bytes) -> bytes:
    return b"\x00" + struct.pack("<HH", len(piece), len(piece) ^ 0xFFFF) + piece
