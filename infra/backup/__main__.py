"""The way in: models can be imported only once Django is set up."""

from __future__ import annotations

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    sys.exit(import_module("infra.backup.commands").main())
