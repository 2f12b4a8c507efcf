"""Mails to a person about their own sign-in: what changed, when and from where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight import outbox
from safelight.accounts import tracking, words
from safelight.accounts.models import Person
from safelight.kernel import public_id

NEW_DEVICE = _("Somebody signed in to your account with a browser that we did not know.")
PASSWORD = _("The password of your account was changed.")
EMAIL_OLD = _("Your account has another e-mail address now: %(email)s.")
FACTOR_ON = _("A second factor was added to your account: %(name)s.")
FACTOR_OFF = _("A second factor was removed from your account: %(name)s.")
FACTORS_RESET = _("An owner of the studio took the second factors off your account.")


def tell(  # noqa: PLR0913 - keyword-only, and each names a part of the mail
    *,
    person: Person,
    sentence: str | Promise,
    request: HttpRequest,
    at: datetime,
    values: Mapping[str, str] | None = None,
    to: str = "",
) -> None:
    """Post one such mail, in the transaction of what it tells of; ``to`` is an earlier address."""
    with translation.override(person.language or translation.get_language()):
        said = str(sentence) % (values or {})
        device = words.of_device(request.headers.get("User-Agent", ""))
    outbox.post(
        key=f"security notice {public_id.new()}",
        to=to or person.email,
        to_name=person.name,
        template="security_notice",
        context={
            "sentence": said,
            "device": device,
            "network": tracking.network(request),
            "at": at,
            "path": reverse("accounts:security"),
        },
        language=person.language or None,
    )
