from safelight.accounts.models.links import ApiToken, OneTimeLink
from safelight.accounts.models.people import Client, ClientGroup, Member, Person, Role
from safelight.accounts.models.tries import TryCount
from safelight.accounts.models.visitors import Visitor

__all__ = [
    "ApiToken",
    "Client",
    "ClientGroup",
    "Member",
    "OneTimeLink",
    "Person",
    "Role",
    "TryCount",
    "Visitor",
]
