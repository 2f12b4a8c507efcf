"""The platform's host."""

from __future__ import annotations

from django.urls import path

from safelight.signup import views

app_name = "signup"
urlpatterns = [
    path("", views.front, name="front"),
    path("sign-up/", views.sign_up, name="sign_up"),
    path("sign-up/address/", views.address, name="address"),
]
