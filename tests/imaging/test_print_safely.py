"""Print files made in a child: what happens to it does not happen to the worker."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from safelight import imaging
from safelight.imaging import PrintSpec, printing_safely, refusals
from tests.imaging.charts import chart

Save = Callable[..., Path]
SPEC = PrintSpec(size=(300, 200), box=(0.1, 0.1, 0.7, 0.5), turned=180, ppi=200)


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Have children do this in place of a print."""

    def use(work: Callable[[], object]) -> None:
        monkeypatch.setattr(printing_safely, "print_file", lambda *_args, **_more: work())

    return use


def test_it_makes_what_is_made_without_a_child(save: Save, tmp_path: Path) -> None:
    path = save(chart(600, 400), "JPEG")
    one, other = tmp_path / "one", tmp_path / "other"
    assert imaging.print_file_safely(path, one, SPEC) == imaging.print_file(path, other, SPEC)
    assert one.read_bytes() == other.read_bytes()


def test_it_passes_a_refusal_on(save: Save, tmp_path: Path) -> None:
    path = save(chart(60, 40), "PNG")
    with pytest.raises(refusals.PrintTooLarge, match="20000 × 20000"):
        imaging.print_file_safely(path, tmp_path / "out", PrintSpec(size=(20_000, 20_000)))


@pytest.mark.parametrize(
    ("work", "refusal"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGSEGV), refusals.Damaged),
        (lambda: time.sleep(5), refusals.TooSlow),
        (lambda: bytearray(1 << 31), refusals.TooComplex),
        (lambda: "no print", refusals.Damaged),
    ],
    ids=["dies", "hangs", "eats", "lies"],
)
def test_it_survives_a_child_that(
    work: Callable[[], object],
    refusal: type[Exception],
    instead: Callable[[Callable[[], object]], None],
    save: Save,
    tmp_path: Path,
) -> None:
    instead(work)
    with pytest.raises(refusal):
        imaging.print_file_safely(save(chart(60, 40), "PNG"), tmp_path / "out", SPEC, seconds=0.5)


def test_it_lets_a_print_be_as_large_on_disk_as_it_may_be_in_pixels(
    instead: Callable[[Callable[[], object]], None], save: Save, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    instead(lambda: os.truncate(os.open(out, os.O_CREAT | os.O_RDWR), 90 << 20))
    spec = PrintSpec(size=(5000, 5000))
    with pytest.raises(refusals.Damaged):  # What it says is no print; the file was let be.
        imaging.print_file_safely(save(chart(60, 40), "PNG"), out, spec)
    assert out.stat().st_size == 90 << 20
