"""Mounted at ``/api/v1/exports/``."""

from __future__ import annotations

from django.urls import path

from safelight.kernel.marks import asks_anew, not_while_acting, open_while_suspended
from safelight.takeout import api

app_name = "takeout_api"
_all = open_while_suspended(not_while_acting(asks_anew(api.Exports.as_view())))
_one = open_while_suspended(not_while_acting(asks_anew(api.OneExport.as_view())))
urlpatterns = [
    path("", _all, name="all"),
    path("<slug:public_id>/", _one, name="one"),
]
