"""``STORAGE_URL=s3:`` and what belongs to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from safelight import bucket
from safelight.environment import ConfigurationError
from safelight.storage import objects

KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}


@pytest.fixture(autouse=True)
def key_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "UPLOAD_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("s3:", "names no bucket"),
        ("s3:///prefix", "names no bucket"),
        ("s3://Photos", "names no bucket"),
        ("s3://photos/../other", "names of letters"),
        ("s3://photos?endpont=https://s3.example", "has 'endpont'"),
        ("s3://photos?endpoint=s3.example", "like https://s3.example"),
        ("s3://photos?region=Frankfurt!", "like eu-central-1"),
        ("s3://photos?addressing=dns", "path or host"),
        ("s3://photos?credentials=file", "keys or role"),
    ],
)
def test_it_says_what_is_wrong(url: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match="STORAGE_URL") as refused:
        objects.from_url(url)
    assert sentence in str(refused.value)


def test_it_never_repeats_a_key() -> None:
    with pytest.raises(ConfigurationError, match="AWS_SECRET_ACCESS_KEY") as refused:
        objects.from_url("s3://key:hunter2@photos")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("name", KEYS)
def test_it_asks_for_keys(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(ConfigurationError, match=name):
        bucket.from_url("s3://photos")
    assert bucket.from_url("s3://photos?credentials=role").by_role


def test_it_reads_all_of_it() -> None:
    found = bucket.from_url(
        "s3://photos/of/all?endpoint=http://127.0.0.1:9000/&region=auto&addressing=host"
    )
    assert (found.name, found.prefix) == ("photos", "of/all")
    assert (found.endpoint, found.region) == ("http://127.0.0.1:9000", "auto")
    assert found.host_style


def test_it_grows_uploads_on_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAFELIGHT_VAR", str(tmp_path))
    assert objects.from_url("s3://one-bucket").local == tmp_path / "incoming"
    monkeypatch.setenv("UPLOAD_DIR", "/srv/incoming")
    assert objects.from_url("s3://another-bucket").local == Path("/srv/incoming")
    monkeypatch.setenv("UPLOAD_DIR", "incoming")
    with pytest.raises(ConfigurationError, match="UPLOAD_DIR is 'incoming'"):
        objects.from_url("s3://third-bucket")
