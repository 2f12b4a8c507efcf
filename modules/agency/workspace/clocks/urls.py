"""Pages of clocks, under ``/studio/clocks/``."""

from __future__ import annotations

from django.urls import path

from modules.agency.workspace.clocks import views

urlpatterns = [
    path("<slug:gallery>/", views.show, name="clocks"),
    path("<slug:gallery>/correction/", views.correct, name="clocks_correct"),
    path("<slug:gallery>/correction/end/", views.take_back, name="clocks_take_back"),
]
