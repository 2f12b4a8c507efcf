"""Links of print files for labs: one file, some days, without cookies.

    /labs/files/<public id>.<end, seconds since 1970>.<signature>/<name>.jpg

The signature is the studio's own (``storage.signing``), so a link of one studio opens nothing in
another. It ends by itself, and at once when no lab order wants the file any more. Why the control
plane answers it: ``docs/decisions/0019-print-files.md``.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q
from django.urls import reverse

from modules.labs import contract
from modules.labs.models import LabPiece, LabState, PrintFile
from modules.labs.services import tokens
from modules.labs.services.tokens import NoSuchLink
from safelight.outbox import links as hosts
from tenants.context import current_studio

_PURPOSE = b"sl-print-file"


def link(*, file: PrintFile, until: datetime) -> str:
    """The absolute address of a file that is made, for as long as a lab order wants it."""
    token = tokens.signed(purpose=_PURPOSE, of=file.public_id, until=until)
    path = reverse("labs_site:file", args=[token, file.name])
    return hosts.absolute(hosts.site(current_studio()), path)


def for_lab(*, file: PrintFile, until: datetime) -> contract.PrintFile:
    """A file that is made, as adapters take it."""
    return contract.PrintFile(
        area=file.area, url=link(file=file, until=until), md5=file.md5, name=file.name,
        width=file.width, height=file.height, size=file.size, key=file.key,
    )  # fmt: skip


def linked(*, token: str, name: str, at: datetime) -> PrintFile:
    """The file behind a link. Raises ``NoSuchLink``."""
    found = tokens.read(purpose=_PURPOSE, token=token, at=at)
    files = PrintFile.objects.filter(public_id=found, name=name)
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
