"""What becomes of odd file names."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from modules.gallery.models import BatchFile
from modules.gallery.services import naming
from modules.gallery.services.photos import name_key
from tests.gallery.ingest.sending import Sender


def test_upl_08_it_makes_every_odd_name_harmless(shared: Path) -> None:
    listed = json.loads((shared / "photos/hostile/upload_names.json").read_text())
    for each in listed:
        name = naming.cleaned(each["filename"])
        assert name, each["why"]
        assert len(name) <= 255 >= len(name_key(name)), each["why"]
        assert not set("/\\\0\r\n") & set(name), each["why"]
        assert name.strip(". "), each["why"]
        assert not {unicodedata.category(c) for c in name} & {"Cc", "Cf", "Cs"}, each["why"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../x.jpg", "x.jpg"),
        ("C:\\fakepath\\x.jpg", "x.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\u200bb.jpg", "ab.jpg"),
        ("e\u0301.jpg", "\xe9.jpg"),
        ("", "photo.jpg"),
        ("..", "photo.jpg"),
        ("Anna & Ben, 2. Tag (=1).JPG", "Anna & Ben, 2. Tag (=1).JPG"),
        ('<img onerror="x">.jpg', '<img onerror="x">.jpg'),
        ("x" * 300 + ".jpeg", "x" * 250 + ".jpeg"),
    ],
)
def test_upl_08_it_keeps_a_name_as_typed_otherwise(typed: str, shown: str) -> None:
    assert naming.cleaned(typed) == shown


def test_it_numbers_before_the_ending() -> None:
    taken = {"a.jpg", "a (2).jpg"}

    assert naming.numbered("a.jpg", taken.__contains__) == "a (3).jpg"
    assert naming.numbered("noending", {"noending"}.__contains__) == "noending (2)"


def test_it_numbers_the_longest_name() -> None:
    longest = "x" * 251 + ".jpg"

    assert naming.numbered(longest, {longest}.__contains__) == "x" * 247 + " (2).jpg"


def test_upl_08_it_takes_a_batch_whatever_its_names(
    sender: Sender, picture: Callable[..., bytes], shared: Path
) -> None:
    listed = json.loads((shared / "photos/hostile/upload_names.json").read_text())
    names = [each["filename"] for each in listed]
    batch = sender.open(*names)
    file = sender.ingest(batch, picture(), "../../etc/passwd")

    assert BatchFile.objects.filter(batch=batch).count() == len(names)
    assert (file.name, file.outcome) == ("passwd", "added")
