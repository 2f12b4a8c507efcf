"""Choosing a language. Mounted at ``/language/`` of every host."""

from __future__ import annotations

from django.urls import path

from safelight.site.views import languages

app_name = "languages"
urlpatterns = [path("", languages.choose, name="choose")]
