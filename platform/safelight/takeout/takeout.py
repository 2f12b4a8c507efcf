"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.takeout import Takeout

_OWN = "About exports themselves, which end with the platform."

TAKEOUT = Takeout(
    stays={"takeout.Export": _OWN, "takeout.ExportPart": _OWN, "takeout.KeptObject": _OWN},
)
