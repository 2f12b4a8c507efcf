"""``python -m safelight.fakelab [--port 8002] [--pace 5]``; ends on SIGTERM and Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import sys

from safelight.fakelab.desk import PACE
from safelight.fakelab.server import FakeLab

PORT = 8002


def main() -> None:
    # Taken when they come, by the thread that waits for them and by no other.
    endings = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, endings)
    parser = argparse.ArgumentParser(prog="python -m safelight.fakelab", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="0 for any")
    parser.add_argument("--pace", type=float, default=PACE, help="seconds of one of four steps")
    given = parser.parse_args()
    with FakeLab(given.port, pace=given.pace) as lab:
        sys.stdout.write(f"The fake lab is at {lab.address}/\n")
        sys.stdout.flush()
        signal.sigwait(endings)


main()
