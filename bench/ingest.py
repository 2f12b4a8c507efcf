"""Upload to all renditions ready, over HTTP and through the workers, beside libvips alone.

    bin/bench ingest [--json] [--photos 40] [--folder FOLDER] [--at-once 3]

The clock runs from the first byte sent until the last photo is ready. CPU seconds are those of all
servers (PostgreSQL and Redis included, the sender not); memory is the peak of their proportional
sum. Photos are FOLDER's JPEGs, or painted ones of 24 megapixels, kept beside the bench's files.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from bench import _libvips, _servers, _stack
from safelight.demo import photographs

if TYPE_CHECKING:
    from bench._batch import Prepared

AIM = {"cpu_seconds_per_photo": 0.35, "photos_per_second": 5.0, "memory_mb": 500}
PAINTED = 12
UPLOADS = "/api/v1/uploads/"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--at-once", type=int, default=3)
    given = parser.parse_args()
    base = Path(os.environ.get("SAFELIGHT_VAR", tempfile.gettempdir()))
    base.mkdir(parents=True, exist_ok=True)
    photos = list(islice(cycle(_photos(given.folder, base)), given.photos))
    with tempfile.TemporaryDirectory(dir=base) as folder:
        report = measure(Path(folder), photos, given.at_once)
    if given.json:
        sys.stdout.write(json.dumps(report) + "\n")
        return
    for name, value in report.items():
        sys.stdout.write(f"{name}: {value}\n")


def measure(folder: Path, photos: list[Path], at_once: int) -> dict[str, object]:
    with _stack.running(folder) as stack:
        # The servers' addresses are in the environment only now.
        from bench import _batch

        batch = _batch.prepare()
        with _stack.serving(stack):
            sender = Sender(stack.port, batch)
            _send_all(sender, photos[:4], at_once)  # every process has started and imported
            _batch.wait_until_ready(batch, 4)
            before, began = stack.cpu_seconds(), time.perf_counter()
            with _stack.peak_memory(stack) as peak:
                _send_all(sender, photos, at_once)
                sent = time.perf_counter() - began
                _batch.wait_until_ready(batch, 4 + len(photos))
                seconds = time.perf_counter() - began
            spent = {name: now - before[name] for name, now in stack.cpu_seconds().items()}
    ours = _figures(len(photos), seconds, sent, spent, peak)
    yardstick = None
    if _libvips.is_here():
        yardstick = _libvips.limit(photos, folder / "libvips", _stack.WORKERS)
    return _report(photos, ours, yardstick)


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


def _figures(
    count: int, seconds: float, sent: float, spent: dict[str, float], peak: dict[str, int]
) -> dict[str, object]:
    return {
        "photos_per_second": round(count / seconds, 2),
        "uploads_per_second": round(count / sent, 2),
        "cpu_seconds_per_photo": round(sum(spent.values()) / count, 3),
        "cpu_seconds_by_server": {name: round(cpu / count, 3) for name, cpu in spent.items()},
        "memory_mb": round(peak["all"] / 1e6),
        "memory_mb_by_server": {n: round(size / 1e6) for n, size in peak.items() if n != "all"},
    }


def _report(
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
        **_servers.circumstances(),
    }


def _photos(folder: Path | None, base: Path) -> list[Path]:
    if folder is not None:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in {".jpg", ".jpeg"})
    return photographs.make(base / "photographs", PAINTED)


if __name__ == "__main__":
    main()
