"""A studio's accounts with labs."""

from modules.labs.services.connecting.accounts import account_of, lab_of
from modules.labs.services.connecting.connecting import (
    FieldsMissing,
    LabIsAway,
    LabSaysNo,
    StillAtWork,
    change,
    connect,
    disconnect,
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
]
