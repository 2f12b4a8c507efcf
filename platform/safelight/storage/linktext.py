"""The text form of links: how claims become a signed path and a path becomes claims again.

The signature is proven over the characters as they came, before anything is decoded, so that no
two paths mean the same thing and no parser of ours sees what a stranger wrote.
"""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

from safelight.storage import keys, signing
from safelight.storage.claims import Link, Scope

FILE_PURPOSE = b"sl-link-file"
IMAGE_PURPOSE = b"sl-link-image"
PREFIX = "/data/"

_B64 = "[A-Za-z0-9_-]"
_FILE = re.compile(rf"(f/({_B64}{{22}})/({_B64}{{16,4000}}))\.({_B64}{{22}})")
_IMAGE = re.compile(
    rf"(i/({_B64}{{22}})/({_B64}{{16,2000}})/({_B64}{{22}}))({_B64}{{22}})/({keys.VARIANT.pattern})"
)


class UnknownPath(LookupError):
    """The path is none of ours: as if nothing were there."""


class BadSignature(Exception):
    """The path looks like a link, but nobody who holds the key wrote it."""


def pack(claims: list[str | int | dict[str, str]]) -> str:
    return signing.encode(json.dumps(claims, separators=(",", ":"), ensure_ascii=False).encode())


def image_start(studio: UUID, claims: list[str | int | dict[str, str]]) -> str:
    """What the links of all images of a page begin with, after the prefix."""
    return f"i/{signing.encode(studio.bytes)}/{pack(claims)}/"


def pack_link(link: Link) -> str:
    return pack(
        [
            link.kind,
            *(link.host, link.scope.kind, link.scope.public_id, link.revision),
            *(link.issued_at, link.expires_at, keys.identity_of(link.object_key).hex, link.variant),
            *(link.media_type, link.disposition, link.name, link.reference),
        ]
    )


def read(text: str, keyring: signing.Keyring) -> Link:
    """The link of a path after its prefix, its signature proven first and only then decoded."""
    if match := _FILE.fullmatch(text):
        signed, studio_text, claims_text, signature = match.groups()
        studio = _proven(keyring, studio_text, FILE_PURPOSE, signed, signature)
        return _file_link(studio, json.loads(signing.decode(claims_text)))
    if match := _IMAGE.fullmatch(text):
        signed, studio_text, claims_text, identity, signature, variant = match.groups()
        studio = _proven(keyring, studio_text, IMAGE_PURPOSE, signed, signature)
        claims = json.loads(signing.decode(claims_text))
        return _image_link(studio, claims, UUID(bytes=signing.decode(identity)), variant)
    if text.startswith(("f/", "i/")):
        raise BadSignature("The link is not whole")
    raise UnknownPath(text)


def _proven(
    keyring: signing.Keyring, studio_text: str, purpose: bytes, signed: str, signature: str
) -> UUID:
    studio = UUID(bytes=signing.decode(studio_text))
    if not keyring.is_signed(studio, purpose, signed, signature):
        raise BadSignature("The signature is wrong")
    return studio


def _file_link(studio: UUID, claims: list[str]) -> Link:
    kind, host, scope_kind, scope_id, revision, issued, expires, identity, *rest = claims
    variant, media_type, disposition, name, reference = rest
    return Link(
        studio=studio,
        host=host,
        scope=Scope(scope_kind, scope_id),  # type: ignore[arg-type]  # Scope checks it
        revision=int(revision),
        object_key=keys.object_key(studio, UUID(hex=identity)),
        variant=variant,
        media_type=media_type,
        kind=kind,  # type: ignore[arg-type]  # signed by us
        name=name,
        disposition=disposition,  # type: ignore[arg-type]  # Link checks it
        reference=reference,
        issued_at=int(issued),
        expires_at=int(expires),
    )


def _image_link(studio: UUID, claims: list[Any], identity: UUID, variant: str) -> Link:
    host, scope_kind, scope_id, revision, issued, expires, variants = claims
    if variant not in variants:
        raise BadSignature("The link does not allow this variant")
    return Link(
        studio=studio,
        host=host,
        scope=Scope(scope_kind, scope_id),  # Scope checks it
        revision=int(revision),
        object_key=keys.object_key(studio, identity),
        variant=variant,
        media_type=variants[variant],
        kind="image",
        disposition="inline",
        issued_at=int(issued),
        expires_at=int(expires),
    )
