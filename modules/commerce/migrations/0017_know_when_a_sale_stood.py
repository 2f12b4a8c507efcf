"""Orders know when they were settled for the first time, and which of them are charges."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

SETTLED = ("paid", "partially_refunded", "refunded")


def look_back(apps: Any, schema_editor: Any) -> None:
    """When money came first; what costs nothing was let go as it was placed."""
    orders = apps.get_model("commerce", "Order").objects.exclude(validation="declined")
    payments = apps.get_model("commerce", "Payment").objects.filter(
        order=OuterRef("pk"), state="succeeded"
    )
    first = payments.order_by().values("order").annotate(at=Min("settled_at")).values("at")
    orders.filter(payment__in=SETTLED).update(
        settled_at=Coalesce(Subquery(first), models.F("placed_at"))
    )
    free = orders.filter(payment="not_due", life="open")
    free.exclude(validation="awaiting").update(settled_at=models.F("placed_at"))


class Migration(migrations.Migration):
    dependencies = [("commerce", "0016_say_what_is_included")]

    operations = [
        migrations.AddField("order", "settled_at", models.DateTimeField(null=True)),
        migrations.AddField("order", "is_charge", models.BooleanField(default=False)),
        migrations.RunPython(look_back, migrations.RunPython.noop),
        # A table with checks that wait for the commit cannot be altered by what follows.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
    ]
