"""A client that others wrote."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tusclient import client as tusclient
from tusclient.storage import filestorage

from tests.uploads import live
from tests.uploads.conftest import Land
from tests.uploads.test_cut import stored


def _uploader(land: Land, data: bytes, **more: Any) -> Any:
    headers = {
        "Host": land.studio.primary_host(),
        "Authorization": f"Bearer {land.tokens['alice']}",
    }
    speaker = tusclient.TusClient(
        f"http://127.0.0.1:{land.server.port}{live.UPLOADS}", headers=headers
    )
    said = {"purpose": "gallery.batch", "batch": land.batch, "filename": "tuspy.jpg"}
    return speaker.uploader(file_stream=_Open(data), metadata=said, chunk_size=200_000, **more)


def test_it_takes_a_file_from_tuspy(committed: Land) -> None:
    data = live.noise(5, 1_000_001)
    uploader = _uploader(committed, data, upload_checksum=True)
    uploader.upload()

    assert stored(uploader.url) == data


def test_it_lets_tuspy_resume(committed: Land, tmp_path: Path) -> None:
    data = live.noise(6, 1_000_001)
    with _storage(tmp_path / "urls") as kept:
        first = _uploader(committed, data, store_url=True, url_storage=kept)
        first.upload(stop_at=400_000)
        second = _uploader(committed, data, store_url=True, url_storage=kept)
        assert (second.url, second.offset) == (first.url, 400_000)
        second.upload()

    assert stored(second.url) == data


class _Open(io.BytesIO):
    """tuspy closes what it is given after each look."""

    def close(self) -> None:
        pass


@contextmanager
def _storage(file: Path) -> Iterator[filestorage.FileStorage]:
    kept = filestorage.FileStorage(str(file))  # type: ignore[no-untyped-call]
    try:
        yield kept
    finally:
        kept.close()  # type: ignore[no-untyped-call]
