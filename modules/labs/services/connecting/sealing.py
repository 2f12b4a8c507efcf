"""Secrets at rest: whoever reads the database, or a backup of it, cannot use a studio's accounts.

Fernet (AES-128-CBC with HMAC-SHA256), with a key derived from the platform's secret key; older keys
in ``SECRET_KEY_FALLBACKS`` still open what they sealed.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal


class SecretsAreLost(Refusal):
    """The platform's secret key is another one than when they were sealed."""

    code = "secrets_are_lost"


def seal(secrets: Mapping[str, str]) -> str:
    """One text for all secrets of an account."""
    return _box().encrypt(json.dumps(dict(secrets)).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """Raises ``SecretsAreLost``."""
    if not sealed:
        return {}
    try:
        opened: dict[str, str] = json.loads(_box().decrypt(sealed.encode()))
    except InvalidToken:
        sentence = _("The account's keys can no longer be read. Type them in again.")
        raise SecretsAreLost(sentence) from None
    return opened


def _box() -> MultiFernet:
    older = [str(key) for key in settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *older)])


def _derived(key: str) -> bytes:
    found = HKDF(SHA256(), 32, salt=None, info=b"safelight.labs.secrets").derive(key.encode())
    return base64.urlsafe_b64encode(found)
