"""Rows of the permission table about proving who one is."""

from __future__ import annotations

from tests.routes.entries import Entry, entry

PROOFS: dict[str, Entry] = {
    "accounts:second": entry("anybody"),
    "accounts:second_question": entry("anybody"),
    "accounts:second_passkey": entry("anybody"),
    "accounts:passkey": entry("anybody"),
    "accounts:passkey_question": entry("anybody"),
    "accounts:mailed_ask": entry("anybody"),
    "accounts:mailed_enter": entry("anybody"),
    "accounts:mailed_link": entry("link", secret="mailed"),
    "accounts:email": entry("signed in"),
    "accounts:email_new": entry("owner of it", secret="email"),
    "accounts:proof": entry("signed in"),
    "accounts:proof_mail": entry("signed in"),
    "accounts:proof_question": entry("signed in"),
    "accounts:proof_passkey": entry("signed in"),
    "accounts:security": entry("signed in"),
    "accounts:app": entry("signed in"),
    "accounts:app_off": entry("signed in"),
    "accounts:recovery": entry("signed in"),
    "accounts:own_question": entry("signed in"),
    "accounts:passkey_new": entry("signed in"),
    "accounts:passkey_remove": entry("owner of it", public_id="passkey"),
    "accounts:session_end": entry("owner of it", public_id="session_row"),
    "people:team_security": entry("owner"),
    "people:factors_reset": entry("owner", public_id="member"),
    "people:member_session_end": entry("owner", public_id="member", session_id="session_row"),
}
