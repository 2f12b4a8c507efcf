"""Trying every field of a route with values that nobody types: what a view reads is watched."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client as Browser
from rest_framework.fields import Field

from safelight.kernel import public_id
from tests.support import world

# Longer than any index takes, packed or not; short enough that all fields of a form may have it.
LONG = random.Random(1).randbytes(10_000).hex()  # noqa: S311 - it is no secret
LONG_EMAIL = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.example"
TEXTS = ("a\0b", LONG, "-1😀\r\nBcc: x@y.example", "9" * 5000)
ADDRESSES = (LONG_EMAIL, "(" * 20_000)
QUERIES = ("a\0b", "9" * 5000)
JSON = ("a\0b", LONG, None, -1, 10**30, 1.5, ["\0"], {"a": [None]})
GOOD_PASSWORD = "a short sentence"


@dataclass(frozen=True)
class Try:
    """One request: ``kind`` is query, form or json."""

    method: str
    path: str
    kind: str

    def alone(self, name: str) -> tuple[Any, ...]:
        """What is tried in one field while the others are good: what passes a first look."""
        if self.kind == "form" and "email" in name:
            return TEXTS[:1] + ADDRESSES
        return {"query": QUERIES, "form": TEXTS[:1], "json": JSON[:1] + JSON[-2:]}[self.kind]

    def together(self) -> tuple[Any, ...]:
        """What is tried in all fields at once."""
        return {"query": (), "form": TEXTS[1:], "json": JSON[1:-2]}[self.kind]

    def send(self, browser: Browser, data: dict[str, Any]) -> int:
        """The status of the answer; what the request changed is undone."""
        cookies = copy.copy(browser.cookies)
        try:
            with transaction.atomic():
                status = int(self._ask(browser, data).status_code)
                transaction.set_rollback(True)
        finally:
            browser.cookies = cookies
        return status

    def _ask(self, browser: Browser, data: dict[str, Any]) -> Any:
        if self.kind == "query":
            return browser.get(self.path, data)
        if self.kind == "json":
            ask = getattr(browser, self.method)
            return ask(self.path, json.dumps(data), content_type="application/json")
        return browser.post(self.path, data)


def tries(path: str) -> list[Try]:
    """The ways in which an address takes values."""
    query = Try("get", path, "query")
    if path.startswith("/api/"):
        return [query, *(Try(method, path, "json") for method in ("post", "put", "patch"))]
    return [query, Try("post", path, "form")]


def failures(browser: Browser, what: Try, valid: dict[str, Any], patch: Any) -> Iterator[str]:
    """Each field that the view reads, alone and all together, hostile: those answered by 5xx."""
    good = {} if what.kind == "query" else valid
    with watched(patch) as names:
        status = what.send(browser, good)
    if status >= 500:
        yield f"{what} with good values"
    if status in {404, 405}:
        return
    fields = sorted(names - {"csrfmiddlewaretoken"})
    for name in fields:
        for value in what.alone(name):
            if what.send(browser, {**good, name: value}) >= 500:
                yield f"{what} {name}={value!r:.40}"
    for value in what.together():
        if fields and what.send(browser, {**good, **dict.fromkeys(fields, value)}) >= 500:
            yield f"{what} all={value!r:.40}"


@contextmanager
def watched(patch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Names of the fields that are read meanwhile, from an address, a form or a JSON body."""
    names: set[str] = set()
    with patch.context() as during:
        for verb in ("__getitem__", "get", "getlist", "__contains__"):
            during.setattr(QueryDict, verb, _noting(getattr(QueryDict, verb), names))
        during.setattr(Field, "get_value", _noting_field(Field.get_value, names))
        yield names


def _noting(original: Any, names: set[str]) -> Any:
    def noting(self: QueryDict, key: Any, *args: Any) -> Any:
        # Whoever fills it in from the body asks for each field, before any view does.
        if not (original.__name__ == "__contains__" and self._mutable):
            names.add(str(key))
        return original(self, key, *args)

    return noting


def _noting_field(original: Any, names: set[str]) -> Any:
    def noting(self: Field[Any, Any, Any, Any], data: Any) -> Any:
        names.add(str(self.field_name))
        return original(self, data)

    return noting


def good_values(made: dict[str, str]) -> dict[str, Any]:
    """A value for every field of every form, so that a view goes on to the next one."""
    return {
        "email": "new@example.org", "name": "New", "title": "New", "note": "Softer", "text": "Yes",
        "subject": "Photos", "message": "Here they are", "emails": "eve@example.org",
        "clients-emails": "eve@example.org", "contact_email": "eve@example.org", "send": "1",
        "sending": public_id.new(), "password": GOOD_PASSWORD, "new": GOOD_PASSWORD,
        "old": world.PASSWORD, "action": "place", "state": "FINAL", "number": "1", "by": "name",
        "preset": "private", "originals": "none", "clients-originals": "none",
        "group-originals": "none", "group-group": made["group"], "role": made["role"],
        "clients": [made["client"]], "groups": [made["group"]], "codes": ["gallery.view"],
        "photo": made["photo"], "photos": [made["photo"]], "gallery": made["gallery"],
        f"note-{made['photo']}": "Softer", "quality": "80", "box": "max", "pixels": "100",
        "name_template": "{{basename}}", "style": "standard", "layout": "rows", "stars": 3,
        "accent": "#112233", "scheme": "auto", "language": "en", "time_zone": "UTC",
        "currency": "EUR", "files": [{"name": "a.jpg", "size": 1}], "on_clash": "skip",
        "largest_archive_files": "10", "published": True, "accepted": True, "reason": "Asked",
        "address": "new-studio", "owner_name": "Nora", "key": "key",
    }  # fmt: skip
