"""Pages of anybody's own: sign-in, passwords, account. Mounted at ``/``."""

from __future__ import annotations

from django.urls import path

from safelight.accounts.views import account, links, signing

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("welcome/<str:secret>/", signing.welcome, name="welcome"),
    path("password/forgotten/", links.forgotten, name="password_forgotten"),
    path("password/new/<str:secret>/", links.password_new, name="password_new"),
    path("invitations/<str:secret>/", links.invitation, name="invitation"),
    path("account/", account.show, name="account"),
    path("account/details/", account.details, name="details"),
    path("account/password/", account.password, name="password"),
    path("account/other-sessions/end/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/tokens/", account.make_token, name="make_token"),
    path("account/tokens/<str:public_id>/revoke/", account.revoke_token, name="revoke_token"),
]
