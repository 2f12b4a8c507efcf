"""Orders know what was left out of them, and which clients promised to pay outside."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("commerce", "0012_more_kinds_of_coupons")]

    operations = [
        migrations.AddField("order", "taken_off", models.BigIntegerField(default=0)),
        migrations.AddField("orderline", "taken_off", models.BigIntegerField(default=0)),
        migrations.AddField("parcel", "taken_off", models.BigIntegerField(default=0)),
        migrations.AddField("orderitem", "left_out", models.PositiveIntegerField(default=0)),
        migrations.AddField("payment", "over", models.BigIntegerField(default=0)),
        migrations.CreateModel(
            name="PaymentPromise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="commerce.order",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            "order",
            models.CheckConstraint(
                condition=Q(taken_off__gte=0, taken_off__lte=F("total")),
                name="order_takes_off_what_it_has",
            ),
        ),
        migrations.AddConstraint(
            "orderline",
            models.CheckConstraint(
                condition=Q(
                    taken_off__gte=0, taken_off__lte=F("amount") - F("discount") + F("tax")
                ),
                name="line_takes_off_what_it_has",
            ),
        ),
        migrations.AddConstraint(
            "parcel",
            models.CheckConstraint(
                condition=Q(
                    taken_off__gte=0, taken_off__lte=F("amount") - F("discount") + F("tax")
                ),
                name="parcel_takes_off_what_it_has",
            ),
        ),
        migrations.AddConstraint(
            "orderitem",
            models.CheckConstraint(
                condition=Q(left_out__lte=F("quantity")), name="no_more_left_out_than_ordered"
            ),
        ),
        migrations.AddConstraint(
            "paymentpromise",
            models.UniqueConstraint(
                fields=["order"], condition=Q(ended_at=None), name="one_promise_an_order"
            ),
        ),
    ]
