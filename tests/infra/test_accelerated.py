"""ISO-19: files that nginx sends itself, because the data plane said so and for no other reason."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from safelight.embedded.process import free_port
from safelight.environment import ConfigurationError
from safelight.storage import config, keys, objects, revisions, signer
from tests.infra import nginx
from tests.infra.visiting import Visitor
from tests.storage.helpers import ACME, GALLERY, SIGNING_KEY, listens, put, wait_for

CONTENT = b"a rendition" * 1000


@dataclass(frozen=True)
class Place:
    visitor: Visitor
    of_object: str


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """nginx over a data plane that hands over, and a rendition in its folder."""
    nginx.program()
    monkeypatch.setenv("SIGNING_KEY", SIGNING_KEY)
    store = objects.FileStore(tmp_path / "store")
    stored = put(store, CONTENT, variant="400")
    revisions.publish(ACME, GALLERY, 1)
    port = free_port()
    environment = {
        **os.environ, "STORAGE_URL": f"file://{store.root}", "ACCEL_REDIRECT": "/_files/"
    }  # fmt: skip
    command = [sys.executable, "-m", "uvicorn", "safelight.storage.asgi:application",
               f"--port={port}", "--log-level=error"]  # fmt: skip
    process = subprocess.Popen(command, env=environment)
    try:
        wait_for(lambda: listens(port), seconds=20)
        front = nginx.running(tmp_path / "nginx", web=[1], data=[port], files=store.root)
        with front as running:
            visitor = Visitor(running.https, "acme.localhost", running.certificate)
            yield Place(visitor, stored.of_object)
    finally:
        process.terminate()
        process.wait(10)


def link(of_object: str) -> str:
    page = signer.Page(studio=ACME, host="acme.localhost", scope=GALLERY, revision=1)
    return signer.Signer(page, at=time.time()).rendition(of_object, "400")


def test_iso_19_it_sends_what_was_signed_with_the_same_guards(place: Place) -> None:
    path = link(place.of_object)
    answer = place.visitor.ask(path)
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"].startswith("private, max-age=")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "x-accel-redirect" not in answer.headers
    again = place.visitor.ask(path, If_None_Match=answer.headers["etag"])
    assert again.status == 304
    part = place.visitor.ask(path, Range="bytes=5-9")
    assert (part.status, part.body) == (206, CONTENT[5:10])


def test_iso_19_it_gives_nothing_by_the_inner_address(place: Place) -> None:
    key = keys.join(place.of_object, "400")
    for path in (f"/_files/{key}", f"/%5Ffiles/{key}", f"/data/../_files/{key}"):
        answer = place.visitor.ask(path)
        assert answer.status in {400, 404, 502}, path
        assert CONTENT not in answer.body
    assert place.visitor.ask(link(place.of_object)[:-5] + "X/400").status == 403


def test_it_is_not_found_where_there_is_no_such_file(place: Place) -> None:
    assert place.visitor.ask(link(keys.new_object(ACME))).status == 404


def test_it_refuses_a_place_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNING_KEY", SIGNING_KEY)
    for place, storage in (("files", "file:///srv"), ("/_files/", "s3://bucket/x")):
        monkeypatch.setenv("ACCEL_REDIRECT", place)
        monkeypatch.setenv("STORAGE_URL", storage)
        with pytest.raises(ConfigurationError):
            config.from_environment()


def test_iso_19_it_sends_nothing_on_another_studios_host(place: Place) -> None:
    other = Visitor(place.visitor.port, "bolt.localhost", place.visitor.certificate)
    assert other.ask(link(place.of_object)).status == 404
