"""Each hostile and odd file: developed harmlessly, or refused with a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safelight import imaging

#: Bytes a worker may take, whatever it is given; seconds for any one file.
MEMORY, PATIENCE = 500 * 1024 * 1024, 60

_PROGRAM = """
import json, pathlib, re, sys, tempfile
from safelight import imaging
seen = {}
with tempfile.TemporaryDirectory() as folder:
    for name in sys.argv[1:]:
        try:
            imaging.develop(pathlib.Path(name), pathlib.Path(folder))
            seen[name] = "developed"
        except imaging.Refused as refusal:
            seen[name] = refusal.code
# The peak of this program alone: getrusage would begin with what its parent had when it forked.
status = pathlib.Path("/proc/self/status").read_text()
kibibytes = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1])
print(json.dumps({"seen": seen, "bytes": kibibytes * 1024}))
"""


def outcome(path: Path, out_dir: Path) -> str:
    try:
        made = imaging.develop(path, out_dir)
    except imaging.Refused as refusal:
        return f"refused, {refusal.code}: {refusal.sentence}"
    return f"developed, {made.facts.kind} {made.width} × {made.height}"


def test_it_survives_a_hostile_file(hostile_file: Path, out_dir: Path) -> None:
    began = time.monotonic()
    seen = outcome(hostile_file, out_dir)
    print(f"{hostile_file.name!a}: {seen}")  # noqa: T201 the table, by -s
    assert seen.startswith("developed") or seen.endswith(".")
    assert time.monotonic() - began < PATIENCE


def test_it_survives_an_odd_file(odd_file: Path, out_dir: Path) -> None:
    seen = outcome(odd_file, out_dir)
    print(f"{odd_file.name!a}: {seen}")  # noqa: T201 the table, by -s
    assert seen.startswith("developed") or seen.endswith(".")


def test_it_reads_metadata_of_any_file_or_refuses(hostile_file: Path) -> None:
    try:
        found = imaging.metadata.read(hostile_file)
    except imaging.Refused:
        return
    words = [found.title, found.description, found.creator, found.copyright, *found.keywords]
    assert not any(letter in word for word in words for letter in "\x00\x1b\r\u202e")
    assert max(map(len, words)) <= 8_000


def test_it_takes_no_more_memory_for_a_bomb(shared: Path) -> None:
    bombs = sorted(str(path) for path in (shared / "hostile" / "bombs").iterdir())
    command = [sys.executable, "-c", _PROGRAM, *bombs]
    # A path of its own: the child has no pytest to set one up.
    where = {"PYTHONPATH": str(Path(imaging.__file__).parents[2])}
    done = subprocess.run(command, env=where, capture_output=True, timeout=PATIENCE, check=True)
    report = json.loads(done.stdout)
    assert "developed" not in report["seen"].values()
    assert report["bytes"] < MEMORY


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("broken/truncated_half.jpg", "refused, damaged"),
        ("broken/truncated_no_eoi.jpg", "refused, damaged"),
        ("broken/corrupt_scan.jpg", "developed, jpeg"),
        ("mismatch/png_named.jpg", "developed, png"),
        ("mismatch/svg_named.jpg", "refused, not_a_photo"),
        ("polyglot/jpeg_zip.jpg", "developed, jpeg"),
        ("polyglot/gif_javascript.gif", "refused, not_a_photo"),
        ("bombs/png_iccp_200MB.png", "refused, too_complex"),
        ("bombs/webp_16384x16384.webp", "refused, too_large"),
        ("meta/icc_65535_tags.jpg", "developed, jpeg"),
    ],
)
def test_it_does_as_decided(name: str, expected: str, shared: Path, out_dir: Path) -> None:
    assert outcome(shared / "hostile" / name, out_dir).startswith(expected)
