"""A Stripe of the tests: a real server that serves objects of Stripe's shape. Started nowhere else.

``StripeDouble`` is the server; ``happenings`` is what clients, banks and the studio do there;
``webhooks`` is the post that carries its events, and loses, doubles and delays them.
"""

from __future__ import annotations

from tests.stripe_double.server import StripeDouble
from tests.stripe_double.webhooks import Post

__all__ = ["Post", "StripeDouble"]
