"""A Stripe to try against: a real server that serves objects of Stripe's shape.

``StripeDouble`` is the server; ``happenings`` is what clients, banks and the studio do there;
``webhooks`` is the post that carries its events in a test, and loses, doubles and delays them;
``courier`` carries them to a running product. ``python -m tests.stripe_double`` starts it beside
one (``docs/trying-stripe.md``).
"""

from __future__ import annotations

from tests.stripe_double.courier import Courier
from tests.stripe_double.server import StripeDouble
from tests.stripe_double.webhooks import Post

__all__ = ["Courier", "Post", "StripeDouble"]
