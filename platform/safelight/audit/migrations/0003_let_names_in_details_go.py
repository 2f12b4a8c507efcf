from django.db import migrations

# Parts of the details may go, as names may; nothing may come, and nothing becomes something else.
LET_GO = """
    DROP TRIGGER entry_stays ON audit_auditentry;
    CREATE TRIGGER entry_stays BEFORE DELETE OR UPDATE OF
        public_id, verb, actor_id, operator_email, operator_name, subject_kind, subject_id, at
        ON audit_auditentry FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
    CREATE TRIGGER details_stay BEFORE UPDATE OF details ON audit_auditentry
        FOR EACH ROW WHEN (NOT NEW.details <@ OLD.details) EXECUTE FUNCTION audit_entry_stays();
"""
KEEP = """
    DROP TRIGGER details_stay ON audit_auditentry;
    DROP TRIGGER entry_stays ON audit_auditentry;
    CREATE TRIGGER entry_stays BEFORE DELETE OR UPDATE OF
        public_id, verb, actor_id, operator_email, operator_name, subject_kind, subject_id,
        details, at ON audit_auditentry
        FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0002_keep_the_log_whole"),
    ]

    operations = [migrations.RunSQL(LET_GO, KEEP)]
