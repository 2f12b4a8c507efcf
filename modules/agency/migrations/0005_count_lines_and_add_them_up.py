from django.db import migrations

# Two sums of one row, each asked for itself: a row of two is no value to compare with.
WHOLE = """
    CREATE OR REPLACE FUNCTION agency_statement_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM agency_statement stated
            LEFT JOIN agency_statementline line ON line.statement_id = stated.id
            LEFT JOIN agency_ledgerentry entry ON entry.id = line.entry_id
                AND entry.contributor_id = stated.contributor_id
                AND entry.currency = stated.currency
            WHERE stated.id IN (SELECT statement_id FROM added)
            GROUP BY stated.id
            HAVING count(line.id) <> stated.entries OR count(entry.id) <> stated.entries
                OR coalesce(sum(entry.amount), 0) <> stated.closing - stated.opening
        ) THEN
            RAISE EXCEPTION 'The lines of a closed statement are those it was closed with.';
        END IF;
        RETURN NULL;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agency", "0004_remember_when_a_sale_was_heard_of"),
    ]

    operations = [migrations.RunSQL(WHOLE, migrations.RunSQL.noop)]
