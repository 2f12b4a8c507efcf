"""Passkeys: making one, and proving oneself with one (W3C Web Authentication, level 3).

A challenge is random, lies in the browser's session, works once and for five minutes. The device
must have checked its owner (user verification), so that a passkey is two factors in one. A passkey
belongs to the host that it was made on, for good: that is what keeps it from being phished.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

import webauthn
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from safelight.factors.models import Holder, Passkey, Tables
from safelight.kernel.errors import Refusal

LIFE = timedelta(minutes=5)
MANY = 20
KEY = "passkey_challenge"
REQUIRED = UserVerificationRequirement.REQUIRED


class NotProved(Refusal):
    """The device's answer does not fit the question, this host or any passkey known here."""

    code = "passkey_not_proved"


class EnoughPasskeys(Refusal):
    code = "enough_passkeys"


def host_of(request: HttpRequest) -> str:
    """The host that passkeys made here belong to (the "relying party"), without a port."""
    return request.get_host().partition(":")[0].lower().rstrip(".")


def question_to_make(
    tables: Tables, holder: Holder, *, request: HttpRequest, called: str, at: datetime
) -> dict[str, Any]:
    """Options for ``navigator.credentials.create``; ``called`` names the studio or platform."""
    known = tables.passkeys._default_manager.filter(holder=holder, rp_id=host_of(request))
    options = webauthn.generate_registration_options(
        rp_id=host_of(request),
        rp_name=called,
        user_id=holder.factor_handle.encode(),
        user_name=str(holder.email),
        user_display_name=str(holder),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
        exclude_credentials=_descriptors(list(known)),
    )
    _keep(request, "make", options.challenge, at)
    return cast(dict[str, Any], json.loads(webauthn.options_to_json(options)))


def make(
    tables: Tables, holder: Holder, *, request: HttpRequest, answer: str, name: str, at: datetime
) -> Passkey:
    """Keep the key that a device made for our question. Raises ``NotProved``, ``EnoughPasskeys``.

    What device it is is not asked (no attestation), so nothing about it is checked or stored.
    """
    rows = tables.passkeys._default_manager
    if rows.filter(holder=holder).count() >= MANY:
        raise EnoughPasskeys(_("You have as many passkeys as one person may have. Remove one."))
    challenge = _take(request, "make", at)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host_of(request),
            expected_origin=_origin(request),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _refused() from error
    credential_id = bytes_to_base64url(made.credential_id)
    try:
        # Unique over the whole table: a key of somebody else's is nobody's second one.
        with transaction.atomic():
            kept: Passkey = rows.create(
                holder=holder, credential_id=credential_id, public_key=made.credential_public_key,
                sign_count=made.sign_count, rp_id=host_of(request), transports=_transports(answer),
                name=name.strip()[:80] or _("Passkey"), made_at=at,
            )  # fmt: skip
    except IntegrityError as clash:
        raise _refused() from clash
    return kept


def question_to_use(
    tables: Tables, holder: Holder | None, *, request: HttpRequest, at: datetime
) -> dict[str, Any]:
    """Options for ``navigator.credentials.get``; without a holder the device offers its own."""
    known: Sequence[Passkey] = ()
    if holder is not None:
        rows = tables.passkeys._default_manager
        known = list(rows.filter(holder=holder, rp_id=host_of(request)))
    options = webauthn.generate_authentication_options(
        rp_id=host_of(request), allow_credentials=_descriptors(known), user_verification=REQUIRED
    )
    _keep(request, "use", options.challenge, at)
    return cast(dict[str, Any], json.loads(webauthn.options_to_json(options)))


def use(
    tables: Tables, holder: Holder | None, *, request: HttpRequest, answer: str, at: datetime
) -> Passkey:
    """The passkey that answered our question; its ``holder`` is who proved it is them.

    With a ``holder``, nobody else's passkey will do. Raises ``NotProved``.
    """
    challenge = _take(request, "use", at)
    passkey = _known(tables, holder, request, answer)
    try:
        proved = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=passkey.rp_id,
            expected_origin=_origin(request),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise _refused() from error
    # A copy of the key that answers at the same moment counts from the same number.
    rows = tables.passkeys._default_manager.filter(pk=passkey.pk, sign_count=passkey.sign_count)
    if not rows.update(sign_count=proved.new_sign_count, last_used_at=at):
        raise _refused()
    return passkey


def here(tables: Tables, holder: Holder, request: HttpRequest) -> bool:
    """Whether the holder has a passkey that works on this host."""
    rows = tables.passkeys._default_manager
    return bool(rows.filter(holder=holder, rp_id=host_of(request)).exists())


def _known(tables: Tables, holder: Holder | None, request: HttpRequest, answer: str) -> Passkey:
    """The passkey that the answer names, where host and handle fit."""
    try:
        said = json.loads(answer)
        named, handle = str(said["rawId"]), said["response"].get("userHandle")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _refused() from None
    rows = tables.passkeys._default_manager.select_related("holder")
    passkey: Any = rows.filter(credential_id=named.rstrip("="), rp_id=host_of(request)).first()
    if passkey is None:
        raise _refused()
    whose = passkey.holder
    if holder is not None and whose.pk != holder.pk:
        raise _refused()
    # Without a name typed before, the device has to say whose key it is.
    if (holder is None or handle) and _text(handle) != whose.factor_handle:
        raise _refused()
    known: Passkey = passkey
    return known


def _text(handle: object) -> str:
    try:
        return base64url_to_bytes(str(handle)).decode()
    except ValueError:
        return ""


def _transports(answer: str) -> list[str]:
    said = json.loads(answer).get("response", {}).get("transports", [])
    known = {kind.value for kind in AuthenticatorTransport}
    return [str(one) for one in said if one in known] if isinstance(said, list) else []


def _descriptors(keys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(key.credential_id),
            transports=[AuthenticatorTransport(kind) for kind in key.transports],
        )
        for key in keys
    ]


def _keep(request: HttpRequest, purpose: str, challenge: bytes, at: datetime) -> None:
    until = (at + LIFE).timestamp()
    request.session[KEY] = [purpose, bytes_to_base64url(challenge), until]


def _take(request: HttpRequest, purpose: str, at: datetime) -> bytes:
    """The challenge of this session, which is used up whatever comes of it."""
    kept = request.session.pop(KEY, None)
    if not kept or kept[0] != purpose or kept[2] < at.timestamp():
        raise _refused()
    return base64url_to_bytes(kept[1])


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}".lower()


def _refused() -> NotProved:
    return NotProved(_("The passkey did not work. Try it again, or take another way."))
