"""Where to look and how to sign in, for people and for ``bin/up`` (``docs/operations.md``)."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from safelight.demo import cast, libraries, operating, studios
from safelight.demo.cast import House, Human, Place
from safelight.outbox import links
from tenants.context import tenant_context

USUAL_PORTS = {"http": 80, "https": 443}

Note = dict[str, list[dict[str, str]]]


def write() -> Note:
    """Write ``var/demo.json`` anew, from what there is now; what was renamed is left out."""
    note: Note = {"addresses": _platform(), "sign_ins": [_operator()]}
    for house in cast.HOUSES:
        note["addresses"] += _addresses(house)
        note["sign_ins"] += _sign_ins(house)
    file = Path(settings.VAR) / "demo.json"
    file.touch(mode=0o600)
    file.write_text(json.dumps(note, indent=1, ensure_ascii=False))
    return note


def lines(note: Note) -> list[str]:
    """The note as ``bin/up`` prints it."""
    shown = [f"  {place['title']:<44} {place['url']}" for place in note["addresses"]]
    shown += [f"  {who['who']:<44} {who['email']}   {who['password']}" for who in note["sign_ins"]]
    secret = operating.readable_secret()
    shown.append(f"  {'operator, authenticator app':<44} {secret} (manage.py demo_code)")
    return shown


def _platform() -> list[dict[str, str]]:
    console = _address(f"console.{settings.PLATFORM_HOST}")
    found = [
        {"title": "Platform, sign-up", "url": f"{_address(settings.PLATFORM_HOST)}/"},
        {"title": "Console, for operators", "url": f"{console}/"},
        {"title": "Mailbox, for operators", "url": f"{console}/mailbox/"},
    ]
    if settings.LABS_FAKE_URL:
        found.append(
            {"title": "Fake lab, which makes nothing", "url": f"{settings.LABS_FAKE_URL}/"}
        )
    return found


def _address(host: str) -> str:
    port = settings.PLATFORM_PORT
    shown = "" if USUAL_PORTS[settings.PLATFORM_SCHEME] == port else f":{port}"
    return f"{settings.PLATFORM_SCHEME}://{host}{shown}"


def _addresses(house: House) -> list[dict[str, str]]:
    studio = studios.find(house)
    if studio is None:
        return []
    base = links.site(studio)
    found = [
        {"title": f"{house.name}, site", "url": f"{base}/"},
        {"title": f"{house.name}, workspace", "url": links.absolute(base, "/studio/")},
    ]
    with tenant_context(studio):
        for place in house.places:
            if gallery := studios.gallery(place.title):
                path = reverse("gallery_site:gallery", args=[gallery.public_id])
                found.append({"title": _title(place), "url": links.absolute(base, path)})
    return found


def _title(place: Place) -> str:
    return f"{place.title} (password: {place.password})" if place.password else place.title


def _sign_ins(house: House) -> list[dict[str, str]]:
    if studios.find(house) is None:
        return []
    clients = [_sign_in(f"{house.name}, client", human) for human in house.clients if human.joined]
    found = [
        _sign_in(f"{house.name}, owner", house.owner),
        _sign_in(f"{house.name}, retoucher", house.retoucher),
    ]
    if house == cast.HARBOUR:
        found.append(_sign_in(f"{house.name}, contributor", libraries.CONTRIBUTOR))
    return [*found, *clients]


def _operator() -> dict[str, str]:
    """With the secret for an authenticator app; ``manage.py demo_code`` says the code of now."""
    return {**_sign_in("operator", cast.OPERATOR), "app_secret": operating.readable_secret()}


def _sign_in(who: str, human: Human) -> dict[str, str]:
    return {"who": who, "email": human.email, "password": cast.PASSWORD}
