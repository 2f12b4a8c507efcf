from django.db import migrations

# Emptying a table runs no trigger of its rows.
KEEP = """
    CREATE TRIGGER log_stays BEFORE TRUNCATE ON audit_auditentry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays();
"""
LET_GO = "DROP TRIGGER log_stays ON audit_auditentry;"


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
