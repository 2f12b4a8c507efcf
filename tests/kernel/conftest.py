from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from safelight.kernel import events, hooks, registry
from safelight.kernel.manifest import Manifest

Pretend = Callable[..., None]


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pretend]:
    """``pretend(one, other)``: these manifests are the installation's, in this order."""
    found: dict[str, Manifest] = {}

    def install(*manifests: Manifest) -> None:
        found.update({f"package {n}": manifest for n, manifest in enumerate(manifests)})
        monkeypatch.setattr(registry, "_packages", lambda: list(found))
        monkeypatch.setattr(registry, "_read", found.__getitem__)
        _forget()

    yield install
    monkeypatch.undo()
    _forget()


@pytest.fixture
def no_new_events() -> Iterator[None]:
    """Event classes that a test declares are gone after it."""
    before = dict(events._classes)
    yield
    events._classes.clear()
    events._classes.update(before)


def _forget() -> None:
    registry.manifests.cache_clear()
    hooks._manager.cache_clear()
