"""A release with one migration more, as long as a bench lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from safelight.audit import migrations
from tenants.versions import code_version

PACKAGE = "released_migrations"
_MIGRATION = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "{last}")]
    operations = [migrations.AddField("auditentry", "extra", models.TextField(null=True))]
"""


@contextmanager
def one_column(folder: Path) -> Iterator[None]:
    """The studios' log has a column more: each studio is behind."""
    package = folder / PACKAGE
    package.mkdir()
    (package / "__init__.py").touch()
    files = sorted(Path(migrations.__path__[0]).glob("0*.py"))
    for file in files:
        (package / file.name).write_bytes(file.read_bytes())
    (package / "9999_extra.py").write_text(_MIGRATION.format(last=files[-1].stem))
    before = settings.MIGRATION_MODULES
    sys.path.insert(0, str(folder))
    settings.MIGRATION_MODULES = {**before, "audit": PACKAGE}
    code_version.cache_clear()
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before
        code_version.cache_clear()
