from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from tenants import modules, resolve
from tenants.models import Studio
from tests.dummy_module import notes
from tests.dummy_module.installing import installed
from tests.support.clean import _look_studios_up_anew

__all__ = ["_look_studios_up_anew"]


@pytest.fixture(scope="module")
def dummy() -> Iterator[None]:
    """The dummy is installed, and no studio has it on."""
    with installed("tests.dummy_module"):
        yield


@pytest.fixture
def switch(dummy: None, acme: Studio) -> Callable[..., None]:
    """``switch(on=True)``: acme's dummy, or another module of acme's."""
    notes.said.clear()

    def to(*, on: bool, module: str = "dummy") -> None:
        if on:
            modules.switch_on(studio=acme, module=module, at=timezone.now())
        else:
            acme.switch_off(module)
        resolve.forget_all()

    return to


@pytest.fixture
def on(switch: Callable[..., None]) -> None:
    """Acme has the dummy on; bolt has not."""
    switch(on=True)


@pytest.fixture
def owner(browser: Callable[..., Browser], acme: Studio, alice: Person) -> Browser:
    """Alice's browser."""
    return browser(acme, alice)
