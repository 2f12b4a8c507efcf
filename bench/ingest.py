"""Upload to all renditions ready, over HTTP and through the workers, beside libvips alone.

    bin/bench ingest [--json] [--photos 40] [--folder FOLDER] [--at-once 3]

The whole embedded stack runs as ``bin/up`` starts it. The clock runs from the first byte sent until
the last photo is ready. CPU seconds are those of all programs, PostgreSQL, Redis and the supervisor
included, the sender not. Memory is the sum of their proportional set sizes (PSS): idle before the
first upload, and the largest of four looks a second while photos come in. Photos are FOLDER's
JPEGs, or painted ones of 24 megapixels, kept beside the bench's files.
"""

from __future__ import annotations

import base64
import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import django

from bench import _libvips, _report, _stack
from safelight.demo import photographs

if TYPE_CHECKING:
    from bench._batch import Prepared

AIM = {
    "cpu_seconds_per_photo": 0.35,
    "photos_per_second": 5.0,
    "memory_mb": 500,
    "idle_memory_mb": 450,
}
PAINTED = 12
PROCESSES = 2
#: Photos before the clock runs; seconds until a started stack is idle.
WARMING, SETTLING = 8, 5.0
UPLOADS = "/api/v1/uploads/"


def main() -> None:
    """Measure and print."""
    parser = _report.arguments(__doc__)
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--at-once", type=int, default=3)
    given = parser.parse_args()
    photos = list(islice(cycle(_photos(given.folder, _report.base())), given.photos))
    with _report.folder() as folder:
        report = measure(folder, photos, given.at_once)
    _report.say(report, as_json=given.json)


def measure(folder: Path, photos: list[Path], at_once: int) -> dict[str, object]:
    with _stack.running(folder) as stack:
        django.setup()
        # Settings and models are read from here on.
        _batch = import_module("bench._batch")
        time.sleep(SETTLING)
        idle = stack.memory_bytes()
        batch = _batch.prepare()
        sender = Sender(stack.port, batch)
        _send_all(sender, photos[:WARMING], at_once)  # every process has begun to work
        _batch.wait_until_ready(batch, WARMING)
        before, began = stack.cpu_seconds(), time.perf_counter()
        with _stack.peak_memory(stack) as peak:
            _send_all(sender, photos, at_once)
            sent = time.perf_counter() - began
            _batch.wait_until_ready(batch, WARMING + len(photos))
            seconds = time.perf_counter() - began
        spent = {name: now - before[name] for name, now in stack.cpu_seconds().items()}
    ours = _speed(len(photos), seconds, sent, spent) | _memory(peak, idle)
    yardstick = None
    if _libvips.is_here():
        yardstick = _libvips.limit(photos, folder / "libvips", PROCESSES)
    return _described(photos, ours, yardstick)


class Sender:
    """Sends files as the upload page does: POST, then one PATCH with all the bytes."""

    def __init__(self, port: int, batch: Prepared) -> None:
        self._port = port
        self._batch = batch

    def send(self, number: int, photo: Path) -> None:
        data = photo.read_bytes()
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        said = {"filename": f"{number:05}-{photo.name}", "purpose": "gallery.batch"}
        header = _metadata(said | {"batch": self._batch.public_id})
        made = self._ask(
            line, "POST", UPLOADS, b"", {"Upload-Length": str(len(data)), "Upload-Metadata": header}
        )
        body = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
        self._ask(line, "PATCH", str(made), data, body)
        line.close()

    def _ask(
        self,
        line: http.client.HTTPConnection,
        method: str,
        path: str,
        data: bytes,
        headers: dict[str, str],
    ) -> str | None:
        named = {
            "Host": self._batch.host,
            "Authorization": f"Bearer {self._batch.token}",
            "Tus-Resumable": "1.0.0",
        }
        line.request(method, path, data, named | headers)
        answer = line.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text!r}")
        return answer.getheader("Location")


def _metadata(values: dict[str, str]) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in values.items())


def _send_all(sender: Sender, photos: list[Path], at_once: int) -> None:
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(sender.send, range(len(photos)), photos))


def _speed(count: int, seconds: float, sent: float, spent: dict[str, float]) -> dict[str, object]:
    return {
        "photos_per_second": round(count / seconds, 2),
        "uploads_per_second": round(count / sent, 2),
        "cpu_seconds_per_photo": round(sum(spent.values()) / count, 3),
        "cpu_seconds_by_program": {name: round(cpu / count, 3) for name, cpu in spent.items()},
    }


def _memory(peak: dict[str, int], idle: dict[str, int]) -> dict[str, object]:
    return {
        "memory_mb": round(peak["all"] / 1e6),
        "memory_mb_by_program": {n: round(size / 1e6) for n, size in peak.items() if n != "all"},
        "idle_memory_mb": round(sum(idle.values()) / 1e6),
        "idle_memory_mb_by_program": {n: round(size / 1e6) for n, size in idle.items()},
    }


def _described(
    photos: list[Path], ours: dict[str, object], yardstick: dict[str, float] | None
) -> dict[str, object]:
    key = "cpu_seconds_per_photo"
    ratio = round(float(str(ours[key])) / yardstick[key], 2) if yardstick else None
    return {
        "bench": "ingest",
        "photos": len(photos),
        "distinct_photos": len(set(photos)),
        "megabytes_per_photo": round(sum(p.stat().st_size for p in photos) / len(photos) / 1e6, 2),
        "ours": ours,
        "first_aim": AIM,
        "yardstick_name": "libvips: three JPEGs, SHA-256, CRC-32, storing; two processes, no stack",
        "yardstick": yardstick,
        "ratio_cpu": ratio,
    }


def _photos(folder: Path | None, base: Path) -> list[Path]:
    if folder is not None:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in {".jpg", ".jpeg"})
    return photographs.make(base / "photographs", PAINTED)


if __name__ == "__main__":
    main()
