"""A disk that is full."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.gallery.models import Batch, BatchFile, Gallery
from safelight.accounts.models import Person
from tenants.context import tenant_context
from tenants.models import Studio
from tests.support import world
from tests.uploads import live


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def ask(acme: Studio, alice: Person) -> Callable[..., Any]:
    browser: Browser = world.browser(acme, alice)
    with tenant_context(acme):
        gallery = Gallery.objects.create(title="x")
        batch = Batch.objects.create(gallery=gallery, made_at=timezone.now()).public_id
    said = live.metadata(purpose="gallery.batch", batch=batch, filename="a.jpg")

    def ask(method: str, path: str = live.UPLOADS, body: bytes = b"", **more: str) -> Any:
        headers = {"Tus-Resumable": "1.0.0", "Upload-Metadata": said}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        return browser.generic(method, path, body, content_type=live.BODY, headers=headers)

    return ask


@contextmanager
def full_after(room: int) -> Iterator[None]:
    """Uploads take so many bytes more; then the disk is full."""
    write = os.write

    def limited(descriptor: int, data: bytes) -> int:
        nonlocal room
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = write(descriptor, bytes(data)[:room])
        room -= done
        return done

    with patch("safelight.storage.parts.os.write", limited):
        yield


def test_upl_12_it_refuses_a_file_that_cannot_fit(ask: Callable[..., Any]) -> None:
    nearly_full = Usage(10**9, 10**9 - 1_000, 1_000)
    with patch("safelight.uploads.services.shutil.disk_usage", lambda path: nearly_full):
        answer = ask("POST", Upload_Length="6")

    assert (answer.status_code, answer.json()["error"]["code"]) == (507, "storage_full")


def test_upl_12_it_goes_on_when_there_is_room_again(ask: Callable[..., Any], acme: Studio) -> None:
    path = ask("POST", Upload_Length="6").headers["Location"]
    with full_after(4):
        assert ask("PATCH", path, b"abcdef", Upload_Offset="0").status_code == 507
    assert ask("HEAD", path).headers["Upload-Offset"] == "4"
    with tenant_context(acme):
        assert not BatchFile.objects.filter(received_at__isnull=False).exists()

    assert ask("PATCH", path, b"ef", Upload_Offset="4").status_code == 204
    with tenant_context(acme):
        assert BatchFile.objects.get().is_received
