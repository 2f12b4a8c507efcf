"""The register of consents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Client, Person
from safelight.outbox.models import OutgoingMessage
from safelight.privacy import consents
from safelight.privacy.models import ConsentEntry, ConsentType
from tenants.models import Studio
from tests.gallery.factories import make_gallery, make_row

pytestmark = pytest.mark.usefixtures("inside_acme")


def carlas(carla: Person) -> Client:
    return carla.client


def portfolio() -> ConsentType:
    """The first of the built-in types, with a row."""
    kind = consents.type_of("portfolio")
    assert kind is not None
    return kind


def given(client: Client, about: consents.About = consents.EVERYTHING) -> set[str]:
    return {
        now.kind.built_in for now in consents.standing(client=client, about=about) if now.is_given
    }


def test_it_asks_by_a_link_and_keeps_every_answer(
    acme: Studio, carla: Person, browser: Callable[..., Browser]
) -> None:
    asked = consents.ask(
        client=carlas(carla), at=timezone.now(), about=("gallery", "g" * 22), name="Garden"
    )
    kinds = {now.kind.built_in: now.kind.public_id for now in consents.types()}
    guest, page = browser(acme), f"/consents/{asked.public_id}/"
    assert "Garden" in guest.get(page).content.decode()
    guest.post(page, {"given": [kinds["portfolio"]]})
    assert given(carlas(carla), ("gallery", "g" * 22)) == {"portfolio"}
    guest.post(page, {})
    assert given(carlas(carla), ("gallery", "g" * 22)) == set()
    assert [entry.is_given for entry in consents.history(client=carlas(carla))].count(False) >= 1


def test_it_shows_the_link_to_nobody_but_the_client(
    acme: Studio, alice: Person, carla: Person, browser: Callable[..., Browser]
) -> None:
    asked = consents.ask(client=carlas(carla), at=timezone.now())
    mail = OutgoingMessage.objects.get(template="consent_asked")
    page = browser(acme, alice).get(f"/studio/settings/mails/sent/{mail.uuid}/body/")
    assert "personal way in" in page.content.decode()
    assert asked.public_id not in page.content.decode()


def test_it_makes_nothing_by_looking(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    opened, place = browser(acme, alice), "/studio/settings/consents/"
    assert "printed portfolio" in opened.get(place).content.decode()
    assert "printed portfolio" in opened.get(f"{place}portfolio/").content.decode()
    assert not ConsentType.objects.exists()


def test_it_goes_by_the_last_word_about_this_and_else_about_everything(carla: Person) -> None:
    kind, at = portfolio(), timezone.now()
    client, wedding = carlas(carla), ("gallery", "w" * 22)
    consents.say(client=client, kind=kind, is_given=True, said_by="client", at=at)
    assert given(client, wedding) == {"portfolio"}
    consents.say(client=client, kind=kind, is_given=False, said_by="team", about=wedding, at=at)
    assert (given(client, wedding), given(client)) == (set(), {"portfolio"})


def test_it_remembers_to_which_words_they_agreed(carla: Person) -> None:
    kind, at = portfolio(), timezone.now()
    entry = consents.say(client=carlas(carla), kind=kind, is_given=True, said_by="client", at=at)
    consents.reword(kind=kind, title="Portfolio", text="Other words", at=at)
    entry.refresh_from_db()
    assert (entry.wording.number, consents.wording_of(kind).number) == (1, 2)


def test_it_never_rewrites_what_was_said(carla: Person) -> None:
    kind = portfolio()
    consents.say(
        client=carlas(carla), kind=kind, is_given=True, said_by="client", at=timezone.now()
    )
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ConsentEntry.objects.update(is_given=False)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ConsentEntry.objects.all().delete()


def test_it_names_clients_who_have_not_agreed(carla: Person) -> None:
    client = carlas(carla)
    about = ("gallery", "g" * 22)
    asked = Client.objects.filter(pk=client.pk)
    assert consents.without(clients=asked, built_in="portfolio", abouts=[about]) == [client]


def test_it_misses_no_consent_to_what_is_not_asked_for_any_more(carla: Person) -> None:
    consents.archive(kind=portfolio(), at=timezone.now())
    everybody = Client.objects.all()
    assert consents.without(clients=everybody, built_in="portfolio", abouts=[]) == []


def test_it_shows_a_gallerys_consents_to_the_team_and_warns_where_anybody_looks(
    acme: Studio, alice: Person, carla: Person, browser: Callable[..., Browser]
) -> None:
    gallery = make_gallery(title="Garden", published_at=None, hidden=False)
    make_row(gallery, client=carlas(carla))
    make_row(gallery, enter=True)
    opened, page = browser(acme, alice), f"/studio/galleries/{gallery.public_id}/"
    answer = opened.post(f"{page}publish/", follow=True).content.decode()
    assert "has not agreed to be shown" in answer
    kind = portfolio()
    consents.say(client=carlas(carla), kind=kind, is_given=True, said_by="team", at=timezone.now())
    assert "Portfolio: 1 of 1" in opened.get(page).content.decode()
