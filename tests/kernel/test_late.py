"""Libraries that are read at their first use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from safelight.kernel import late

HEAVY = ("stripe", "fpdf", "xlsxwriter")


def test_it_reads_a_module_when_something_of_it_is_used() -> None:
    assert late.module("decimal").Decimal("1") == 1


def test_it_names_what_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = late.module("decimal").no_such_thing


def test_it_reads_none_of_the_heavy_ones_at_start() -> None:
    asked = f"""
import django
django.setup()
import importlib, sys
from django.urls import get_resolver
for conf in ("urls_platform", "urls_studio", "urls_console"):
    importlib.import_module(f"safelight.{{conf}}")
from safelight.jobs import registry
registry.specs()
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
