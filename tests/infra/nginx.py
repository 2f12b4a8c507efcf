"""nginx with the configuration of ``infra/nginx``, on ports of this machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from safelight.configuration import ROOT
from safelight.embedded.process import Command, free_port, spawn, stop
from tests.infra import certificates
from tests.storage.helpers import listens, wait_for

TEMPLATE = ROOT / "infra" / "nginx" / "nginx.conf.template"


@dataclass(frozen=True)
class Nginx:
    """Where it listens, and where its certificate is."""

    http: int
    https: int
    certificate: Path


def program() -> str:
    """nginx; the tests that need it are skipped without, except in CI."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        sentence = "nginx is not installed: apt-get install nginx-light"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    return found


@contextmanager
def running(
    folder: Path, *, web: Iterable[int], data: Iterable[int], files: Path, port: int = 0
) -> Iterator[Nginx]:
    """nginx over web processes and data planes on these ports; ``port`` is that of https."""
    nginx = program()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "acme").mkdir()
    certificate, key = certificates.make(folder, "localhost", "*.localhost", "photos.example")
    place = Nginx(free_port(), free_port(port), certificate)
    values = {
        "STATE": str(folder), "HTTP_PORT": f"127.0.0.1:{place.http}",
        "HTTPS_PORT": f"127.0.0.1:{place.https}", "PLATFORM_HOST": "localhost",
        "WEB_SERVERS": _servers(web), "DATA_SERVERS": _servers(data),
        "CERTIFICATE": str(certificate), "CERTIFICATE_KEY": str(key),
        "CUSTOM_CERTIFICATES": str(folder), "FILES": str(files),
    }  # fmt: skip
    configuration = folder / "nginx.conf"
    configuration.write_text(filled(TEMPLATE.read_text(), values))
    # Run by root it would become another user, who sees nothing of a test's folder.
    user = " user root;" if os.geteuid() == 0 else ""
    options = [nginx, "-p", str(folder), "-c", str(configuration), "-e", "stderr"]
    with (folder / "nginx.log").open("wb") as log:
        process = spawn(Command([*options, "-g", f"daemon off;{user}"]), log)
    try:
        wait_for(lambda: listens(place.https) or process.poll() is not None, seconds=20)
        assert process.poll() is None, (folder / "nginx.log").read_text()
        yield place
    finally:
        stop(process, signal.SIGTERM, seconds=5)


def filled(template: str, values: dict[str, str]) -> str:
    """As envsubst does: ``${NAME}`` becomes its value, and a name without one is an error."""
    return re.sub(r"\$\{([A-Z_]+)\}", lambda found: values[found[1]], template)


def _servers(ports: Iterable[int]) -> str:
    return " ".join(f"server 127.0.0.1:{port};" for port in ports)
