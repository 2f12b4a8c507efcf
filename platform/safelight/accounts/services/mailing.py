"""Signing in by a mail with six digits, a link, or both.

Both work once, for ten minutes, in the browser that asked; elsewhere the link asks for a button to
be pressed, so that no program that looks into mails uses it up.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from safelight import outbox
from safelight.accounts import fresh, throttle
from safelight.accounts.models import MailedCode, Member, Person, SignInRules, TryCount
from safelight.accounts.models.links import digest
from safelight.accounts.models.people import normalise_email
from safelight.accounts.services import signing
from safelight.accounts.services.joining import LinkEnded
from safelight.kernel.errors import Refusal

LIFE = timedelta(minutes=10)
TRIES = 5
HOUR = timedelta(hours=1)
PER_MAILBOX = throttle.Limit("mailed:mailbox", 5, HOUR)
PER_ADDRESS = throttle.Limit("mailed:address", 30, HOUR)
PER_GUESS = throttle.Limit("mailed:guess", 20, timedelta(minutes=15))
ASKED = "asked_by_mail"
_TEMPLATES: dict[str, str] = {
    "code": "sign_in_code",
    "link": "sign_in_link",
    "both": "sign_in_code_or_link",
}
Purpose = MailedCode.Purpose
Mail = SignInRules.Mail


class WrongDigits(Refusal):
    """Not the code of the last mail, too late, or tried too often."""

    code = "wrong_digits"


class NoSignInByMail(Refusal):
    """The studio lets nobody sign in by mail."""

    code = "no_sign_in_by_mail"
    status = 404


@dataclass(frozen=True)
class Asked:
    """What this browser asked for; the same whether the address is somebody's."""

    email: str
    secret: str


def ask(*, request: HttpRequest, email: str, then: str, at: datetime) -> None:
    """Mail a code, a link or both to a client; members are told to use their password.

    The answer is the same whoever it is. Raises ``NoSignInByMail``, ``throttle.TooManyTries``.
    """
    rules = SignInRules.here()
    if rules.mail == Mail.NONE:
        raise NoSignInByMail(_("Sign in with your password."))
    wanted = normalise_email(email)
    _count(request, wanted, at)
    secret = secrets.token_urlsafe(16)
    request.session[ASKED] = {"email": wanted, "secret": secret}
    person = Person.objects.filter(email=wanted, disabled_at=None).first()
    if person is None:
        return
    if Member.objects.filter(person=person).exists():
        _send_to_member(person, at)
    else:
        _send(person, Purpose.SIGN_IN, rules.mail, secret, then, at)


def ask_for_proof(*, request: HttpRequest, person: Person, at: datetime) -> None:
    """Mail a code to somebody without a password, who is to say once more that it is them."""
    _count(request, person.email, at)
    secret = secrets.token_urlsafe(16)
    request.session[ASKED] = {"email": person.email, "secret": secret}
    _send(person, Purpose.PROOF, Mail.CODE, secret, "", at)


def asked(request: HttpRequest) -> Asked | None:
    kept = request.session.get(ASKED)
    return Asked(kept["email"], kept["secret"]) if kept else None


def sign_in(*, request: HttpRequest, typed: str, at: datetime) -> MailedCode:
    """Let in by the digits. Raises ``WrongDigits``, ``throttle.TooManyTries``."""
    code = _take(request, Purpose.SIGN_IN, typed, at)
    _enter(request, code, at)
    return code


def prove(*, request: HttpRequest, person: Person, typed: str, at: datetime) -> None:
    """Raises ``WrongDigits``, ``throttle.TooManyTries``."""
    code = _take(request, Purpose.PROOF, typed, at)
    if code.person_id != person.pk:
        raise _wrong()
    fresh.proved(request, at=at)


def by_link(secret: str, *, at: datetime) -> MailedCode | None:
    """The mail whose link would work now; looking uses nothing up."""
    return (
        MailedCode.objects.select_related("person")
        .filter(link_digest=digest(secret), purpose=Purpose.SIGN_IN, **_alive(at))
        .first()
    )


def is_known(secret: str) -> bool:
    """Whether this studio ever mailed the link, though it works no more."""
    return MailedCode.objects.filter(link_digest=digest(secret)).exists()


def is_of(request: HttpRequest, code: MailedCode) -> bool:
    """Whether this browser asked for the mail."""
    mine = asked(request)
    return mine is not None and digest(mine.secret) == code.asker


def follow(*, request: HttpRequest, code: MailedCode, at: datetime) -> None:
    """Let in by the link. Raises ``LinkEnded``."""
    if not _use(code, at):
        raise LinkEnded(_("This link has been used already."))
    _enter(request, code, at)


def _enter(request: HttpRequest, code: MailedCode, at: datetime) -> None:
    request.session.pop(ASKED, None)
    signing.enter(request=request, person=code.person, at=at)


def _count(request: HttpRequest, email: str, at: datetime) -> None:
    address = throttle.network_address(request)
    throttle.Counter(PER_ADDRESS, address, TryCount).count(at=at)
    throttle.Counter(PER_MAILBOX, email, TryCount).count(at=at)


def _take(request: HttpRequest, purpose: Purpose, typed: str, at: datetime) -> MailedCode:
    """The code that this browser asked for, used up by the right digits."""
    address = throttle.network_address(request)
    throttle.Counter(PER_GUESS, address, TryCount).count(at=at)
    mine = asked(request)
    if mine is None:
        raise _wrong()
    rows = MailedCode.objects.filter(asker=digest(mine.secret), purpose=purpose, **_alive(at))
    # A try is counted before it is judged, so that many at once are not five each.
    if not rows.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        raise _wrong()
    code: MailedCode | None = rows.select_related("person").first()
    if code is None or code.code_digest != _digits_digest(mine.secret, typed):
        raise _wrong()
    if not _use(code, at):
        raise _wrong()
    return code


def _use(code: MailedCode, at: datetime) -> bool:
    rows = MailedCode.objects.filter(pk=code.pk, **_alive(at))
    return rows.update(used_at=at) == 1


def _alive(at: datetime) -> dict[str, object]:
    return {"used_at": None, "expires_at__gt": at, "person__disabled_at": None}


def _send(person: Person, purpose: Purpose, mail: str, asker: str, then: str, at: datetime) -> None:
    digits, secret = f"{secrets.randbelow(10**6):06}", secrets.token_urlsafe(32)
    with transaction.atomic():  # Code and mail appear together; earlier ones end.
        MailedCode.objects.filter(person=person, used_at=None).delete()
        code = MailedCode.objects.create(
            purpose=purpose, person=person, code_digest=_digits_digest(asker, digits),
            link_digest=digest(secret), asker=digest(asker), made_at=at, expires_at=at + LIFE,
            then=then,
        )  # fmt: skip
        outbox.post(
            key=f"sign-in by mail {code.pk}",
            to=person.email,
            to_name=person.name,
            template=_TEMPLATES[mail],
            context={
                "digits": "" if mail == Mail.LINK else digits,
                "path": "" if mail == Mail.CODE else reverse("accounts:mailed_link", args=[secret]),
            },
            language=person.language or None,
        )


def _send_to_member(person: Person, at: datetime) -> None:
    with transaction.atomic():  # The outbox asks for one.
        outbox.post(
            key=f"sign in with a password {person.pk} {at.timestamp()}",
            to=person.email,
            to_name=person.name,
            template="sign_in_as_member",
            # On the way to the workspace, so that they sign in on its host.
            context={"path": f"{reverse('accounts:sign_in')}?next={reverse('workspace:home')}"},
            language=person.language or None,
        )


def _digits_digest(asker: str, digits: str) -> str:
    """Six digits are quickly tried, so the digest needs the platform's key and the browser's."""
    plain = "".join(sign for sign in digits if sign.isdigit())
    return salted_hmac("safelight.accounts.mailing", f"{asker}:{plain}").hexdigest()


def _wrong() -> WrongDigits:
    sentence = _("That is not the code of the last mail, or it has ended. Ask for a new one.")
    return WrongDigits(sentence, fields={"code": []})
