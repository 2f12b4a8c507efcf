"""Images of a gallery: renditions from the data plane, beside nginx sending the same file.

    bin/bench images [--json] [--kilobytes 75] [--seconds 2] [--rounds 5]

Requests a second over eight connections, and CPU milliseconds of the server for each; medians over
the rounds. The data plane checks signature, host, expiry and revision of each request; nginx checks
nothing. Without nginx there is no yardstick, and the report says so.
"""

from __future__ import annotations

import os
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from uuid import UUID

from bench import _processes, _report, _servers
from bench._report import Figures
from safelight.storage import keys, links, objects, signer

STUDIO = UUID("aaaaaaaa-0000-4000-8000-000000000001")
SCOPE = links.Scope("gallery", "bench")
CLIENTS = 2
CONNECTIONS = 4
SIGNED = 1_000


def main() -> None:
    """Measure and print."""
    parser = _report.arguments(__doc__)
    parser.add_argument("--kilobytes", type=int, default=75)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with _report.folder() as folder:
        report = measure(folder, given.kilobytes * 1_000, given.seconds, given.rounds)
    _report.say(report, as_json=given.json)


def measure(folder: Path, size: int, seconds: float, rounds: int) -> dict[str, object]:
    store = objects.FileStore(folder)
    of_object = keys.new_object(STUDIO)
    store.write(keys.join(of_object, "1200"), [os.urandom(size)])
    mine: list[Figures] = []
    theirs: list[Figures] = []
    with (
        _servers.data_plane(folder) as plane,
        _servers.nginx(folder) as nginx,
        ProcessPoolExecutor(CLIENTS) as clients,
    ):
        for _ in range(rounds):
            mine.append(load(clients, plane, image_path(of_object), seconds))
            if nginx:
                theirs.append(load(clients, nginx, f"/{of_object}/1200", seconds))
    ours, yardstick = _report.medians(mine), _report.medians(theirs) if theirs else None
    return {
        "bench": "images",
        "bytes": size,
        "ours": {**ours, "sign_1000_ms": signing_milliseconds()},
        "yardstick_name": "nginx, the same file" if yardstick else "none: nginx is not installed",
        "yardstick": yardstick,
        "ratio": round(ours["per_second"] / yardstick["per_second"], 2) if yardstick else None,
    }


def image_path(of_object: str) -> str:
    """A link of this moment: good for half a minute even where no Redis runs."""
    link = links.Link(
        studio=STUDIO,
        host=_processes.HOST,
        scope=SCOPE,
        revision=1,
        object_key=of_object,
        variant="1200",
        media_type="image/webp",
        kind="image",
    )
    return links.sign_image(link, at=time.time())


def load(
    clients: ProcessPoolExecutor, server: _servers.Server, path: str, seconds: float
) -> Figures:
    cpu, began = server.cpu_seconds(), time.perf_counter()
    asked = [clients.submit(ask_for, server.port, path, seconds) for _ in range(CLIENTS)]
    answered = sum(each.result() for each in asked)
    taken = time.perf_counter() - began
    spent = server.cpu_seconds() - cpu
    return {"per_second": answered / taken, "cpu_ms": spent * 1e3 / answered}


def ask_for(port: int, path: str, seconds: float) -> int:
    """How many images came over a few connections, one request at a time on each."""
    connections = [_servers.Connection(port) for _ in range(CONNECTIONS)]
    until = time.perf_counter() + seconds
    answered = 0
    while time.perf_counter() < until:
        for connection in connections:
            connection.ask(path)
        for connection in connections:
            status, headers = connection.answer()
            if status != 200:
                raise RuntimeError(f"{status} for {path}")
            connection.skip(int(headers["content-length"]))
            answered += 1
    for connection in connections:
        connection.close()
    return answered


def signing_milliseconds() -> float:
    """Milliseconds to sign all renditions of a page of a thousand photos."""
    page = signer.Page(studio=STUDIO, host=_processes.HOST, scope=SCOPE, revision=1)
    photos = [keys.new_object(STUDIO) for _ in range(SIGNED)]
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        signing = signer.Signer(page, at=time.time())
        for photo in photos:
            signing.photo(photo)
        taken.append((time.perf_counter() - began) * 1e3)
    return round(statistics.median(taken), 2)


if __name__ == "__main__":
    main()
