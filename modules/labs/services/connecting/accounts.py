"""From a row to what an adapter takes, and to the adapter itself."""

from __future__ import annotations

from django.urls import reverse

from modules.labs.adapters import registry
from modules.labs.contract import Account, Lab
from modules.labs.models import LabConnection
from modules.labs.services.connecting import sealing
from safelight.outbox import links
from tenants.context import current_studio


def account_of(connection: LabConnection) -> Account:
    """Raises ``sealing.SecretsAreLost``."""
    path = reverse("labs_site:callback", args=[connection.callback_secret])
    return Account(
        reference=connection.public_id,
        settings=connection.settings,
        secrets=sealing.unseal(connection.sealed),
        # The address stays when a domain is lost, and labs keep what they were told.
        callback_url=links.absolute(links.workspace(current_studio()), path),
    )


def lab_of(connection: LabConnection) -> Lab:
    """Raises ``registry.UnknownLab`` where the package that brought it is no longer installed."""
    return registry.get(connection.lab)
