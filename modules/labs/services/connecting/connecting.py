"""Connecting a studio's account with a lab, changing what was typed, and ending it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from modules.labs.adapters import registry
from modules.labs.contract import Account, Away, ConfirmsAddress, Lab, Refused, Works
from modules.labs.models import LabConnection, LabOrder
from modules.labs.services.connecting import lists, sealing
from modules.labs.services.connecting.accounts import account_of
from safelight.kernel.errors import Refusal

# What anybody types is shorter.
LONGEST = 4000


class FieldsMissing(Refusal):
    """``fields`` has a sentence for each that is missing or wrong."""

    code = "lab_fields_missing"
    status = 400


class LabSaysNo(Refusal):
    """The account cannot be used; the lab's reason.

    ``suggests`` are settings, by the name of their field, that would be taken instead.
    """

    code = "lab_says_no"
    status = 400

    def __init__(self, sentence: str, *, suggests: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.suggests = dict(suggests or {})


class LabIsAway(Refusal):
    code = "lab_is_away"
    status = 503


class StillAtWork(Refusal):
    """Orders are at the lab: who would hear of them?"""

    code = "lab_still_at_work"


def connect(*, lab: str, name: str, typed: Mapping[str, str], at: datetime) -> LabConnection:
    """Keep an account that the lab accepts; asks the lab, so not inside a transaction.

    Raises ``FieldsMissing``, ``LabSaysNo`` and ``LabIsAway``.
    """
    adapter = registry.get(lab)
    settings, secrets = _sorted(adapter, typed, {})
    connection = LabConnection(
        lab=lab, name=name.strip()[:80] or adapter.name, settings=settings,
        sealed=sealing.seal(secrets), connected_at=at,
    )  # fmt: skip
    _ask(adapter, account_of(connection))
    connection.save()
    tell_address(connection=connection)
    return connection


def change(*, connection: LabConnection, name: str, typed: Mapping[str, str]) -> LabConnection:
    """Take over what was typed; a secret that was left empty stays.

    Raises as ``connect``, and ``lists.Disconnected``.
    """
    adapter = registry.get(connection.lab)
    settings, secrets = _sorted(adapter, typed, _kept(connection))
    connection.name = name.strip()[:80] or connection.name
    connection.settings, connection.sealed = settings, sealing.seal(secrets)
    _ask(adapter, account_of(connection))
    connection.trouble = ""
    # Ended while the lab was asked, it keeps no secrets.
    if not LabConnection.objects.filter(pk=connection.pk, disconnected_at=None).update(
        name=connection.name, settings=connection.settings, sealed=connection.sealed, trouble=""
    ):
        raise lists.Disconnected(_("%s is disconnected.") % connection.name)
    tell_address(connection=connection)
    return connection


def tell_address(*, connection: LabConnection) -> None:
    """Tell labs that want it where they reach us; what goes wrong stands at the connection."""
    adapter = registry.get(connection.lab)
    if not isinstance(adapter, ConfirmsAddress):
        return
    answer = adapter.register(account_of(connection))
    connection.trouble = "" if isinstance(answer, Works) else answer.sentence
    connection.save(update_fields=["trouble"])


def disconnect(*, connection: LabConnection, at: datetime) -> LabConnection:
    """End it: nothing new goes there. Raises ``StillAtWork`` while orders are live there."""
    # Nobody sends an order between the look and the end.
    with transaction.atomic():
        fresh: LabConnection = LabConnection.objects.select_for_update().get(pk=connection.pk)
        live = LabOrder.objects.filter(connection=fresh, state__in=LabOrder.LIVE).count()
        if live:
            sentence = _(
                "%(name)s still has %(number)d of your orders. Finish or cancel them first."
            )
            raise StillAtWork(sentence % {"name": fresh.name, "number": live})
        fresh.disconnected_at = fresh.disconnected_at or at
        fresh.sealed = ""
        fresh.save(update_fields=["disconnected_at", "sealed"])
    return fresh


def _kept(connection: LabConnection) -> Mapping[str, str]:
    try:
        return sealing.unseal(connection.sealed)
    except sealing.SecretsAreLost:
        return {}


def _sorted(
    adapter: Lab, typed: Mapping[str, str], kept: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """(settings, secrets) of what was typed, for the adapter's fields and no others."""
    settings: dict[str, str] = {}
    secrets: dict[str, str] = {}
    wrong: dict[str, list[str]] = {}
    for field in adapter.fields:
        value = typed.get(field.name, "").strip()[:LONGEST]
        if field.is_secret:
            value = value or kept.get(field.name, "")
        if not value and field.is_required:
            wrong[field.name] = [_("Fill in “%(label)s”.") % {"label": field.label}]
        if value and field.choices and value not in dict(field.choices):
            wrong[field.name] = [_("Choose one of the list.")]
        (secrets if field.is_secret else settings)[field.name] = value
    if wrong:
        raise FieldsMissing(_("Something is missing."), fields=wrong)
    return settings, secrets


def _ask(adapter: Lab, account: Account) -> None:
    answer = adapter.check(account)
    if isinstance(answer, Refused):
        raise LabSaysNo(answer.sentence, suggests=answer.suggests)
    if isinstance(answer, Away):
        raise LabIsAway(answer.sentence)
    assert isinstance(answer, Works)
