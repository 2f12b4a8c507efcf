"""A client who orders again and again; says each order once it is placed.

python -m tests.infra.buying ADDRESS E-MAIL    with the platform's environment
"""

from __future__ import annotations

import sys
from importlib import import_module

import django


def main() -> None:
    address, client = sys.argv[1:]
    django.setup()
    # Models are read from here on.
    import_module("tests.infra.orders").buy(address, client)


if __name__ == "__main__":
    main()
