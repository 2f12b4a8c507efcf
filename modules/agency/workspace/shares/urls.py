"""Pages about shares, under ``/studio/shares/``."""

from __future__ import annotations

from django.urls import path, re_path

from modules.agency.workspace.shares import contributors, payments, rules, statements
from safelight.kernel import public_id

_C = rf"^contributors/(?P<contributor>{public_id.PATTERN})/"
_S = rf"^statements/(?P<statement>{public_id.PATTERN})/"
_P = rf"^payments/(?P<run>{public_id.PATTERN})/"
urlpatterns = [
    path("", contributors.index, name="shares"),
    path("contributors/new/", contributors.new, name="contributor_new"),
    re_path(rf"{_C}$", contributors.show, name="contributor"),
    re_path(rf"{_C}edit/$", contributors.edit, name="contributor_edit"),
    re_path(rf"{_C}corrections/$", contributors.correct, name="contributor_correct"),
    path("rules/", rules.show, name="share_rules"),
    re_path(
        rf"^rules/(?P<rule>{public_id.PATTERN})/removal/$", rules.remove, name="share_rule_remove"
    ),
    path("statements/", statements.index, name="statements"),
    path("statements/closing/", statements.close, name="statements_close"),
    re_path(rf"{_S}$", statements.show, name="statement"),
    re_path(rf"{_S}csv/$", statements.as_csv, name="statement_csv"),
    re_path(rf"{_S}pdf/$", statements.as_pdf, name="statement_pdf"),
    path("payments/", payments.index, name="payments"),
    path("payments/run/", payments.pay, name="payments_run"),
    re_path(rf"{_P}$", payments.show, name="payment"),
    re_path(rf"{_P}csv/$", payments.as_csv, name="payment_csv"),
]
