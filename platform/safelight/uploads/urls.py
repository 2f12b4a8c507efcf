from __future__ import annotations

from django.urls import path, re_path

from safelight.kernel import public_id
from safelight.uploads import views

app_name = "uploads"

urlpatterns = [
    path("", views.UploadsView.as_view(), name="all"),
    re_path(rf"^(?P<public_id>{public_id.PATTERN})/$", views.UploadView.as_view(), name="one"),
]
