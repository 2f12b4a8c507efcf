"""CPU seconds of the imaging part of ingest, a photo at a time: digests, metadata, renditions.

    python bench/ingest_core.py FOLDER_OR_FILE [--json] [--repeat 3]

Each figure is the median of the repetitions; peak memory is the process's own.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from safelight import imaging


def cpu_seconds(step: Callable[[], object], repeat: int) -> float:
    """Median CPU seconds of ``step``."""
    taken = []
    for _ in range(repeat):
        began = time.process_time()
        step()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def measure(path: Path, out_dir: Path, repeat: int) -> dict[str, object]:
    """CPU seconds of each step for one photo, and bytes of its renditions."""
    facts = imaging.identify(path)
    steps: dict[str, Callable[[], object]] = {
        "digests": lambda: imaging.digests.of(path),
        "identify": lambda: imaging.identify(path),
        "metadata": lambda: imaging.metadata.read(path, facts=facts),
        "develop": lambda: imaging.develop(path, out_dir, facts=facts),
    }
    seconds = {name: cpu_seconds(step, repeat) for name, step in steps.items()}
    made = imaging.develop(path, out_dir, facts=facts)
    return {
        "photo": path.name,
        "megapixels": round(facts.width * facts.height / 1e6, 1),
        **{name: round(value, 4) for name, value in seconds.items()},
        "all": round(sum(seconds.values()), 4),
        "bytes": {item.edge: item.byte_size for item in made.renditions},
    }


def main() -> None:
    """Measure each photo that is accepted; print a line each, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    files = sorted(given.source.rglob("*")) if given.source.is_dir() else [given.source]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for path in filter(Path.is_file, files):
            try:
                rows.append(measure(path, Path(folder), given.repeat))
            except imaging.Refused as refusal:
                rows.append({"photo": path.name, "refused": refusal.sentence})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if given.json:
        report = {"photos": rows, "peak_memory_mb": peak}
    else:
        report = None
        for row in rows:
            sys.stdout.write(f"{row}\n")
    sys.stdout.write(json.dumps(report) if report else f"peak memory {peak} MB\n")


if __name__ == "__main__":
    main()
