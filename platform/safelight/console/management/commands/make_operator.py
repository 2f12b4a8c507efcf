from __future__ import annotations

import os
import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from safelight.console.models import Operator
from safelight.console.services import operators

VARIABLE = "OPERATOR_PASSWORD"


class Command(BaseCommand):
    """Make an operator, or give one a new password. Passwords are never read from arguments, and
    the second factor is made at the first sign-in: nothing secret is printed."""

    help = f"{__doc__} The password comes from {VARIABLE}, else from the terminal or stdin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--role", default="chief", choices=Operator.Role.values, help="what they may do"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = _password()
        try:
            validate_password(password)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        made = operators.make_operator(
            email=options["email"],
            name=options["name"],
            password=password,
            role=options["role"],
        )
        self.stdout.write(f"{made.email} may sign in on the console.")


def _password() -> str:
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if sys.stdin.isatty():
        return getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")
