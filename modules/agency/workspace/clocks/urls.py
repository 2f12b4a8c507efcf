"""Pages of clocks, beside the other pages of a gallery."""

from __future__ import annotations

from django.urls import path

from modules.agency.workspace.clocks import views

urlpatterns = [
    path("<slug:gallery>/clocks/", views.show, name="clocks"),
    path("<slug:gallery>/clocks/correction/", views.correct, name="clocks_correct"),
    path("<slug:gallery>/clocks/correction/end/", views.take_back, name="clocks_take_back"),
]
