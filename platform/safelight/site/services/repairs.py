"""What is said of colours that could not be shown as they were chosen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safelight.site import brand
from safelight.site.models import Face

COLOURS = frozenset({"accent", "paper", "ink"})


def told(face: Face) -> list[str]:
    """A sentence for each colour that is another one on the pages."""
    light, dark = brand.palettes(face)
    told = []
    for shown, where in ((light, _("light")), (dark, _("dark"))):
        pairs = [(face.accent, shown.accent), (face.ink, shown.ink if face.ink else "")]
        told += [
            _("On %(where)s pages %(colour)s could not be read, so %(shown)s is used there.")
            % {"where": where, "colour": chosen, "shown": used}
            for chosen, used in pairs
            if chosen.lower() != used
        ]
    if face.paper and face.paper.lower() != light.paper:
        told.append(
            _("%(colour)s is too dark for a background of light pages: %(shown)s is used there.")
            % {"colour": face.paper, "shown": light.paper}
        )
    return told
