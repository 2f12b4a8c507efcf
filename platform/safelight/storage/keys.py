"""Names under which objects are stored. No character of a key was ever typed by a person.

An *object* is all that belongs to one uploaded file: ``<studio>/<2 hex>/<object>``, where both ids
are 32 hex digits and the two digits spread the objects of a studio over 256 folders. A *key* is one
stored file of it, ``<object key>/<variant>``: ``original``, ``1200``, ``plan``. An upload that is
still growing lies at ``<studio>/uploads/<32 hex>``.
"""

from __future__ import annotations

import re
import uuid

_VARIANT = r"[a-z0-9]{1,16}(?:[._-][a-z0-9]{1,16}){0,3}"
VARIANT = re.compile(_VARIANT)
_OBJECT = re.compile(r"[0-9a-f]{32}/([0-9a-f]{2})/\1[0-9a-f]{30}")
_KEY = re.compile(rf"[0-9a-f]{{32}}/([0-9a-f]{{2}})/\1[0-9a-f]{{30}}/{_VARIANT}")
_UPLOAD = re.compile(r"[0-9a-f]{32}/uploads/[0-9a-f]{32}")


class BadKey(ValueError):
    """The text is not a key of ours; nothing on disk was touched."""


def new_object(studio: uuid.UUID) -> str:
    """A fresh object key of the studio, with 122 random bits."""
    return object_key(studio, uuid.uuid4())


def object_key(studio: uuid.UUID, identity: uuid.UUID) -> str:
    name = identity.hex
    return f"{studio.hex}/{name[:2]}/{name}"


def new_upload(studio: uuid.UUID) -> str:
    return f"{studio.hex}/uploads/{uuid.uuid4().hex}"


def join(of_object: str, variant: str) -> str:
    """The key of one variant of an object."""
    return checked(f"{of_object}/{variant}")


def split(key: str) -> tuple[str, str]:
    """The object key and the variant of a key."""
    of_object, _, variant = checked(key).rpartition("/")
    return of_object, variant


def studio_of(key: str) -> uuid.UUID:
    """The studio in any key, object key or upload key."""
    return uuid.UUID(hex=key[:32])


def identity_of(of_object: str) -> uuid.UUID:
    return uuid.UUID(hex=checked_object(of_object)[36:])


def checked(key: str) -> str:
    return _checked(_KEY, key)


def checked_object(of_object: str) -> str:
    return _checked(_OBJECT, of_object)


def checked_upload(key: str) -> str:
    return _checked(_UPLOAD, key)


def checked_variant(variant: str) -> str:
    return _checked(VARIANT, variant)


def _checked(pattern: re.Pattern[str], text: str) -> str:
    # fullmatch, because "$" would let a trailing line feed through.
    if pattern.fullmatch(text) is None:
        raise BadKey(f"{text!r} is not a storage key")
    return text
