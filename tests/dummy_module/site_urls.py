from __future__ import annotations

from django.urls import path

from tests.dummy_module import views

app_name = "dummy_site"
urlpatterns = [path("", views.page, name="page")]
