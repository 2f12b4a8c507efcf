"""Pages about papers, under ``/studio/orders/``; included by ``workspace.urls``."""

from __future__ import annotations

from django.urls import path, re_path

from modules.commerce.workspace.views import documents
from safelight.kernel import public_id

of_orders = [
    path("documents/", documents.list_documents, name="documents"),
    re_path(rf"^documents/(?P<document>{public_id.PATTERN})/$", documents.document, name="paper"),
    path("export/", documents.export, name="export"),
    path("terms/", documents.terms, name="terms_file"),
]
