"""The console's host."""

from __future__ import annotations

from django.urls import path, re_path

from safelight.console.views import (
    account,
    acting,
    announcements,
    erasures,
    growth,
    jobs,
    log,
    operators,
    plans,
    searching,
    signing,
    studios,
)

app_name = "console"
urlpatterns = [
    path("", studios.index, name="studios"),
    path("studios.csv", studios.csv, name="studios_csv"),
    path("search/", searching.index, name="search"),
    path("growth/", growth.index, name="growth"),
    path("log/", log.index, name="log"),
    path("log.csv", log.csv, name="log_csv"),
    path("announcements/", announcements.index, name="announcements"),
    path("announcements/new/", announcements.new, name="announcement_new"),
    path("announcements/<str:public_id>/withdrawal/", announcements.withdraw, name="withdraw"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/code/", signing.code, name="code"),
    path("sign-in/app/", signing.app, name="app"),
    path("prove/", signing.prove, name="prove"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("account/", account.show, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/recovery-codes/", account.recovery_codes, name="recovery_codes"),
    path("operators/", operators.index, name="operators"),
    path("operators/add/", operators.add, name="operator_add"),
    path("operators/<str:handle>/", operators.show, name="operator"),
    path("operators/<str:handle>/change/", operators.change, name="operator_change"),
    path("studios/<uuid:uuid>/", studios.show, name="studio"),
    path("studios/<uuid:uuid>/modules/<slug:module>/", studios.switch, name="switch"),
    path("studios/<uuid:uuid>/suspension/", studios.suspension, name="suspension"),
    path("studios/<uuid:uuid>/acting/", acting.ask, name="act"),
    path("studios/<uuid:uuid>/rescue/", acting.rescue, name="rescue"),
    path("studios/<uuid:uuid>/door/", acting.knock, name="knock"),
    path("studios/<uuid:uuid>/erasure/", erasures.ask, name="erasure"),
    path("studios/<uuid:uuid>/erasure/decision/", erasures.decide, name="erasure_decision"),
    re_path(
        r"^studios/(?P<uuid>[0-9a-f-]{36})/given/(?P<what>plan|trial|module)/$",
        plans.for_studio,
        name="give",
    ),
    path("plans/", plans.index, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path("plans/<slug:code>/", plans.edit, name="plan"),
    path("plans/<slug:code>/act/", plans.act, name="plan_act"),
    path("jobs/", jobs.index, name="jobs"),
    path("jobs/kind/", jobs.of_kind, name="jobs_kind"),
    path("jobs/<int:job_id>/again/", jobs.again, name="again"),
    path("jobs/<int:job_id>/discard/", jobs.discard, name="discard"),
]
