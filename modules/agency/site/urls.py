"""Pages of contributors, under ``/``: their own sales and statements."""

from __future__ import annotations

from django.urls import path, re_path

from modules.agency.site import sales
from safelight.kernel import public_id

app_name = "agency_site"

_S = rf"^sales/statements/(?P<statement>{public_id.PATTERN})/"
urlpatterns = [
    path("sales/", sales.show, name="sales"),
    path("sales/all/", sales.listed, name="listed"),
    re_path(rf"{_S}$", sales.statement, name="statement"),
    re_path(rf"{_S}csv/$", sales.statement_csv, name="statement_csv"),
    re_path(rf"{_S}pdf/$", sales.statement_pdf, name="statement_pdf"),
]
