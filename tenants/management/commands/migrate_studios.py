from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tenants import migrating, provision, resolve


class Command(BaseCommand):
    """Bring the public schema, the template, studios that are behind and spares up to date."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--spares", type=int, default=provision.SPARES)

    def handle(self, *args: Any, **options: Any) -> None:
        migrating.migrate_public()
        migrating.ensure_template()
        outcomes = list(migrating.migrate_behind())
        made = provision.fill_spares(options["spares"])
        resolve.forget_all()
        failed = [outcome for outcome in outcomes if outcome.problem]
        self.stdout.write(
            f"{len(outcomes) - len(failed)} studios migrated, {made} spares made, "
            f"{len(failed)} failed."
        )
        for outcome in failed:
            self.stderr.write(f"{outcome.schema_name}: {outcome.problem}")
        if failed:
            sys.exit(1)
