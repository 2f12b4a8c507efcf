"""The plans that a new platform begins with; operators change them in the console."""

from django.db import migrations
from django.utils import timezone

GB = 10**9
TB = 1000 * GB
# code, offered, name, description, trial days, storage, members, modules, domains, white label,
# price of a month and of a year in minor units
FIRST = [
    ("trial", False, "Trial", "Everything, for two weeks.", 14, 10 * GB, 10, None, True, True, None),
    ("starter", True, "Starter", "For one photographer: galleries, proofing and selling.",
     0, 100 * GB, 2, ["gallery", "commerce"], False, False, (1200, 12000)),
    ("studio", True, "Studio", "For a studio with prints, bookings and a domain of its own.",
     0, TB, 6, ["gallery", "commerce", "labs", "bookings"], True, False, (2900, 29000)),
    ("agency", True, "Agency", "For many photographers: libraries, reviews and shares, under your name alone.",
     0, 5 * TB, None, None, True, True, (8900, 89000)),
]


def sell(apps, schema_editor):
    Plan = apps.get_model("billing", "Plan")
    PlanVersion = apps.get_model("billing", "PlanVersion")
    Price = apps.get_model("billing", "Price")
    for position, row in enumerate(FIRST):
        code, offered, name, text, days, storage, members, modules, domains, white, prices = row
        plan = Plan.objects.create(code=code, position=position, is_offered=offered)
        version = PlanVersion.objects.create(
            plan=plan, number=1, name=name, description=text, trial_days=days,
            storage_bytes=storage, members=members, modules=modules,
            has_custom_domains=domains, has_white_label=white, made_at=timezone.now(),
        )
        for currency in ("EUR", "USD") if prices else ():
            for interval, amount in zip(("month", "year"), prices, strict=True):
                Price.objects.create(
                    version=version, currency=currency, interval=interval, amount=amount
                )


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_plans_and_subscriptions")]

    operations = [migrations.RunPython(sell, migrations.RunPython.noop)]
