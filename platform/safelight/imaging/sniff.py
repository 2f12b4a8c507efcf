"""Names a file by its first bytes, never by its name.

Magic numbers: the formats' own specifications and the list of file signatures at
https://en.wikipedia.org/wiki/List_of_file_signatures.
"""

from __future__ import annotations

import re
from enum import StrEnum

from .refusals import Empty, NotAPhoto, Unknown, gettext_noop


class Kind(StrEnum):
    """The formats that are taken; ``HEIC`` stands for HEVC in any HEIF container.

    Raw files and PDFs are kept and delivered byte for byte; a picture stands for them.
    """

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    AVIF = "avif"
    HEIC = "heic"
    CR2 = "cr2"
    CR3 = "cr3"
    NEF = "nef"
    ARW = "arw"
    DNG = "dng"
    RAF = "raf"
    ORF = "orf"
    RW2 = "rw2"
    PDF = "pdf"

    @property
    def is_raw(self) -> bool:
        """Whether it is a camera's raw format."""
        return self in _RAW_MAKERS

    @property
    def is_as_it_is(self) -> bool:
        """Whether a copy of it is the file itself: no format changes it."""
        return self.is_raw or self is Kind.PDF

    @property
    def media_type(self) -> str:
        """The IANA media type; for raw files, which have none, the one in use."""
        if self is Kind.PDF:
            return "application/pdf"
        if self.is_raw:
            return f"image/x-{_RAW_MAKERS[self]}-{self.value}"
        return f"image/{self.value}"

    @property
    def extension(self) -> str:
        """The usual file name extension, with the dot."""
        return {"jpeg": ".jpg", "tiff": ".tif"}.get(self.value, f".{self.value}")


_RAW_MAKERS = {
    Kind.CR2: "canon", Kind.CR3: "canon", Kind.NEF: "nikon", Kind.ARW: "sony", Kind.DNG: "adobe",
    Kind.RAF: "fuji", Kind.ORF: "olympus", Kind.RW2: "panasonic",
}  # fmt: skip
#: First bytes of what TIFF's own magic number does not cover.
_MAGICS = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG), (b"%PDF-", Kind.PDF), (b"FUJIFILMCCD-RAW ", Kind.RAF),
    (b"IIRO", Kind.ORF), (b"IIRS", Kind.ORF), (b"MMOR", Kind.ORF), (b"IIU\x00", Kind.RW2),
)  # fmt: skip

#: How many bytes ``kind_of`` wants to see.
HEAD_BYTES = 4096

_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2"}

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", gettext_noop("a GIF")),
    (b"BM", gettext_noop("a BMP")),
    (b"8BPS", gettext_noop("a Photoshop document")),
    (b"%!PS", gettext_noop("a PostScript file")),
    (b"\xc5\xd0\xd3\xc6", gettext_noop("a PostScript file")),
    (b"PK\x03\x04", gettext_noop("a ZIP archive")),
    (b"7z\xbc\xaf\x27\x1c", gettext_noop("an archive")),
    (b"Rar!", gettext_noop("an archive")),
    (b"\x1f\x8b", gettext_noop("a compressed file")),
    (b"\x00\x00\x01\x00", gettext_noop("an icon")),
    (b"\xff\x0a", gettext_noop("a JPEG XL")),
    (b"\x00\x00\x00\x0cJXL ", gettext_noop("a JPEG XL")),
    (b"\x00\x00\x00\x0cjP  ", gettext_noop("a JPEG 2000")),
    (b"\xff\x4f\xff\x51", gettext_noop("a JPEG 2000")),
    (b"AT&TFORM", gettext_noop("a DjVu document")),
    (b"SIMPLE  =", gettext_noop("a FITS file")),
    (b"\x76\x2f\x31\x01", gettext_noop("an OpenEXR file")),
    (b"MZ", gettext_noop("a program")),
    (b"\x7fELF", gettext_noop("a program")),
    (b"#!", gettext_noop("a script")),
    (b"<?php", gettext_noop("a script")),
    (b"#EXTM3U", gettext_noop("a playlist")),
    (b"ffconcat", gettext_noop("a playlist")),
    (b"\x1aE\xdf\xa3", gettext_noop("a video")),
    (b"\x00\x05\x16\x07", gettext_noop("a companion file of macOS")),
)

_MARKUP = re.compile(rb"<(svg|!doctype|html|head|body|script|\?xml|x:xmpmeta)", re.IGNORECASE)
_TIFF_MAGICS = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")


def kind_of(head: bytes) -> Kind:
    """Return the format of a file beginning with ``head`` (up to ``HEAD_BYTES``).

    TIFF may yet turn out to be a raw file (``headers.raws.kind_of_tiff``).

    Raises Empty, NotAPhoto (something recognised) or Unknown.
    """
    if not head:
        raise Empty
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    for magic, kind in _MAGICS:
        if head.startswith(magic):
            return kind
    if head.startswith(_TIFF_MAGICS):
        return Kind.CR2 if head[8:10] == b"CR" else Kind.TIFF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp":
        return _of_brands(head)
    raise _refusal(head)


def _of_brands(head: bytes) -> Kind:
    """HEIF family by ISO/IEC 14496-12 file type box: the major brand, then the compatible ones."""
    length = min(int.from_bytes(head[:4], "big"), len(head), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    if _AVIF_BRANDS.intersection(brands):
        return Kind.AVIF
    if _HEIC_BRANDS.intersection(brands):
        return Kind.HEIC
    if brands[0] == b"crx ":
        return Kind.CR3
    raise NotAPhoto(what=gettext_noop("a video"))


def _refusal(head: bytes) -> NotAPhoto | Unknown:
    for magic, what in _OTHERS:
        if head.startswith(magic):
            return NotAPhoto(what=what)
    return _text_refusal(head)


def _text_refusal(head: bytes) -> NotAPhoto | Unknown:
    # UTF-16 markup has a NUL in every other byte: without them it reads like any other.
    letters = head.replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    markup = _MARKUP.search(letters[:1024]) if letters[:1] == b"<" else None
    if markup and b"<svg" in letters.lower():
        return NotAPhoto(what=gettext_noop("an SVG drawing"))
    if markup:
        return NotAPhoto(what=gettext_noop("a web page or XML file"))
    if letters and all(byte >= 0x20 or byte in b"\t\r\n" for byte in letters[:512]):
        return NotAPhoto(what=gettext_noop("a text file"))
    return Unknown()
