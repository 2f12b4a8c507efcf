"""Download all: a computed archive of many originals, beside nginx sending the same files.

    bin/bench archive [--json] [--photos 300] [--megabytes 7.2] [--rounds 5]

Rates in MB/s (1 MB is 1,000,000 bytes), CPU seconds of the server alone for each 1,000 MB, medians
over the rounds. Where nginx is missing, the yardstick is Python's ``zipfile`` writing an archive of
stored files to the disk.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

from bench import _processes, _report, _servers
from bench._report import Figures
from safelight.storage import archive, keys, links, objects

STUDIO = UUID("aaaaaaaa-0000-4000-8000-000000000001")
SLOW = 500


def main() -> None:
    """Measure and print."""
    parser = _report.arguments(__doc__)
    parser.add_argument("--photos", type=int, default=300)
    parser.add_argument("--megabytes", type=float, default=7.2)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with _report.folder() as folder:
        report = measure(folder, given.photos, int(given.megabytes * 1e6), given.rounds)
    _report.say(report, as_json=given.json)


def measure(folder: Path, photos: int, size: int, rounds: int) -> dict[str, object]:
    store = objects.FileStore(folder)
    entries = make_photos(store, photos, size)
    saved = archive.save_plan(store, STUDIO, entries)
    with _servers.data_plane(folder) as plane, _servers.nginx(folder) as nginx:
        fetch_archive(plane, saved)
        mine: list[Figures] = []
        theirs: list[Figures] = []
        for _ in range(rounds):
            mine.append(fetch_archive(plane, saved))
            # Side by side in each round, so that a busy machine is busy for both.
            theirs.append(fetch_files(nginx, entries) if nginx else zip_files(store, entries))
        resumes = resumes_exactly(plane, saved)
        slow = memory_of_slow_downloads(plane, saved)
    ours, yardstick = _report.medians(mine), _report.medians(theirs)
    return {
        "bench": "archive",
        "photos": photos,
        "megabytes": round(photos * size / 1e6),
        "ours": {**ours, "length_known": True, "resumes": resumes, "extra_disk_mb": 0, **slow},
        "plan_20000_files_200_gb_seconds": planning_seconds(),
        "yardstick_name": "nginx, the same files" if nginx else "Python zipfile, stored, to a file",
        "yardstick": yardstick,
        "ratio_mb_per_s": round(ours["mb_per_s"] / yardstick["mb_per_s"], 2),
    }


def make_photos(store: objects.FileStore, count: int, size: int) -> list[archive.Entry]:
    """Files that differ and do not compress, as photos do not."""
    content = bytearray(os.urandom(size))
    entries = []
    for number in range(count):
        content[:8] = number.to_bytes(8)
        key = keys.join(keys.new_object(STUDIO), "original")
        store.write(key, [bytes(content)])
        crc = zlib.crc32(content)
        entries.append(archive.Entry(f"DSC_{number:05}.JPG", key, size, crc, 1_700_000_000))
    return entries


def fresh_path(saved: archive.SavedPlan) -> str:
    """A link of this moment: good for half a minute even where no Redis runs."""
    link = links.Link(
        studio=STUDIO,
        host=_processes.HOST,
        scope=links.Scope("gallery", "bench"),
        revision=1,
        object_key=saved.object_key,
        variant=archive.VARIANT,
        media_type=archive.MEDIA_TYPE,
        kind="archive",
        name="All photos.zip",
    )
    return links.sign(link, at=time.time())


def fetch_archive(server: _servers.Server, saved: archive.SavedPlan) -> Figures:
    return timed(server, [fresh_path(saved)], saved.length)


def fetch_files(server: _servers.Server, entries: list[archive.Entry]) -> Figures:
    total = sum(entry.size for entry in entries)
    return timed(server, [f"/{entry.key}" for entry in entries], total)


def timed(server: _servers.Server, paths: list[str], total: int) -> Figures:
    """Fetch all paths over one connection."""
    connection = _servers.Connection(server.port)
    cpu, began, first = server.cpu_seconds(), time.perf_counter(), 0.0
    for path in paths:
        connection.ask(path)
        status, headers = connection.answer()
        if status != 200:
            raise RuntimeError(f"{status} for {path}")
        length = int(headers["content-length"])
        connection.skip(1)
        first = first or time.perf_counter() - began
        connection.skip(length - 1)
    seconds = time.perf_counter() - began
    connection.close()
    return figures(first, seconds, server.cpu_seconds() - cpu, total)


def zip_files(store: objects.FileStore, entries: list[archive.Entry]) -> Figures:
    cpu, began = time.process_time(), time.perf_counter()
    with tempfile.NamedTemporaryFile(dir=store.root, suffix=".zip") as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
            for entry in entries:
                made.write(store.path(entry.key), entry.name)
        seconds = time.perf_counter() - began
    total = sum(entry.size for entry in entries)
    return figures(seconds, seconds, time.process_time() - cpu, total)


def figures(first: float, seconds: float, cpu: float, total: int) -> Figures:
    return {
        "first_byte_ms": first * 1e3,
        "mb_per_s": total / 1e6 / seconds,
        "cpu_s_per_gb": cpu / (total / 1e9),
    }


def resumes_exactly(server: _servers.Server, saved: archive.SavedPlan) -> bool:
    """Whether parts asked for twice over different cuts are the same bytes."""
    whole = part_of(server, saved, saved.length - 2_000_000, saved.length)
    cuts = [random.randrange(1_999_999) for _ in range(20)]  # noqa: S311
    return all(
        part_of(server, saved, saved.length - 2_000_000 + cut, saved.length) == whole[cut:]
        for cut in cuts
    )


def part_of(server: _servers.Server, saved: archive.SavedPlan, start: int, stop: int) -> bytes:
    connection = _servers.Connection(server.port)
    connection.ask(fresh_path(saved), f"Range: bytes={start}-{stop - 1}\r\n")
    status, _ = connection.answer()
    body = connection.body(stop - start) if status == 206 else b""
    connection.close()
    return body


def memory_of_slow_downloads(server: _servers.Server, saved: archive.SavedPlan) -> Figures:
    """Megabytes that the server holds while clients read a little and then nothing."""
    with ExitStack() as stack:
        for _ in range(SLOW):
            connection = _servers.Connection(server.port)
            stack.callback(connection.close)
            connection.ask(fresh_path(saved))
            connection.answer()
        time.sleep(1)
        return {"memory_mb_with_500_slow_downloads": round(server.memory_bytes() / 1e6, 1)}


def planning_seconds() -> float:
    key = keys.join(keys.new_object(STUDIO), "original")
    entries = [archive.Entry(f"DSC_{n:05}.JPG", key, 10_000_000, n, n) for n in range(20_000)]
    return round(statistics.median(seconds_of(lambda: archive.build_plan(STUDIO, entries))), 3)


def seconds_of(step: Callable[[], object]) -> list[float]:
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        step()
        taken.append(time.perf_counter() - began)
    return taken


if __name__ == "__main__":
    main()
