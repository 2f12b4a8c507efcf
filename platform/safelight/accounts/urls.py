"""Pages of anybody's own: sign-in, passwords, account. Mounted at ``/``."""

from __future__ import annotations

from django.urls import path

from safelight.accounts.views import (
    account,
    addresses,
    links,
    mailed,
    proof,
    security,
    signing,
    steps,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/second/", steps.second, name="second"),
    path("sign-in/second/question/", steps.second_question, name="second_question"),
    path("sign-in/second/passkey/", steps.second_passkey, name="second_passkey"),
    path("sign-in/passkey/", steps.passkey, name="passkey"),
    path("sign-in/passkey/question/", steps.passkey_question, name="passkey_question"),
    path("sign-in/mail/", mailed.ask, name="mailed_ask"),
    path("sign-in/mail/code/", mailed.enter, name="mailed_enter"),
    path("sign-in/mail/<str:secret>/", mailed.link, name="mailed_link"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("welcome/<str:secret>/", signing.welcome, name="welcome"),
    path("password/forgotten/", links.forgotten, name="password_forgotten"),
    path("password/new/<str:secret>/", links.password_new, name="password_new"),
    path("invitations/<str:secret>/", links.invitation, name="invitation"),
    path("account/", account.show, name="account"),
    path("account/details/", account.details, name="details"),
    path("account/password/", account.password, name="password"),
    path("account/other-sessions/end/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/email/", addresses.change, name="email"),
    path("account/email/<str:secret>/", addresses.confirm, name="email_new"),
    path("account/proof/", proof.proof, name="proof"),
    path("account/proof/mail/", proof.mail, name="proof_mail"),
    path("account/proof/question/", proof.question, name="proof_question"),
    path("account/proof/passkey/", proof.passkey, name="proof_passkey"),
    path("account/security/", security.show, name="security"),
    path("account/security/app/", security.app, name="app"),
    path("account/security/app/off/", security.app_off, name="app_off"),
    path("account/security/recovery-codes/", security.recovery, name="recovery"),
    path("account/security/passkeys/", security.passkey_new, name="passkey_new"),
    path("account/security/passkeys/question/", security.passkey_question, name="own_question"),
    path(
        "account/security/passkeys/<str:public_id>/remove/",
        security.passkey_remove,
        name="passkey_remove",
    ),
    path(
        "account/security/sessions/<str:public_id>/end/", security.session_end, name="session_end"
    ),
    path("account/tokens/", account.make_token, name="make_token"),
    path("account/tokens/<str:public_id>/revoke/", account.revoke_token, name="revoke_token"),
]
