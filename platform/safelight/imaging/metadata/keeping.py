"""Metadata of an original carried over to a copy: its XMP packet and its IPTC datasets.

What is true of the original alone stays behind: turns, pixel sizes, thumbnails, a packet's
extension. With ``drop_position`` every word of the place goes, not the coordinates alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, SubElement, register_namespace, tostring

from defusedxml import DefusedXmlException, ElementTree

from .iptc import Iptc
from .writing import Words
from .xmp import MAX_PACKET, NAMESPACES

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TIFF = "http://ns.adobe.com/tiff/1.0/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_NOTE = "http://ns.adobe.com/xmp/note/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MORE = {
    "rdf": _RDF, "x": "adobe:ns:meta/", "tiff": _TIFF, "Iptc4xmpCore": _CORE,
    "Iptc4xmpExt": _EXTENSION, "xmpNote": _NOTE, "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
    "lr": "http://ns.adobe.com/lightroom/1.0/", "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}  # fmt: skip
for _prefix, _uri in {**NAMESPACES, **_MORE}.items():
    register_namespace(_prefix, _uri)

_XMP, _PHOTOSHOP, _EXIF = NAMESPACES["xmp"], NAMESPACES["photoshop"], NAMESPACES["exif"]
_OF_THE_ORIGINAL = (
    f"{{{_TIFF}}}Orientation", f"{{{_TIFF}}}ImageWidth", f"{{{_TIFF}}}ImageLength",
    f"{{{_TIFF}}}XResolution", f"{{{_TIFF}}}YResolution", f"{{{_TIFF}}}ResolutionUnit",
    f"{{{_EXIF}}}PixelXDimension", f"{{{_EXIF}}}PixelYDimension", f"{{{_XMP}}}Thumbnails",
    f"{{{_NOTE}}}HasExtendedXMP",
)  # fmt: skip
_OF_THE_PLACE = (
    f"{{{_EXIF}}}GPS", f"{{{_PHOTOSHOP}}}City", f"{{{_PHOTOSHOP}}}State",
    f"{{{_PHOTOSHOP}}}Country", f"{{{_CORE}}}Location", f"{{{_CORE}}}CountryCode",
    f"{{{_EXTENSION}}}Location",
)  # fmt: skip
#: Sublocation, city, state, country's code and name; the object's preview.
_PLACE_SETS, _PREVIEW_SETS = {26, 27, 90, 92, 95, 100, 101}, {200, 201, 202}
_LONGEST_SET = 0x7FFF


def packet(original: bytes, words: Words, *, drop_position: bool) -> bytes:
    """The original's XMP packet with ``words`` in place of its own; empty if it cannot be read."""
    root = _parsed(original)
    described = list(root.iter(f"{{{_RDF}}}Description")) if root is not None else []
    if root is None or not described:
        return b""
    gone = (*_OF_THE_ORIGINAL, *(_OF_THE_PLACE if drop_position else ()))
    for description in described:
        _remove(description, gone)
    for tag, value, holder in _properties(words):
        for description in described:
            _remove(description, (tag,))
        if value:
            _put(described[0], tag, value, holder)
    inside = tostring(root, encoding="unicode")
    begin, end = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>', '<?xpacket end="w"?>'
    return f"{begin}{inside}{end}".encode()


def iptc(original: Iptc, words: Words, *, drop_position: bool) -> bytes:
    """The original's datasets in UTF-8 with ``words`` in place of its own; empty where it has none.

    The Metadata Working Group's guidelines 2.0 write IPTC only where it was there before.
    """
    kept = {number: values for (record, number), values in original.values.items() if record == 2}
    if not kept:
        return b""
    gone = {0, *_PREVIEW_SETS, *(_PLACE_SETS if drop_position else ())}
    for number, value in (
        (120, words.description), (80, words.creator), (116, words.copyright), (110, words.credit),
    ):  # fmt: skip
        if value is not None:
            kept[number] = [value] if value else []
    block = _dataset(1, 90, b"\x1b%G") + _dataset(2, 0, b"\x00\x04")
    for number in sorted(kept.keys() - gone):
        for value in kept[number]:
            cut = value.encode()[:_LONGEST_SET].decode(errors="ignore")
            block += _dataset(2, number, cut.encode())
    return block


def resources(iptc: bytes) -> bytes:
    """IPTC datasets as the one Photoshop resource of a JPEG's APP13 segment."""
    block = b"8BIM\x04\x04\x00\x00" + len(iptc).to_bytes(4, "big") + iptc + bytes(len(iptc) % 2)
    return b"Photoshop 3.0\x00" + block


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def _parsed(original: bytes) -> Element | None:
    original = original.strip(b"\x00 \t\r\n")
    if not original or len(original) > MAX_PACKET:
        return None
    try:
        root: Element = ElementTree.fromstring(original, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return root


def _remove(description: Element, beginnings: tuple[str, ...]) -> None:
    for name in [name for name in description.attrib if name.startswith(beginnings)]:
        del description.attrib[name]
    for child in [child for child in description if child.tag.startswith(beginnings)]:
        description.remove(child)


def _properties(words: Words) -> Iterator[tuple[str, str, str]]:
    """Full name, value and container of each property that is to be replaced."""
    dc = NAMESPACES["dc"]
    for tag, value, holder in (
        (f"{{{dc}}}description", words.description, "Alt"),
        (f"{{{dc}}}creator", words.creator, "Seq"),
        (f"{{{dc}}}rights", words.copyright, "Alt"),
        (f"{{{_PHOTOSHOP}}}Credit", words.credit, ""),
    ):
        if value is not None:
            yield tag, value, holder


def _put(description: Element, tag: str, value: str, holder: str) -> None:
    element = SubElement(description, tag)
    if holder:
        element = SubElement(SubElement(element, f"{{{_RDF}}}{holder}"), f"{{{_RDF}}}li")
        if holder == "Alt":
            element.set(_LANG, "x-default")
    element.text = value
