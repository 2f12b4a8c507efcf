from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory

from safelight.console.models import Operator
from safelight.mailbox import backend, store, views

OLGA = Operator(name="Olga", email="olga@example.org")


@pytest.fixture(autouse=True)
def own_mailbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "safelight.mailbox.backend.MailboxBackend"


class TestBackend:
    def test_it_keeps_what_was_sent(self) -> None:
        _send()
        (mail,) = store.mails()
        assert mail.subject == "Grüße"
        assert mail.recipients == ["carla@example.org"]
        assert mail.studio == "acme.localhost"
        assert (mail.text.strip(), mail.html.strip()) == ("Hello", "<p>Hello</p>")

    def test_it_keeps_a_mail_that_is_sent_twice_once(self) -> None:
        _send()
        _send()
        assert len(store.mails()) == 1

    def test_it_keeps_one_of_twenty_at_once_and_leaves_no_rest(self) -> None:
        with ThreadPoolExecutor(20) as pool:
            for future in [pool.submit(_send) for _ in range(20)]:
                future.result()
        assert [path.suffix for path in store.folder().iterdir()] == [".eml"]

    def test_it_is_refused_in_production(self, settings: Any) -> None:
        settings.ENVIRONMENT = "production"
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
            backend.MailboxBackend()

    def test_it_finds_by_recipient_and_studio(self) -> None:
        _send()
        _send(message_id="<2@bolt.localhost>", to="Mallory <Mallory@example.org>")
        assert [mail.studio for mail in store.mails(to="MALLORY")] == ["bolt.localhost"]
        assert [mail.studio for mail in store.mails(studio="acme")] == ["acme.localhost"]
        assert store.mails(to="nobody") == []

    def test_it_shows_the_newest_first(self) -> None:
        for number in range(3):
            _send(message_id=f"<{number}@acme.localhost>")
        assert [mail.message["Message-ID"][1] for mail in store.mails()] == ["2", "1", "0"]

    def test_it_empties(self) -> None:
        _send()
        store.clear()
        assert store.mails() == []

    @pytest.mark.parametrize("strange", ["../../secrets", "0" * 31, "g" * 32, ""])
    def test_it_finds_nothing_by_a_strange_id(self, strange: str) -> None:
        assert store.find(strange) is None


@pytest.mark.urls("safelight.urls_console")
class TestPages:
    def test_it_lists_mails_with_what_they_were_filtered_by(self) -> None:
        mail_id = _send()
        page = _ask(views.list_mails, to="carla").content.decode()
        assert f'href="/mailbox/{mail_id}/"' in page
        assert 'value="carla"' in page

    def test_it_says_so_when_there_is_none(self) -> None:
        assert "No mail here" in _ask(views.list_mails).content.decode()

    def test_it_shows_a_mail_in_a_sandbox(self) -> None:
        mail_id = _send(to="Carla &lt;script&gt; <carla@example.org>")
        page = _ask(views.show_mail, mail_id=mail_id).content.decode()
        assert f'src="/mailbox/{mail_id}/html/"' in page
        assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page
        assert "<p>Hello</p>" not in page

    def test_it_serves_the_html_part_where_nothing_runs(self) -> None:
        response = _ask(views.show_html, mail_id=_send())
        policy = response["Content-Security-Policy"]
        assert "<p>Hello</p>" in response.content.decode()
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "allow-scripts" not in policy
        assert response["X-Frame-Options"] == "SAMEORIGIN"

    @pytest.mark.parametrize("view", [views.list_mails, views.show_mail, views.show_html])
    def test_it_is_for_operators_only(self, view: Callable[..., HttpResponse]) -> None:
        ids = {} if view is views.list_mails else {"mail_id": _send()}
        with pytest.raises(Http404):
            _ask(view, operator=None, **ids)

    @pytest.mark.parametrize("view", [views.list_mails, views.show_mail, views.show_html])
    def test_it_is_not_there_in_production(
        self, view: Callable[..., HttpResponse], settings: Any
    ) -> None:
        ids = {} if view is views.list_mails else {"mail_id": _send()}
        settings.ENVIRONMENT = "production"
        with pytest.raises(Http404):
            _ask(view, **ids)

    def test_it_answers_404_for_a_mail_that_is_not_there(self) -> None:
        with pytest.raises(Http404):
            _ask(views.show_mail, mail_id="0" * 32)


def _send(message_id: str = "<1@acme.localhost>", to: str = "Carla <carla@example.org>") -> str:
    message = EmailMultiAlternatives(
        "Grüße", "Hello", "Acme <no-reply@localhost>", [to], headers={"Message-ID": message_id}
    )
    message.attach_alternative("<p>Hello</p>", "text/html")
    message.send()
    return store.mails()[0].id


def _ask(
    view: Callable[..., HttpResponseBase], *, operator: Any = OLGA, **ids: str
) -> HttpResponse:
    query = {"to": ids.pop("to", "")}
    request: HttpRequest = RequestFactory().get("/", query)
    request.operator = operator  # type: ignore[attr-defined]
    response = view(request, **ids)
    assert isinstance(response, HttpResponse)
    return response
