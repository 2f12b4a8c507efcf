"""Client codes: what a studio tells its client, so that they pick, comment and order.

A code is no password: the team can read it, and a gallery is looked at without it where its Anybody
row lets them in. In a table with a code, Anybody looks only.
"""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from modules.gallery.access import revisions
from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import authorizations, presets
from modules.gallery.services.presets import Rights
from safelight.kernel.errors import Refusal

# Without letters and digits that look alike when they are written by hand.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8  # 40 bits; tries are counted.
SHORTEST, LONGEST = 6, 20


class BadCode(Refusal):
    code = "client_code_bad"
    status = 400


def new() -> str:
    return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))


def cleaned(typed: str) -> str:
    """A code as it is compared: capital letters and digits, however it was typed."""
    return "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())


def of(gallery: Gallery) -> Authorization | None:
    """The code's row in the gallery's own table."""
    row: Authorization | None = (
        Authorization.objects.filter(gallery=gallery).exclude(code="").first()
    )
    return row


def set_code(*, gallery: Gallery, code: str = "", rights: Rights | None = None) -> Authorization:
    """Give the gallery this code, or a new one; whoever gave the code before is asked again.

    ``rights`` are those of a row that is new; without, as its preset gives to clients. Raises
    ``BadCode`` and ``authorizations.TableIsAbove``.
    """
    authorizations.refuse_inherited(gallery)
    wanted = cleaned(code) if code else new()
    if not SHORTEST <= len(wanted) <= LONGEST:
        sentence = _("Take %(shortest)d to %(longest)d letters and digits.") % {
            "shortest": SHORTEST,
            "longest": LONGEST,
        }
        raise BadCode(sentence, fields={"code": [sentence]})
    # Between the new code and the end of the links, nobody passes with the old one.
    with transaction.atomic():
        Gallery.objects.select_for_update(of=("self",)).get(pk=gallery.pk)
        row = of(gallery)
        if row is None:
            row = Authorization(gallery=gallery, code=wanted)
            wide = rights or presets.preset(gallery.preset).default_row
            authorizations.write(row, wide)
        else:
            row.code = wanted
            row.password_generation += 1
            row.save(update_fields=["code", "password_generation"])
        revisions.raise_for([gallery.pk])
    return row
