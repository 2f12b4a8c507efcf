"""The modules of an installation: order, names, and what is read of them."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from types import SimpleNamespace

import pytest

from safelight.kernel import gate, registry
from safelight.kernel.manifest import Listener, Manifest, UploadPurpose
from tests.kernel.conftest import Pretend


def made(name: str, *requires: str, **more: object) -> Manifest:
    return Manifest(name=name, title=name, requires=requires, **more)  # type: ignore[arg-type]


def names() -> list[str]:
    return [manifest.name for manifest in registry.manifests()]


def test_it_works() -> None:
    assert names() == ["gallery", "commerce", "labs", "agency", "bookings"]
    assert registry.module("gallery").package == "modules.gallery"


def test_it_puts_a_module_after_what_it_requires(pretend: Pretend) -> None:
    pretend(made("top", "middle"), made("middle", "low"), made("other"), made("low"))
    assert names() == ["low", "middle", "top", "other"]


def test_it_keeps_the_order_of_settings_otherwise(pretend: Pretend) -> None:
    pretend(made("c"), made("a"), made("b"))
    assert names() == ["c", "a", "b"]


def test_it_refuses_unknown_names() -> None:
    with pytest.raises(registry.UnknownModule):
        registry.module("nothing")
    assert registry.upload_purpose("nothing") is None


def test_it_reads_modules_of_other_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    other = EntryPoint("dummy", "tests.dummy_module", registry.ENTRY_POINTS)
    monkeypatch.setattr(registry, "entry_points", lambda group: [other] if group else [])
    registry.manifests.cache_clear()
    try:
        assert names() == ["gallery", "commerce", "labs", "agency", "bookings", "dummy"]
    finally:
        monkeypatch.undo()
        registry.manifests.cache_clear()


def test_it_refuses_a_manifest_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = SimpleNamespace(MANIFEST={"name": "nothing"})
    monkeypatch.setattr(registry, "import_module", lambda path: nothing)
    with pytest.raises(TypeError, match="some.package.manifest.MANIFEST is not a Manifest"):
        registry._read("some.package")


def test_it_asks_listeners_lowest_module_first(pretend: Pretend) -> None:
    above, below = Listener("low.Sent", "a.b"), Listener("low.Sent", "c.d")
    pretend(made("top", "low", listens=(above,)), made("low", listens=(below,)))
    assert registry.listeners("low.Sent") == (("low", below), ("top", above))
    assert registry.listeners("low.Else") == ()


def test_it_knows_whose_an_upload_is(pretend: Pretend) -> None:
    purpose = UploadPurpose("a.file", "x.y")
    pretend(made("a", uploads=(purpose,)), made("b"))
    assert registry.upload_purpose("a.file") == ("a", purpose)


class TestClosing:
    """Which modules count, of those that are switched on."""

    def test_it_drops_what_requires_a_module_that_is_off(self, pretend: Pretend) -> None:
        pretend(made("low"), made("middle", "low"), made("top", "middle"), made("other"))
        assert gate.close(frozenset({"middle", "top", "other"})) == {"other"}
        assert gate.close(frozenset({"low", "top"})) == {"low"}
        assert gate.close(frozenset({"low", "middle", "top"})) == {"low", "middle", "top"}

    def test_it_drops_what_is_not_installed(self, pretend: Pretend) -> None:
        pretend(made("low"))
        assert gate.close(frozenset({"low", "gone"})) == {"low"}

    def test_it_drops_modules_that_require_each_other(self, pretend: Pretend) -> None:
        pretend(made("one", "other"), made("other", "one"))
        assert gate.close(frozenset({"one", "other"})) == frozenset()
