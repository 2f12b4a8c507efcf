"""What finished exports hold of a client: everything, so they are dropped."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.kernel.privacy import Nobody, Privacy, Subject
from safelight.takeout import services
from safelight.takeout.models import Export


def erase(subject: Subject, nobody: Nobody) -> None:
    for export in Export.holding():
        services.drop(export=export)


PRIVACY = Privacy(goes=(_("Exports of the studio that could be downloaded still"),), erase=erase)
