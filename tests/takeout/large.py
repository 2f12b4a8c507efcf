"""Filling a studio of the running platform, and proving its export, by hand.

``python -m tests.takeout.large fill <address> [photos] [orders] [kilobytes]`` fills a studio with
photos of this size;
``python -m tests.takeout.large check <address> <export.zip>`` unpacks an export, proves the bag
with bagit, and compares every photo with the file in the storage.
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelight.settings")
    # The settings have to be named first.
    import django

    django.setup()
    # Models can be imported from here on.
    from tests.takeout import filling

    print(filling.run(*sys.argv[1:]))  # noqa: T201 - its answer
