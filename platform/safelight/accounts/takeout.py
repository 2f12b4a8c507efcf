"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.reasons import COUNTS, SECRET
from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table(
            "accounts.Person",
            "last_login public_id email name language disabled_at created_at",
            stays={"password": SECRET, "session_epoch": COUNTS},
        ),
        Table(
            "accounts.Role",
            "public_id name permissions is_owner",
        ),
        Table(
            "accounts.Member",
            "person role since",
        ),
        Table(
            "accounts.Client",
            "public_id person note since",
        ),
        Table(
            "accounts.ClientGroup_clients",
            "clientgroup client",
        ),
        Table(
            "accounts.ClientGroup",
            "public_id name",
        ),
        Table(
            "accounts.Visitor",
            "public_id person name created_at",
        ),
        Table(
            "accounts.PersonSession",
            "public_id person user_agent network begun_at seen_at",
            stays={"key": SECRET},
        ),
    ),
    stays={
        "accounts.OneTimeLink": "Secret links of this installation, which end with it.",
        "accounts.ApiToken": "Secrets of programs, of which the platform keeps digests only.",
        "accounts.PersonTotp": "A secret that an app shares with this installation alone.",
        "accounts.PersonRecoveryCode": "Digests of codes for this installation.",
        "accounts.PersonPasskey": "Keys that devices made for this host; they work on no other.",
        "accounts.MailedCode": "Codes to sign in with, which end after ten minutes.",
        "accounts.SignInRules": "How people sign in to this installation.",
        "accounts.TryCount": "Counts of sign-ins that failed, kept for minutes.",
    },
)
