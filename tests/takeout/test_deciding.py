"""Every column of every table of a studio is decided: it goes along, or a reason says why not."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.db import models

from safelight.kernel import takeouts
from safelight.takeout import lines
from tests.takeout import documenting

SECRETS = {"password", "secret", "token", "digest", "sealed", "session", "totp", "key", "code"}
ENDINGS = ("_secret", "_token", "_key", "_digest", "_code")
# Called like secrets, and none: names of one's own choosing, counts, and proofs without a way back.
HARMLESS = {
    "commerce.Coupon.code", "commerce.Address.postal_code", "labs.RowCard.hs_code",
    "outbox.MessageNews.event_key", "mails.DigestLine.key", "privacy.Erasure.digest",
}  # fmt: skip


def undecided(found: list[type[models.Model]]) -> list[str]:
    """Columns about which no package has said anything, or twice."""
    said: Counter[str] = Counter()
    for takeout in takeouts.takeouts().values():
        said.update(list(takeout.stays))
        for table in takeout.tables:
            said.update(f"{table.model}.{name}" for name in [*table.columns.split(), *table.stays])
    wrong = []
    for model in found:
        name = f"{model._meta.app_label}.{model.__name__}"
        columns = [f"{name}.{c.name}" for c in model._meta.concrete_fields if not c.primary_key]
        if said[name] != 1 or any(said[column] for column in columns):
            wrong += [column for column in columns if said[column] != 1 or said[name]]
    return wrong


def test_it_decides_about_every_column_of_every_table_of_a_studio() -> None:
    assert undecided(list(takeouts.models_of_studios())) == []


def test_it_would_notice_a_column_that_nobody_decided_about() -> None:
    class Forgotten(models.Model):
        words = models.TextField()

        class Meta:
            app_label = "gallery"
            managed = False

        def __str__(self) -> str:
            return self.words

    try:
        assert undecided([Forgotten]) == ["gallery.Forgotten.words"]
    finally:
        del Forgotten._meta.apps.all_models["gallery"]["forgotten"]
        Forgotten._meta.apps.clear_cache()


def test_it_gives_a_reason_for_everything_that_stays() -> None:
    for takeout in takeouts.takeouts().values():
        reasons = [*takeout.stays.values()]
        reasons += [why for table in takeout.tables for why in table.stays.values()]
        assert all(len(reason) > 20 and reason.endswith(".") for reason in reasons)


def test_it_sends_no_secret_along() -> None:
    named = {
        f"{sheet.model._meta.app_label}.{sheet.model.__name__}.{column.name}"
        for sheet in takeouts.sheets()
        for column in sheet.columns
        if column.name in SECRETS or column.name.endswith(ENDINGS)
    }
    assert named - HARMLESS == set()


def test_it_asks_every_app_of_studios() -> None:
    having = {model._meta.app_label for model in takeouts.models_of_studios()}
    assert having == set(takeouts.takeouts())
    assert "safelight.takeout" in settings.TENANT_APPS


def test_it_describes_every_column_that_goes_along() -> None:
    schema = lines.schema()
    for sheet in takeouts.sheets():
        said = schema["$defs"][sheet.path]
        assert said["description"]
        assert set(said["properties"]) == {"id", *(column.name for column in sheet.columns)}


def test_it_is_documented_column_by_column() -> None:
    stale = documenting.PAGE.read_text(encoding="utf-8") != documenting.page()
    assert not stale, "Run python -m tests.takeout.documenting."
