"""The yardstick of ingest: what libvips needs for the same renditions, digests and storing."""

from __future__ import annotations

import logging
import os
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path


def is_here() -> bool:
    """Whether the dependency group "bench" is installed."""
    # Only looked for: libvips reads its settings when it is first imported.
    return find_spec("pyvips") is not None


def limit(photos: list[Path], folder: Path, processes: int) -> dict[str, float]:
    """Photos a second and CPU seconds for each, in as many processes as the workers are."""
    folder.mkdir(parents=True)
    os.environ["VIPS_CONCURRENCY"] = "1"
    logging.getLogger("pyvips").setLevel(logging.WARNING)
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(_warm, range(processes)))
        began = time.perf_counter()
        cpu = sum(pool.map(_one, photos, [folder / str(n) for n in range(len(photos))]))
        seconds = time.perf_counter() - began
    return {
        "photos_per_second": round(len(photos) / seconds, 2),
        "cpu_seconds_per_photo": round(cpu / len(photos), 3),
    }


def _warm(_number: int) -> None:
    import pyvips  # noqa: F401 - only benches have it


def _one(photo: Path, stem: Path) -> float:
    """Shrink on load by an exact half, then each size from the larger one; CPU seconds."""
    import pyvips  # only benches have it

    began = time.process_time()
    data = photo.read_bytes()
    sha256(data).hexdigest(), zlib.crc32(data)
    stem.with_suffix(".original").write_bytes(data)
    header = pyvips.Image.new_from_buffer(data, "")
    shrink = 2 if max(header.width, header.height) >= 4096 else 1
    picture = pyvips.Image.new_from_buffer(data, "", shrink=shrink)
    for edge in (2048, 1200, 400):
        picture = picture.resize(edge / max(picture.width, picture.height)).copy_memory()
        picture.jpegsave(f"{stem}-{edge}.jpg", Q=82, keep="none")
    return time.process_time() - began
