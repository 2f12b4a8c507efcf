"""The console's host."""

from __future__ import annotations

from django.urls import path

from safelight.console.views import jobs, signing, studios

app_name = "console"
urlpatterns = [
    path("", studios.index, name="studios"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("studios/<uuid:uuid>/", studios.show, name="studio"),
    path("studios/<uuid:uuid>/modules/<slug:module>/", studios.switch, name="switch"),
    path("studios/<uuid:uuid>/suspension/", studios.suspension, name="suspension"),
    path("jobs/", jobs.index, name="jobs"),
    path("jobs/<int:job_id>/again/", jobs.again, name="again"),
]
