"""A studio's accounts with labs, their ways to ship, and the lists that they make."""

from modules.labs.services.connecting import lists, ways
from modules.labs.services.connecting.accounts import account_of, lab_of
from modules.labs.services.connecting.connecting import (
    FieldsMissing,
    LabIsAway,
    LabSaysNo,
    StillAtWork,
    change,
    connect,
    disconnect,
    tell_address,
)
from modules.labs.services.connecting.sealing import SecretsAreLost

__all__ = [
    "FieldsMissing",
    "LabIsAway",
    "LabSaysNo",
    "SecretsAreLost",
    "StillAtWork",
    "account_of",
    "change",
    "connect",
    "disconnect",
    "lab_of",
    "lists",
    "tell_address",
    "ways",
]
