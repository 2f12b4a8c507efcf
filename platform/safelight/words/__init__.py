"""The words of the pages and mails in each language: found in the sources, kept in ``locale``."""
