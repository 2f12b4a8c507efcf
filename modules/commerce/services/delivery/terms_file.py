"""The studio's terms as a PDF, kept in the storage and sent along with what is delivered."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from modules.commerce.models import TermsFile
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal
from safelight.outbox.posting import Attachment
from safelight.storage import keys, objects
from safelight.web.forms import one_line
from tenants.context import current_studio

# Mail servers refuse large mails, and this one goes to every client.
LARGEST = 5_000_000
_BEGINS, _ENDS = b"%PDF-", b"%%EOF"


class NotATermsFile(Refusal):
    code = "not_a_terms_file"
    status = 400


def current() -> TermsFile | None:
    """The one that goes along now."""
    latest = TermsFile.objects.order_by("-pk").first()
    return latest if latest is not None and latest.object_key else None


def attachments() -> list[Attachment]:
    """For mails that deliver."""
    found = current()
    if found is None:
        return []
    return [Attachment(key=found.object_key, name=found.name, media_type="application/pdf")]


def keep(*, file: BinaryIO, name: str, by: Person, at: datetime) -> TermsFile:
    """Send this PDF along from now on. Outside a transaction. Raises ``NotATermsFile``."""
    body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise NotATermsFile(_("The file is larger than 5 MB; mail servers would refuse it."))
    # Readers look for the end in the last 1024 bytes (ISO 32000-1, Annex H.3.18).
    if not body.startswith(_BEGINS) or _ENDS not in body[-1024:]:
        raise NotATermsFile(_("This is no PDF, or only a part of one."))
    key = keys.join(keys.new_object(current_studio().uuid), "terms")
    objects.from_environment().write(key, [body])
    made: TermsFile = TermsFile.objects.create(
        object_key=key, name=_named(name), bytes=len(body), by=by, set_at=at
    )
    return made


def leave_out(*, by: Person, at: datetime) -> None:
    """Send nothing along from now on; nothing happens where nothing was."""
    if current() is not None:
        TermsFile.objects.create(by=by, set_at=at)


def _named(name: str) -> str:
    """A name that headers and disks take as it is, ending as a PDF does."""
    safe = "".join(sign if sign.isalnum() or sign in " -._()" else "-" for sign in one_line(name))
    stem = safe.strip(" .-").removesuffix(".pdf").removesuffix(".PDF")[:100]
    return f"{stem or 'terms'}.pdf"
