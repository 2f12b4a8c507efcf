"""Links of print files for labs: one file, some days, without cookies.

    /labs/files/<public id>.<end, seconds since 1970>.<signature>/<name>.jpg

The signature is the studio's own (``storage.signing``), so a link of one studio opens nothing in
another. It ends by itself, and at once when no lab order wants the file any more. Why the control
plane answers it: ``docs/decisions/0019-print-files.md``.
"""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import F, Q
from django.urls import reverse

from modules.labs import contract
from modules.labs.models import LabPiece, LabState, PrintFile
from safelight.kernel import public_id
from safelight.outbox import links as hosts
from safelight.storage import links
from tenants.context import current_studio

_PURPOSE = b"sl-print-file"
_TOKEN = re.compile(rf"({public_id.PATTERN}\.(\d{{1,11}}))\.([A-Za-z0-9_-]{{22}})")


class NoSuchLink(LookupError):
    """Not signed so, over, taken back, or of nothing that is here: nobody is told which."""


def link(*, file: PrintFile, until: datetime) -> str:
    """The absolute address of a file that is made, for as long as a lab order wants it."""
    text = f"{file.public_id}.{int(until.timestamp())}"
    signature = links.default_keyring().sign(current_studio().uuid, _PURPOSE, text)
    path = reverse("labs_site:file", args=[f"{text}.{signature}", file.name])
    return hosts.absolute(hosts.site(current_studio()), path)


def for_lab(*, file: PrintFile, until: datetime) -> contract.PrintFile:
    """A file that is made, as adapters take it."""
    return contract.PrintFile(
        area=file.area, url=link(file=file, until=until), md5=file.md5, name=file.name,
        width=file.width, height=file.height, size=file.size, key=file.key,
    )  # fmt: skip


def linked(*, token: str, name: str, at: datetime) -> PrintFile:
    """The file behind a link. Raises ``NoSuchLink``."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise NoSuchLink
    text, until, signature = match.groups()
    if not links.default_keyring().is_signed(current_studio().uuid, _PURPOSE, text, signature):
        raise NoSuchLink
    if int(until) <= at.timestamp():
        raise NoSuchLink
    files = PrintFile.objects.filter(public_id=text[: public_id.LENGTH], name=name)
    file: PrintFile | None = files.exclude(made_at=None).first()
    if file is None or not _is_wanted(file):
        raise NoSuchLink
    return file


def _is_wanted(file: PrintFile) -> bool:
    """A piece of it is at a lab or on its way there, or was sent: labs look again at times."""
    live = Q(is_live=True) & ~Q(lab_order__state=LabState.CANCELLED)
    done = Q(lab_order__state=LabState.DONE)
    return bool(LabPiece.objects.filter(live | done, file=file).exists())


def count_fetch(*, file: PrintFile, at: datetime) -> None:
    """Somebody fetches it from the beginning."""
    PrintFile.objects.filter(pk=file.pk).update(fetches=F("fetches") + 1, fetched_at=at)
