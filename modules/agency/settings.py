"""Settings of agencies, one a studio."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class AgencySettings:
    """``lab_costs_first``: contributors share what a print brings above what its lab asks."""

    lab_costs_first: bool = field(
        default=False,
        metadata={
            "title": _("Take lab costs off before sharing"),
            "help": _(
                "Contributors get their percentage of what a print brings above what its lab asks "
                "for it. Holds for what is sold from now on."
            ),
        },
    )
