"""An S3-compatible server of the test run: moto's, which stands for another company's.

Set ``TEST_BUCKET_URL`` (as ``STORAGE_URL``, with the keys in the environment) to run the same tests
against a server of yours; each run works below a prefix of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

from tests.storage.helpers import free_port, listens, wait_for

KEYS = {"AWS_ACCESS_KEY_ID": "only-for-tests", "AWS_SECRET_ACCESS_KEY": "only-for-tests"}
BUCKET = "safelight-tests"


@dataclass
class BucketServer:
    """``url`` names a bucket that is there; ``environment`` are the variables of its keys."""

    base: str
    query: str
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """A ``STORAGE_URL`` with a prefix that nobody else uses."""
        return f"{self.base}/{uuid.uuid4().hex}?{self.query}"


@contextmanager
def running(folder: Path) -> Iterator[BucketServer]:
    """A server with an empty bucket, or the one that ``TEST_BUCKET_URL`` names."""
    if given := os.environ.get("TEST_BUCKET_URL"):
        base, _, query = given.partition("?")
        yield BucketServer(base.rstrip("/"), query)
        return
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "--host=127.0.0.1", f"--port={port}"]
    with (folder / "bucket-server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(lambda: listens(port), seconds=30)
        endpoint = f"http://127.0.0.1:{port}"
        _make_bucket(endpoint)
        yield BucketServer(f"s3://{BUCKET}", f"endpoint={endpoint}", dict(KEYS))
    finally:
        process.terminate()
        process.wait(10)


def _make_bucket(endpoint: str) -> None:
    # moto checks no signature, so a plain request will do.
    with urlopen(Request(f"{endpoint}/{BUCKET}", method="PUT"), timeout=10) as answer:  # noqa: S310
        assert answer.status == 200
