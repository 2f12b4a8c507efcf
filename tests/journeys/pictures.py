"""Small photographs with content of their own, so that no two are the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from random import Random

from PIL import Image

SIZE = (900, 600)


def write(folder: Path, names: Sequence[str], *, look: str = "proof") -> list[Path]:
    """JPEGs of these names in ``folder``; another ``look`` makes other pixels."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(jpeg(f"{look} {path.name}"))
    return paths


def jpeg(seed: str, size: tuple[int, int] = SIZE) -> bytes:
    rng = Random(seed)  # noqa: S311 - a picture's seed
    small = Image.frombytes("RGB", (6, 4), rng.randbytes(6 * 4 * 3))
    out = io.BytesIO()
    small.resize(size, Image.Resampling.BICUBIC).save(out, "JPEG", quality=88)
    return out.getvalue()
