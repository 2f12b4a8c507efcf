"""Territories: countries that share shipping prices. A country is in one of them at most."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from modules.commerce.models import Territory
from modules.commerce.services import addresses
from safelight.kernel.errors import Refusal


class BadCountries(Refusal):
    """No country, one that is none, or one of another territory."""

    code = "bad_countries"
    status = 400


def create(*, name: str, countries: Collection[str]) -> Territory:
    """Raises ``BadCountries``."""
    with transaction.atomic():  # No country may come into two meanwhile.
        checked = _checked(countries, but=None)
        made: Territory = Territory.objects.create(name=name, countries=checked)
    return made


def change(*, territory: Territory, name: str, countries: Collection[str]) -> None:
    """Raises ``BadCountries``."""
    with transaction.atomic():  # As above.
        territory.name, territory.countries = name, _checked(countries, but=territory)
        territory.save(update_fields=["name", "countries"])


def delete(*, territory: Territory) -> None:
    """Delete a territory and the prices for it; its countries cost what Default does."""
    territory.delete()


def _checked(countries: Collection[str], *, but: Territory | None) -> list[str]:
    wanted = sorted(set(countries))
    if not wanted or not all(addresses.is_country(code) for code in wanted):
        raise BadCountries(_("Choose at least one country."))
    for other in Territory.objects.select_for_update():
        both = [code for code in wanted if code in other.countries and other != but]
        if both:
            sentence = _("%(country)s is in “%(territory)s” already.")
            words = {"country": addresses.country_name(both[0]), "territory": other.name}
            raise BadCountries(sentence % words)
    return wanted
