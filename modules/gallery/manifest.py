from __future__ import annotations

from safelight.kernel.manifest import Manifest

MANIFEST = Manifest(name="gallery", title="Galleries", publishes="modules.gallery.events")
