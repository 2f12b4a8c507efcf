from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PIL import Image

from safelight import imaging
from safelight.imaging import child, refusals, safely

Save = Callable[..., Path]
Photo = Callable[..., imaging.Developed]


@pytest.fixture(autouse=True)
def _no_child() -> Iterator[None]:
    safely.end()
    yield
    safely.end()


@pytest.fixture
def photo(save: Save, corners: Image.Image, out_dir: Path) -> Photo:
    """Develops a photo that is in order."""
    path = save(corners, "JPEG")

    def developed(**terms: Any) -> imaging.Developed:
        return imaging.develop_safely(path, out_dir, **terms)

    return developed


@pytest.fixture
def decoder(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Have children from now on do this instead of developing."""

    def use(instead: Callable[[], object]) -> None:
        monkeypatch.setattr(safely, "develop", lambda *_args, **_more: instead())

    return use


def _pid() -> int:
    assert safely._keeper._child is not None
    return safely._keeper._child.pid


def test_it_gives_what_develop_gives(corners: Image.Image, save: Save, out_dir: Path) -> None:
    path = save(corners, "JPEG")
    assert imaging.develop_safely(path, out_dir) == imaging.develop(path, out_dir)


def test_it_passes_a_refusal_on(save: Save, corners: Image.Image, out_dir: Path) -> None:
    path = save(corners, "PNG")
    with pytest.raises(refusals.TooLarge, match="300 × 200"):
        imaging.develop_safely(path, out_dir, limits=imaging.Limits(pixels=1))


class TestOneAfterTheOther:
    def test_it_shares_a_child_among_photos_of_one_owner(self, photo: Photo) -> None:
        photo(owner="a")
        first = _pid()
        photo(owner="a")
        assert _pid() == first

    def test_it_takes_a_new_child_for_another_owner(self, photo: Photo) -> None:
        photo(owner="a")
        first = _pid()
        photo(owner="b")
        assert _pid() != first

    def test_it_takes_a_new_child_after_a_refusal(self, photo: Photo) -> None:
        photo()
        with pytest.raises(refusals.TooLarge):
            photo(limits=imaging.Limits(pixels=1))
        assert safely._keeper._child is None

    def test_it_takes_a_new_child_after_many(
        self, photo: Photo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(safely, "PHOTOS_A_CHILD", 2)
        pids = []
        for _ in range(4):
            photo()
            pids.append(_pid())
        assert pids[0] == pids[1] != pids[2] == pids[3]

    def test_it_takes_a_new_child_where_the_last_one_left(self, photo: Photo) -> None:
        photo()
        first = _pid()
        os.kill(first, signal.SIGKILL)
        assert photo().width == 300
        assert _pid() != first


def test_it_ends_a_child_that_hangs(
    photo: Photo, decoder: Callable[[Callable[[], object]], None]
) -> None:
    decoder(lambda: time.sleep(30))
    began = time.monotonic()
    with pytest.raises(refusals.TooSlow):
        photo(seconds=0.2)
    assert time.monotonic() - began < 5


def test_it_survives_a_child_that_dies(
    photo: Photo, decoder: Callable[[Callable[[], object]], None]
) -> None:
    decoder(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(refusals.Damaged):
        photo()


def test_it_stops_a_child_that_eats_memory(
    photo: Photo, decoder: Callable[[Callable[[], object]], None]
) -> None:
    decoder(lambda: bytearray(1 << 31))
    with pytest.raises(refusals.TooComplex, match="too much memory"):
        photo(memory_bytes=64 * 1024 * 1024)


@pytest.mark.parametrize(
    "said",
    [
        b"\xff",
        b"[]",
        b"[" * 60_000,
        b'{"refused": {"name": "gettext_noop", "values": {"message": "x"}}}',
        b'{"done": {"facts": {"kind": "jpeg"}, "renditions": []}}',
        b'{"done": {"facts": {}, "renditions": [{"edge": "../../original", "path": "x"}]}}',
    ],
)
def test_it_believes_no_strange_answer(
    photo: Photo, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(safely, "_work", lambda _request: said)
    with pytest.raises(refusals.Damaged):
        photo()


def test_it_leaves_the_child_none_of_its_files(tmp_path: Path) -> None:
    secret = (tmp_path / "secret").open("w+b")  # noqa: SIM115 - open while the child lives
    secret.write(b"open")
    secret.flush()

    def work(_request: bytes) -> bytes:
        os.write(secret.fileno(), b"written")
        own = {os.readlink(f"/dev/fd/{fd}") for fd in range(3, secret.fileno() + 1)}
        return json.dumps(sorted(own - {os.devnull})).encode()

    made = child.Child(work, memory_bytes=1 << 30)
    kept = json.loads(made.ask(b"", seconds=5))
    made.end()
    secret.close()
    assert (tmp_path / "secret").read_bytes() == b"open"
    assert [name for name in kept if not name.startswith("socket:")] == []
    assert len(kept) <= 1


def test_it_ends_by_itself_without_work() -> None:
    made = child.Child(lambda request: request, memory_bytes=1 << 30, idle=0.05)
    assert os.waitid(os.P_PID, made.pid, os.WEXITED | os.WNOWAIT) is not None
    with pytest.raises(child.Gone):
        made.ask(b"x", seconds=5)
    made.end()


def _fail(_request: bytes) -> NoReturn:
    raise AssertionError


def test_it_is_dead_after_work_that_fails() -> None:
    made = child.Child(_fail, memory_bytes=1 << 30)
    with pytest.raises(child.Died):
        made.ask(b"x", seconds=5)
    made.end()
