"""Settings of ordering, one a studio."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class CommerceSettings:
    """``manual_validation``: every order waits until somebody of the team accepts it."""

    manual_validation: bool = field(
        default=False,
        metadata={
            "title": _("Check every order by hand"),
            "help": _("An order waits until you accept it. The client is told so."),
        },
    )
