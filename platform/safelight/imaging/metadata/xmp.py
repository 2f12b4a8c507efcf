"""XMP (ISO 16684-1): the few properties that galleries use, from a packet nobody vouches for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

#: Bytes of a packet that are read; a longer one is left alone.
MAX_PACKET = 1024 * 1024

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
}


@dataclass(frozen=True, slots=True)
class Xmp:
    """Values by prefixed name, such as ``dc:subject``; the default language comes first."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def all(self, name: str) -> list[str]:
        """Every value of a property."""
        return self.values.get(name, [])

    def one(self, name: str) -> str:
        """The first value of a property, or nothing."""
        return next(iter(self.all(name)), "")


def parse(packet: bytes, extended: bytes = b"") -> Xmp:
    """Read a packet and its extension; a broken, huge or booby-trapped one reads as empty."""
    return Xmp(_read(extended) | _read(packet))


def _read(packet: bytes) -> dict[str, list[str]]:
    packet = packet.strip(b"\x00 \t\r\n")
    if not packet or len(packet) > MAX_PACKET:
        return {}
    try:
        root = ElementTree.fromstring(packet, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    values: dict[str, list[str]] = {}
    for description in _descriptions(root):
        for name, found in _properties(description):
            values.setdefault(name, found)
    return values


def _descriptions(root: Element) -> Iterator[Element]:
    rdf = root if root.tag == f"{_RDF}RDF" else root.find(f"{_RDF}RDF")
    if rdf is not None:
        yield from rdf.findall(f"{_RDF}Description")


def _properties(description: Element) -> Iterator[tuple[str, list[str]]]:
    for tag, value in description.attrib.items():
        if name := _prefixed(tag):
            yield name, [value]
    for child in description:
        if (name := _prefixed(child.tag)) and (found := _values(child)):
            yield name, found


def _prefixed(tag: str) -> str | None:
    for prefix, namespace in NAMESPACES.items():
        if tag.startswith(f"{{{namespace}}}"):
            return f"{prefix}:{tag[len(namespace) + 2 :]}"
    return None


def _values(element: Element) -> list[str]:
    """Text of a simple property, or the items of a bag, list or set of languages."""
    for kind in ("Alt", "Bag", "Seq"):
        holder = element.find(f"{_RDF}{kind}")
        if holder is not None:
            items = [item for item in holder.findall(f"{_RDF}li") if item.text]
            items.sort(key=lambda item: item.get(_LANG) != "x-default")
            return [item.text or "" for item in items]
    return [element.text] if element.text and element.text.strip() else []
