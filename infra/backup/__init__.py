"""Backups of a studio or of everything: ``python -m infra.backup --help``.

A folder of a studio holds ``studio.json`` (its rows in public, and a checksum of each part),
``rows.sql`` and ``files/``. Files are copied, then all rows are dumped as they are at one moment,
then what came between: a row never names a file that is not in the backup, unless it was deleted
meanwhile for good, and no file is there whose row came later.
"""
