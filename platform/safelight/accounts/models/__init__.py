from safelight.accounts.models.factors import (
    TABLES,
    PersonPasskey,
    PersonRecoveryCode,
    PersonTotp,
)
from safelight.accounts.models.links import ApiToken, OneTimeLink
from safelight.accounts.models.mailed import MailedCode, SignInRules
from safelight.accounts.models.people import Client, ClientGroup, Member, Person, Role
from safelight.accounts.models.sessions import PersonSession
from safelight.accounts.models.tries import TryCount
from safelight.accounts.models.visitors import Visitor

__all__ = [
    "TABLES",
    "ApiToken",
    "Client",
    "ClientGroup",
    "MailedCode",
    "Member",
    "OneTimeLink",
    "Person",
    "PersonPasskey",
    "PersonRecoveryCode",
    "PersonSession",
    "PersonTotp",
    "Role",
    "SignInRules",
    "TryCount",
    "Visitor",
]
