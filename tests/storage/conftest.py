"""A store of its own for each test, a Redis that tests may stop, and a real uvicorn server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safelight import bucket
from safelight.storage import buckets, objects
from tests.storage.helpers import SIGNING_KEY, OwnRedis, Server, free_port, listens, wait_for
from tests.support.bucket_server import BucketServer


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signing key, and the ports of a machine where nobody set any."""
    monkeypatch.setenv("SIGNING_KEY", SIGNING_KEY)
    for name in ("PLATFORM_SCHEME", "PLATFORM_PORT", "DATA_PORT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def store(tmp_path: Path) -> objects.FileStore:
    return objects.FileStore(tmp_path / "store")


@pytest.fixture
def bucket_url(bucket_server: BucketServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ``STORAGE_URL`` of an empty prefix, with the keys in the environment."""
    for name, value in bucket_server.environment.items():
        monkeypatch.setenv(name, value)
    return bucket_server.url


@pytest.fixture
def bucket_store(bucket_url: str, tmp_path: Path) -> buckets.BucketStore:
    return buckets.BucketStore(bucket.from_url(bucket_url), tmp_path / "incoming")


@pytest.fixture(params=["file", "s3"])
def any_store(request: pytest.FixtureRequest) -> objects.ObjectStore:
    """Each kind of storage in turn: what a test asks of this one, all of them promise."""
    found: objects.ObjectStore = request.getfixturevalue(
        "store" if request.param == "file" else "bucket_store"
    )
    return found


@pytest.fixture(scope="session")
def session_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnRedis]:
    beside = Path(sys.executable).with_name("redis-server")
    program = str(beside) if beside.exists() else shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server: install the embedded dependencies")
    own = OwnRedis(program, tmp_path_factory.mktemp("redis"))
    own.start()
    yield own
    own.client.close()
    own.stop()


@pytest.fixture
def own_redis(session_redis: OwnRedis, monkeypatch: pytest.MonkeyPatch) -> OwnRedis:
    """The run's Redis, running and empty, as ``REDIS_URL``."""
    session_redis.start()
    session_redis.client.flushall()
    monkeypatch.setenv("REDIS_URL", session_redis.url)
    return session_redis


@pytest.fixture(scope="session")
def server(session_redis: OwnRedis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    port = free_port()
    environment = {
        **os.environ,
        "SIGNING_KEY": SIGNING_KEY,
        "STORAGE_URL": f"file://{folder / 'store'}",
        "REDIS_URL": session_redis.url,
        "PYTHONPATH": str(Path(objects.__file__).parents[2]),
    }
    command = [sys.executable, "-m", "uvicorn", "safelight.storage.asgi:application"]
    command += [f"--port={port}", "--http=httptools", "--loop=uvloop", "--ws=none"]
    command += ["--no-access-log", "--no-server-header"]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    wait_for(lambda: listens(port), seconds=20)
    yield Server(port, process.pid, objects.FileStore(folder / "store"), log)
    process.terminate()
    # uvicorn ends in order and then gives itself the signal again.
    assert process.wait(10) in {0, -signal.SIGTERM}
