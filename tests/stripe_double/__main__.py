"""The double as a program beside a running Safelight: ``python -m tests.stripe_double``."""

from __future__ import annotations

import argparse
import signal
import sys

from tests.stripe_double.courier import Courier
from tests.stripe_double.server import StripeDouble

PORT = 8200
WEBHOOK = "http://localhost:8000/webhooks/stripe/"
_TOLD = """The desk is at {address}/
Start Safelight with:
{exports}
News go to {webhook}
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.stripe_double", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="0 for any")
    parser.add_argument("--webhook", default=WEBHOOK, help="where news are sent")
    given = parser.parse_args()
    with StripeDouble(given.port) as stripe, Courier(stripe, given.webhook):
        exports = "\n".join(f"  export {name}={it}" for name, it in stripe.environment.items())
        sys.stdout.write(
            _TOLD.format(address=stripe.address, exports=exports, webhook=given.webhook)
        )
        sys.stdout.flush()
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


# Signals are taken when they come, by the thread that waits for them and by no other.
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
main()
