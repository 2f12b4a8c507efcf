"""What the environment says of payments; what could make orders free is refused at start."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from safelight import payments
from safelight.environment import ConfigurationError

Set = Callable[..., None]
KEYS = {"STRIPE_API_KEY": "sk_test_1", "STRIPE_WEBHOOK_SECRET": "whsec_12345678"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Set:
    names = (*KEYS, "STRIPE_FEE_PERCENT", "STRIPE_ADDRESS", "TEST_PAYMENTS")

    def put(**values: str) -> None:
        for name in names:
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    put()
    return put


def test_it_goes_without_stripe(environment: Set) -> None:
    assert payments.stripe(production=True) is None


def test_it_works(environment: Set) -> None:
    environment(**KEYS, STRIPE_FEE_PERCENT="2.5")
    found = payments.stripe(production=True)
    assert found is not None
    assert (found.livemode, found.fee_percent) == (False, Decimal("2.5"))
    assert found.address == payments.ADDRESS
    assert "sk_test" not in repr(found)
    assert "whsec" not in repr(found)


def test_it_knows_real_money_by_the_key(environment: Set) -> None:
    environment(**KEYS | {"STRIPE_API_KEY": "sk_live_1"})
    found = payments.stripe(production=True)
    assert found is not None
    assert found.livemode


@pytest.mark.parametrize("secret", ["", " ", "whsec_", "12345678901234567890", "whsec_1"])
def test_pay_01_it_does_not_start_without_a_secret_for_webhooks(
    secret: str, environment: Set
) -> None:
    environment(**KEYS | {"STRIPE_WEBHOOK_SECRET": secret})
    with pytest.raises(ConfigurationError, match="STRIPE_WEBHOOK_SECRET"):
        payments.stripe(production=False)


@pytest.mark.parametrize(
    ("name", "value", "production"),
    [
        ("STRIPE_API_KEY", "pk_live_1", False),
        ("STRIPE_API_KEY", "", False),
        ("STRIPE_FEE_PERCENT", "-1", False),
        ("STRIPE_FEE_PERCENT", "100", False),
        ("STRIPE_FEE_PERCENT", "2.555", False),
        ("STRIPE_FEE_PERCENT", "nan", False),
        ("STRIPE_FEE_PERCENT", "a lot", False),
        ("STRIPE_ADDRESS", "ftp://api.stripe.com", False),
        ("STRIPE_ADDRESS", "http://127.0.0.1:5000", True),
        ("STRIPE_ADDRESS", "https://stripe.example", True),
    ],
)
def test_it_refuses_a_wrong_value_by_name(
    name: str, value: str, production: bool, environment: Set
) -> None:
    environment(**KEYS | {name: value})
    with pytest.raises(ConfigurationError, match=name):
        payments.stripe(production=production)


def test_it_may_lead_to_another_address_where_nothing_is_real(environment: Set) -> None:
    environment(**KEYS, STRIPE_ADDRESS="http://127.0.0.1:5000/")
    found = payments.stripe(production=False)
    assert found is not None
    assert found.address == "http://127.0.0.1:5000"


def test_pay_08_it_allows_pretended_payments_in_the_embedded_platform_only(
    environment: Set,
) -> None:
    assert payments.test_payments(production=False)
    assert not payments.test_payments(production=True)
    environment(TEST_PAYMENTS="false")
    assert not payments.test_payments(production=False)
    environment(TEST_PAYMENTS="true")
    with pytest.raises(ConfigurationError, match="TEST_PAYMENTS"):
        payments.test_payments(production=True)
