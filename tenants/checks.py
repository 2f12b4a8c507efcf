"""System checks that keep studios apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from tenants.rows import StudioRow
from tenants.versions import studio_labels

SHARED_BY_BOTH = {"django.contrib.contenttypes", "django.contrib.sessions"}


@register()
def check_apps_are_disjoint(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A studio app that is shared too would have its missing tables read from public."""
    both = (set(settings.SHARED_APPS) & set(settings.TENANT_APPS)) - SHARED_BY_BOTH
    return [
        Error(
            f"{app} is in SHARED_APPS and in TENANT_APPS.",
            hint="Keep it in one of them: a missing table would be read from the public schema.",
            id="tenants.E001",
        )
        for app in sorted(both)
    ]


@register()
def check_studio_models_know_their_schema(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    allowed = {"contenttypes", "sessions"}
    return [
        Error(
            f"{model._meta.label} lies in studios' schemas but is no StudioRow.",
            hint="Derive it from tenants.rows.StudioRow.",
            id="tenants.E002",
        )
        for label in studio_labels() - allowed
        for model in apps.get_app_config(label).get_models(include_auto_created=False)
        if not issubclass(model, StudioRow)
    ]


@register()
def check_no_foreign_key_crosses_schemas(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    labels = studio_labels()
    unused = {"auth"}  # Has no tables: see safelight.accounts.apps.
    return [
        Error(
            f"{field.model._meta.label}.{field.name} points across schemas.",
            hint="Keep an id or a uuid instead, so that a studio can be moved alone.",
            id="tenants.E003",
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in unused
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and not isinstance(field.related_model, str)
        and (model._meta.app_label in labels) != (field.related_model._meta.app_label in labels)
    ]
