from __future__ import annotations

import itertools
from pathlib import Path

from safelight import imaging
from safelight.demo import photographs


def test_it_works(tmp_path: Path) -> None:
    paths = photographs.make(tmp_path / "photos", count=6, size=(600, 400))
    sizes = {(facts.width, facts.height) for facts in map(imaging.identify, paths)}
    assert len(paths) == 6
    assert sizes <= {(600, 400), (400, 600)}
    assert not list((tmp_path / "photos").glob("*.part"))


def test_it_makes_the_same_again(tmp_path: Path) -> None:
    one, other = (
        photographs.make(tmp_path / name, count=2, size=(600, 400)) for name in ("a", "b")
    )
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_it_leaves_what_is_there(tmp_path: Path) -> None:
    paths = photographs.make(tmp_path, count=1, size=(600, 400))
    before = paths[0].stat().st_mtime_ns
    photographs.make(tmp_path, count=1, size=(600, 400))
    assert paths[0].stat().st_mtime_ns == before


def test_it_tells_a_day_in_order_with_words_and_stars(tmp_path: Path) -> None:
    paths = photographs.make(tmp_path, count=5, size=(600, 400))
    found = [imaging.metadata.read(path) for path in paths]
    taken = [item.captured_at for item in found if item.captured_at]
    assert taken == sorted(taken)
    assert len(taken) == 5
    assert all(item.title and item.keywords and item.camera and item.lens for item in found)
    assert all(item.rating and 1 <= item.rating <= 5 for item in found)


def test_it_puts_different_scenes_side_by_side() -> None:
    shots = photographs.plan(60)
    assert len(shots) == 60
    assert all(a[0].painter is not b[0].painter for a, b in itertools.pairwise(shots[:30]))
