"""The guards of hosts, of addresses, of tokens and of the console's doors, and their tests."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from django.test import Client as Browser

from safelight.accounts.models import ApiToken, links, people
from safelight.console import listing, session
from safelight.outbox import links as mail_links
from safelight.signup import addresses
from safelight.web.guards import GuardMiddleware
from tenants import context, middleware, resolve
from tenants.context import tenant_context
from tenants.models import Studio
from tests.accounts import test_links as test_personal
from tests.accounts import test_sign_in
from tests.api import test_tokens
from tests.console import test_console, test_signing
from tests.routes import test_crawl
from tests.security import test_every_answer
from tests.security.guards import Guard, Patch, lead_every_host_to_acme
from tests.signup import test_sign_up
from tests.site import test_pages
from tests.tenancy import test_middleware


def _read_the_rows_of_bolt(patch: Patch) -> None:
    found = resolve.studio_at("bolt.localhost")
    assert found is not None
    patch.setattr(middleware, "tenant_context", lambda _studio: tenant_context(found.studio))


def _believe_the_host_that_asks(patch: Patch) -> None:
    asked, host_of = ["localhost"], middleware._host

    def noted(request: HttpRequest) -> str | None:
        asked[0] = request.get_host()
        return host_of(request)

    patch.setattr(middleware, "_host", noted)
    patch.setattr(mail_links, "site", lambda _studio: f"http://{asked[0]}")


def _let_answers_be_kept(patch: Patch) -> None:
    """Each of the two does without the other."""
    patch.setattr("django.views.decorators.cache.add_never_cache_headers", lambda _answer: None)
    patch.setattr(GuardMiddleware, "__call__", lambda guard, asked: guard._get_response(asked))


def _keep_secrets_as_they_are(patch: Patch) -> None:
    patch.setattr(links, "digest", lambda secret: secret)


def _ask_what_the_address_says(patch: Patch) -> None:
    def asked(request: HttpRequest) -> Any:
        form = listing.ListForm({})
        assert form.is_valid()
        found = listing._filtered(form.cleaned_data)
        return form, found.filter(**request.GET.dict()).order_by("pk")

    patch.setattr(listing, "asked", asked)


def _alice() -> people.Person:
    found: people.Person = people.Person.objects.get(email="alice@example.org")
    return found


def _token() -> str:
    with tenant_context(Studio.objects.get(address="acme")):
        return ApiToken.issue(_alice(), name="Lightroom")[1]


def _stored() -> ApiToken:
    with tenant_context(Studio.objects.get(address="acme")):
        found: ApiToken = ApiToken.objects.latest("pk")
        return found


def _program() -> Any:
    def make(secret: str, host: str) -> Browser:
        return Browser(headers={"host": host, "authorization": f"Bearer {secret}"})

    return make


DOORS = [
    Guard(
        "ISO-02", "the rows of the host's own studio are read", _read_the_rows_of_bolt,
        test_crawl.test_iso_02_it_never_shows_a_word_of_another_studio, {"who": None},
    ),
    Guard(
        "ISO-05", "a token is looked for where the host leads", lead_every_host_to_acme,
        test_tokens.test_iso_05_it_refuses_one_of_another_studio,
        made={"program": _program, "token": _token}, needs=("alice",),
    ),
    Guard(
        "ISO-08", "links of mails name the stored host", _believe_the_host_that_asks,
        test_personal.test_iso_08_it_links_to_the_stored_host_whoever_asked,
        {"host": "evil.example"},
    ),
    Guard(
        "ISO-11", "whoever leaves a studio goes back to where they were",
        lambda patch: patch.setattr(context, "_enter", lambda _studio: None),
        test_middleware.test_iso_11_it_is_in_public_after_a_view_has_failed,
    ),
    Guard(
        "ISO-29", "an address has a shape",
        lambda patch: patch.setattr(addresses, "_SHAPE", re.compile(".*")),
        test_sign_up.test_iso_29_it_refuses_addresses_that_cannot_be,
        {"address": "a.b"}, {"browse": lambda: Browser(headers=test_sign_up.HOST)},
        needs=("db",),
    ),
    Guard(
        "ISO-31", "an answer says that nobody keeps it, or it is said of it", _let_answers_be_kept,
        test_pages.test_iso_31_it_lets_nobody_keep_pages_of_people,
    ),
    Guard(
        "AUTH-05", "nobody disabled signs in",
        lambda patch: patch.setattr(people.Person, "is_active", True),
        test_sign_in.test_auth_05_it_refuses_a_disabled_person,
    ),
    Guard(
        "AUTH-10", "a token is kept as a digest", _keep_secrets_as_they_are,
        test_tokens.test_auth_10_it_keeps_no_secret,
        made={"token": _token, "stored": _stored}, needs=("alice",), early=True,
    ),
    Guard(
        "CON-01", "a password opens half a session",
        lambda patch: patch.setattr(session, "begin_half", session.begin),
        test_signing.test_con_01_it_lets_nobody_in_by_a_password_alone,
    ),
    Guard(
        "CON-08", "only named fields reach the query", _ask_what_the_address_says,
        test_console.test_con_08_it_refuses_filters_that_cannot_be, {"query": "state=x__y__z"},
    ),
    Guard(
        "WEB-01", "nothing is taken from elsewhere",
        lambda patch: patch.setattr(
            "django.conf.settings.CONTENT_SECURITY_POLICY", {"DIRECTIVES": {"default-src": ["*"]}}
        ),
        test_every_answer.test_web_01_it_guards_the_pages_of_studios_that_are_not_there,
        {"host": "nobody.localhost:8000"},
    ),
]  # fmt: skip
