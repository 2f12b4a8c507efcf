"""``/api/v1/documents/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import documents

app_name = "commerce_documents_api"

urlpatterns = [path("", documents.DocumentsView.as_view(), name="documents")]
