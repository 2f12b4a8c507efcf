"""Backups of a studio or of everything: ``python -m infra.backup --help``.

A folder of a studio holds ``studio.json`` (its rows in public, and a checksum of each part),
``rows.sql`` and ``files/``. Files are copied, then the rows are dumped, then files once more:
a row never names a file that is not in the backup, unless it was deleted meanwhile for good.
"""
