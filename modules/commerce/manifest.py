from __future__ import annotations

from safelight.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="commerce",
    title="Orders",
    requires=("gallery",),
    publishes="modules.commerce.events",
)
