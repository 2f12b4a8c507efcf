"""Clients who order and photographers who upload, for as long as a test lets them."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit

from tests.infra.layout import Layout
from tests.infra.visiting import Visitor
from tests.journeys import pictures
from tests.uploads.live import BODY, UPLOADS, metadata

SIZE = (600, 400)


@dataclass
class Work:
    """What the platform has said yes to: public ids of orders, names of files that were sent."""

    orders: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@contextmanager
def going_on(platform: Layout, address: str, client: str) -> Iterator[Work]:
    """Orders by ``client`` and uploads by API through nginx until the block ends."""
    work, is_over = Work(), threading.Event()
    command = [sys.executable, "-m", "tests.infra.buying", address, client]
    with subprocess.Popen(
        command, env=platform.around.environment, stdout=subprocess.PIPE, text=True
    ) as ordering:
        assert ordering.stdout is not None
        token = json.loads(ordering.stdout.readline())
        threads = [
            threading.Thread(target=_listen, args=(ordering.stdout, work)),
            threading.Thread(target=_upload, args=(platform, address, token, work, is_over)),
        ]
        for each in threads:
            each.start()
        try:
            yield work
        finally:
            is_over.set()
            ordering.kill()
            for each in threads:
                each.join()


def _listen(lines: Iterator[str], work: Work) -> None:
    work.orders.extend(line.strip() for line in lines if line.endswith("\n"))


def _upload(
    platform: Layout, address: str, token: dict[str, str], work: Work, is_over: threading.Event
) -> None:
    front = platform.nginx
    asking = Visitor(front.https, f"{address}.localhost", front.certificate)
    speaking = {"Tus_Resumable": "1.0.0", "Authorization": f"Bearer {token['token']}"}
    for number in count():
        if is_over.is_set():
            return
        name = f"busy_{number}.jpg"
        photo = pictures.jpeg(name, SIZE)
        said = metadata(purpose="gallery.batch", batch=token["batch"], filename=name)
        begun = asking.ask(
            UPLOADS, "POST", **speaking, Upload_Length=str(len(photo)), Upload_Metadata=said
        )
        path = urlsplit(begun.headers.get("location", "/")).path
        sent = asking.ask(path, "PATCH", photo, **speaking, Content_Type=BODY, Upload_Offset="0")
        if (begun.status, sent.status) == (201, 204):
            work.files.append(name)
        else:
            work.problems.append(f"{begun.status} {begun.body!r} {sent.status} {sent.body!r}")
