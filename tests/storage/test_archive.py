from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.storage import archive, keys, objects
from tests.storage.helpers import ACME, BOLT, Stored, put

NAMES = [
    *("plain.jpg", "plain.jpg", "e\u0301te\u0301.jpg", "👩\u200d👩\u200d👧.jpg"),
    *("תמונה.jpg", "../../x.jpg", "空.tif"),
]
LARGE = (4 << 30) + 5


def planned(*entries: archive.Entry) -> archive.ArchivePlan:
    return archive.ArchivePlan(archive.build_plan(ACME, entries))


def read(
    store: objects.FileStore, plan: archive.ArchivePlan, start: int = 0, stop: int = 1 << 62
) -> bytes:
    """The bytes that the pieces of a plan stand for."""
    out = io.BytesIO()
    for piece in plan.pieces(start, stop):
        if isinstance(piece, bytes):
            out.write(piece)
            continue
        with store.open(piece.key) as file:
            file.seek(piece.start)
            out.write(file.read(piece.length))
    return out.getvalue()


def small_files(store: objects.FileStore) -> list[Stored]:
    return [put(store, os.urandom(size)) for size in (0, 1, 70, 3_000, 10, 0, 999)]


def write(path: Path, store: objects.FileStore, plan: archive.ArchivePlan) -> None:
    """The archive as a file with holes where its members have them."""
    with path.open("wb") as target:
        for piece in plan.pieces(0, plan.length):
            if isinstance(piece, bytes):
                target.write(piece)
                continue
            with store.open(piece.key) as file:
                file.seek(piece.start)
                edge = min(piece.length, 1 << 16)
                target.write(file.read(edge))
                file.seek(piece.start + piece.length - edge)
                target.seek(piece.length - 2 * edge if piece.length > 2 * edge else -edge, 1)
                target.write(file.read(edge))
        target.truncate(plan.length)


def unpack(tool: str, path: Path, *members: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} is not installed")
    arguments = {"unzip": ["-tqq"], "7z": ["t", "-bso0"]}[tool]
    return subprocess.run(
        [program, *arguments, path, *members], capture_output=True, text=True, check=False
    )


def test_it_works(store: objects.FileStore) -> None:
    stored = small_files(store)
    entries = [each.entry(name) for each, name in zip(stored, NAMES, strict=True)]
    saved = archive.save_plan(store, ACME, entries)
    plan = archive.load_plan(store, saved.object_key)
    assert (plan.length, plan.etag) == (saved.length, saved.etag)
    assert list(plan.keys()) == [each.key for each in stored]
    whole = read(store, plan)
    assert len(whole) == plan.length
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert opened.testzip() is None
        expected = ["plain.jpg", "plain (2).jpg", "été.jpg", *NAMES[3:5], "x.jpg", "空.tif"]
        assert opened.namelist() == expected
        assert [opened.read(name) for name in expected] == [each.content for each in stored]
        assert {info.date_time for info in opened.infolist()} == {(2023, 11, 14, 22, 13, 20)}


@pytest.mark.parametrize("tool", ["unzip", "7z"])
def test_it_is_opened_by_other_programs(
    tool: str, store: objects.FileStore, tmp_path: Path
) -> None:
    stored = small_files(store)
    plan = planned(*(each.entry(name, "Finals") for each, name in zip(stored, NAMES, strict=True)))
    (tmp_path / "a.zip").write_bytes(read(store, plan))
    done = unpack(tool, tmp_path / "a.zip")
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_the_same_every_time(store: objects.FileStore) -> None:
    entries = [each.entry(name) for each, name in zip(small_files(store), NAMES, strict=True)]
    assert archive.build_plan(ACME, entries) == archive.build_plan(ACME, entries)
    changed = [*entries[:-1], archive.Entry("other.jpg", *_rest(entries[-1]))]
    assert planned(*changed).etag != planned(*entries).etag


def _rest(entry: archive.Entry) -> tuple[str, int, int, int]:
    return entry.key, entry.size, entry.crc32, entry.modified_at


def test_it_makes_an_archive_of_nothing(store: objects.FileStore) -> None:
    plan = planned()
    with zipfile.ZipFile(io.BytesIO(read(store, plan))) as opened:
        assert opened.namelist() == []
    assert plan.length == 22


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_range_is_a_part_of_the_whole(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = objects.FileStore(tmp_path_factory.getbasetemp() / "ranges")
    sizes = data.draw(st.lists(st.integers(0, 300), max_size=6))
    stored = [put(store, bytes([65 + index]) * size) for index, size in enumerate(sizes)]
    plan = planned(*(each.entry("ä.jpg") for each in stored))
    whole = read(store, plan)
    for _ in range(10):
        start = data.draw(st.integers(0, plan.length))
        stop = data.draw(st.integers(start, plan.length + 5))
        assert read(store, plan, start, stop) == whole[start:stop]


def test_ranges_inside_a_large_directory_are_right(store: objects.FileStore) -> None:
    stored = put(store, b"x")
    plan = planned(*(stored.entry(f"{'n' * (index % 30)}.jpg") for index in range(1_000)))
    whole = read(store, plan)
    for start in range(plan.directory - 50, plan.length, 997):
        assert read(store, plan, start, start + 1_500) == whole[start : start + 1_500]


def sparse(store: objects.FileStore, size: int) -> Stored:
    """A stored file of ``size`` bytes that takes no room."""
    stored = put(store, b"")
    with store.path(stored.key).open("r+b") as file:
        file.truncate(size)
    return stored


def test_it_uses_zip64_for_a_file_over_four_gigabytes_and_one_behind_it(
    store: objects.FileStore, tmp_path: Path
) -> None:
    large = archive.Entry("large.tif", sparse(store, LARGE).key, LARGE, 0, 1)
    plan = planned(large, put(store, b"behind").entry("behind.jpg"))
    write(tmp_path / "large.zip", store, plan)
    with zipfile.ZipFile(tmp_path / "large.zip") as opened:
        assert [info.file_size for info in opened.infolist()] == [LARGE, 6]
        assert opened.read("behind.jpg") == b"behind"
    for tool in ("unzip", "7z"):
        done = unpack(tool, tmp_path / "large.zip", "behind.jpg")
        assert done.returncode == 0, done.stdout + done.stderr


def test_it_uses_zip64_for_more_than_65535_files(store: objects.FileStore, tmp_path: Path) -> None:
    stored = put(store, b"x")
    plan = planned(*(stored.entry(f"{index}.jpg") for index in range(65_600)))
    (tmp_path / "many.zip").write_bytes(read(store, plan))
    with zipfile.ZipFile(tmp_path / "many.zip") as opened:
        assert len(opened.namelist()) == 65_600
    for tool in ("unzip", "7z"):
        done = unpack(tool, tmp_path / "many.zip")
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("count", "zip64"), [(65_534, False), (65_535, True)])
def test_it_uses_zip64_only_where_it_must(
    count: int, zip64: bool, store: objects.FileStore
) -> None:
    stored = put(store, b"x")
    plan = planned(*[stored.entry("a")] * count)
    tail = b"".join(piece for piece in plan.pieces(plan.length - 98, plan.length))  # type: ignore[misc]
    assert (b"PK\6\6" in tail) is zip64


@pytest.mark.parametrize(("size", "extra"), [(0xFFFF_FFFE, 9), (0xFFFF_FFFF, 29)])
def test_a_header_has_large_fields_only_where_it_must(
    size: int, extra: int, store: objects.FileStore
) -> None:
    key = put(store, b"").key
    plan = planned(archive.Entry("a", key, size, 0, 0))
    header = next(plan.pieces(0, 100))
    assert isinstance(header, bytes)
    assert len(header) == 30 + 1 + extra
    assert header[28] == extra


def test_it_plans_twenty_thousand_files_and_200_gigabytes_within_300_ms() -> None:
    key = keys.join(keys.new_object(ACME), "original")
    entries = [archive.Entry(f"DSC_{n:05}.JPG", key, 10_000_000, n, n) for n in range(20_000)]
    taken = []
    for _ in range(3):
        began = time.process_time()
        plan = planned(*entries)
        taken.append(time.process_time() - began)
    assert min(taken) < 0.3
    began = time.process_time()
    opened = archive.ArchivePlan(plan.data)
    next(opened.pieces(opened.length // 2, opened.length))
    assert time.process_time() - began < 0.005
    assert opened.length > 200_000_000_000


def test_it_refuses_files_of_another_studio_and_impossible_ones(store: objects.FileStore) -> None:
    good = put(store, b"x").entry("a")
    foreign = put(store, b"x", studio=BOLT).entry("a")
    for bad in (
        foreign,
        archive.Entry("a", good.key, -1, 0, 0),
        archive.Entry("a", good.key, 1, 1 << 32, 0),
    ):
        with pytest.raises(archive.BadPlan):
            planned(good, bad)
    with pytest.raises(keys.BadKey):
        planned(archive.Entry("a", "../../etc/passwd", 1, 0, 0))


@pytest.mark.parametrize("data", [b"", b"PK", b"SLZ1", b"X" * 200])
def test_it_refuses_what_is_no_plan(data: bytes) -> None:
    with pytest.raises(archive.BadPlan):
        archive.ArchivePlan(data)


def test_it_refuses_a_plan_that_is_cut_off(store: objects.FileStore) -> None:
    data = planned(put(store, b"x").entry("a"), put(store, b"y").entry("b")).data
    for length in range(len(data)):
        with pytest.raises(archive.BadPlan):
            archive.ArchivePlan(data[:length])
