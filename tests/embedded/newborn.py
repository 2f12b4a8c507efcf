"""A program for tests of the nursery: says what it finds, then waits to be stopped."""

from __future__ import annotations

import os
import sys
import time

from django.apps import apps

if __name__ == "__main__":
    alone = os.getpgid(0) == os.getpid()
    sys.stdout.write(f"{sys.argv[1]} ready={apps.ready} alone={alone} parent={os.getppid()}\n")
    sys.stdout.flush()
    time.sleep(60)
