"""Studios' accounts at Stripe: the studio pays Stripe's fees, answers disputes, owns the money."""

from __future__ import annotations

from modules.commerce.payments.stripe_calls import asking, client


def make(*, key: str, studio: str) -> str:
    """A new account for the studio, the same for the same ``key``; returns its id."""
    with asking():
        made = client().v1.accounts.create(
            {
                "controller": {
                    "fees": {"payer": "account"},
                    "losses": {"payments": "stripe"},
                    "requirement_collection": "stripe",
                    "stripe_dashboard": {"type": "full"},
                },
                "metadata": {"studio": studio},
            },
            {"idempotency_key": f"connect-{key}"},
        )
    return made.id


def link(account: str, *, return_url: str, refresh_url: str) -> str:
    """Where the studio tells Stripe who it is; good for some minutes and one visit."""
    with asking():
        made = client().v1.account_links.create(
            {
                "account": account,
                "type": "account_onboarding",
                "return_url": return_url,
                "refresh_url": refresh_url,
            }
        )
    return made.url


def may_take_payments(account: str) -> bool:
    with asking():
        return bool(client().v1.accounts.retrieve(account).charges_enabled)
