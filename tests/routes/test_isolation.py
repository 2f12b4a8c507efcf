"""ISO-01 and ISO-03: nobody of one studio gets anything of another, by any route and method.

``pytest -s`` prints how much was tried. The twins take the guard away and find leaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client as Browser

from tenants import resolve
from tenants.models import Studio
from tests.routes import things, walking
from tests.routes.knocking import Tried, fingerprint
from tests.routes.table import TABLE
from tests.support import world

Browse = Callable[..., Browser]
ROUTES = walking.routes(walking.STUDIO)
# A revision, a name and a kind are words that every studio has.
NAMING = [route for route in ROUTES if set(route.parameters()) - {"revision", "name", "kind"}]
OWN = [route for route in ROUTES if TABLE[route.name].who not in {"anybody", "link"}]
ROLES = {
    "alice@example.org": "owner", "bob@example.org": "staff", "carla@example.org": "client",
    "mallory@example.org": "owner",
}  # fmt: skip


@pytest.fixture(scope="module")
def tried() -> Iterator[Tried]:
    counted = Tried()
    yield counted
    print(f"\nISO-01, ISO-03: {counted}")  # noqa: T201 - how much was tried is asked for


def ask_as(tried: Tried, studio: Studio, other: Studio, who: str, browser: Browse) -> Iterator[str]:
    """Somebody of ``studio`` on its host, with every id of the other one."""
    theirs = things.make(other)
    things.make(studio)
    asking = browser(studio, world.person(studio, who))
    naming = [route for route in NAMING if route.name != "settings:module"]
    return tried.knock(
        asking, naming, role=ROLES[who], values=theirs, secret=things.secret_of(other)
    )


def bring_session(
    tried: Tried, studio: Studio, other: Studio, who: str, browser: Browse
) -> Iterator[str]:
    """Somebody of the other studio on the host of ``studio``, with every id of this one."""
    ours = things.make(studio)
    things.make(other)
    asking = browser(studio)
    asking.cookies = browser(other, world.person(other, who)).cookies
    role = f"{ROLES[who]} of another studio"
    return tried.knock(asking, OWN, role=role, values=ours, secret=things.secret_of(studio))


@pytest.mark.parametrize("who", ["alice@example.org", "bob@example.org", "carla@example.org"])
def test_iso_01_it_gives_nobody_a_thing_of_another_studio(
    acme: Studio, bolt: Studio, who: str, browser: Browse, tried: Tried
) -> None:
    leaks = ask_as(tried, acme, bolt, who, browser)
    before = fingerprint(bolt)
    assert list(leaks) == []
    assert fingerprint(bolt) == before


@pytest.mark.parametrize("who", ["mallory@example.org", "bob@example.org", "carla@example.org"])
def test_iso_03_it_takes_no_session_of_another_studio(
    acme: Studio, bolt: Studio, who: str, browser: Browse, tried: Tried
) -> None:
    leaks = bring_session(tried, acme, bolt, who, browser)
    before = fingerprint(acme)
    assert list(leaks) == []
    assert fingerprint(acme) == before


def test_iso_01_its_twin_leaks_where_a_host_leads_to_another_studio(
    acme: Studio, bolt: Studio, browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a session of acme is nobody's for in bolt is kept by more than this guard.
    monkeypatch.setattr(f"{__name__}.NAMING", [r for r in NAMING if TABLE[r.name].who == "link"])
    leaks = ask_as(Tried(), acme, bolt, "carla@example.org", browser)
    found = resolve.studio_at(bolt.primary_host())
    monkeypatch.setattr(resolve, "studio_at", lambda host: found)
    assert next(leaks, "")


def test_iso_03_its_twin_leaks_where_sessions_are_not_kept_in_their_studio(
    acme: Studio, bolt: Studio, browser: Browse, settings: object
) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"  # type: ignore[attr-defined]
    leaks = bring_session(Tried(), acme, bolt, "carla@example.org", browser)
    assert next(leaks, "")
