from __future__ import annotations

from django.urls import path

from tests.dummy_module import views

app_name = "dummy_workspace"
urlpatterns = [path("", views.home, name="home")]
