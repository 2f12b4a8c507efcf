"""``Idempotency-Key``: a write that is sent again is not done again.

The record is written in the same transaction as the effect, so after a cut connection or a killed
worker either both are there or neither; a second request of the same key waits for the first.
Only answers below 400 are kept: a refused write may be tried again under its key.
"""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer

from safelight.api import limits
from safelight.api.errors import KeyReused
from safelight.api.models import IdempotencyRecord

HEADER = "Idempotency-Key"
LONGEST_KEY = 255


def key_of(request: HttpRequest) -> str | None:
    """The caller's key, where the request is a write and has one."""
    key = request.headers.get(HEADER, "")
    return key if key and request.method not in limits.SAFE else None


def claim(request: HttpRequest, key: str) -> IdempotencyRecord:
    """The record of this write; its ``status`` is set if it was answered before.

    Runs in the write's transaction. Raises ``KeyReused`` where the key named another write, and
    ``ValidationError`` for a key that is too long or not printable.
    """
    if len(key) > LONGEST_KEY or not key.isprintable():
        sentence = _("A key has at most %(most)d characters that can be printed.")
        raise ValidationError({HEADER: [sentence % {"most": LONGEST_KEY}]})
    asked = _request_digest(request)
    record = IdempotencyRecord(key=key, caller=_caller(request), request_digest=asked)
    # Waits here while another request of the same key has not committed yet.
    IdempotencyRecord.objects.bulk_create([record], ignore_conflicts=True)
    known: IdempotencyRecord = IdempotencyRecord.objects.get(key=key, caller=record.caller)
    if known.request_digest != asked:
        raise KeyReused(_("This key was used for another request. Use a new key for each write."))
    return known


def keep(record: IdempotencyRecord, status: int, body: object) -> None:
    # As it was sent: an answer may hold times, and words that are translated when they are read.
    sent = JSONRenderer().render(body)
    record.status, record.body = status, json.loads(sent) if sent else None
    record.save(update_fields=["status", "body"])


def _caller(request: HttpRequest) -> str:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    # Any other scheme is that of a proxy in front, and may be the same for many people.
    token = secret if scheme.lower() == "bearer" else ""
    # Without either, the page's own secret tells browsers apart: no write comes without it, and
    # unlike the visitor's cookie it is there before the first answer.
    browser = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    credential = token or request.session.session_key or browser
    return hashlib.sha256(credential.encode()).hexdigest()


def _request_digest(request: HttpRequest) -> str:
    parts = [str(request.method).encode(), request.get_full_path().encode(), request.body]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
