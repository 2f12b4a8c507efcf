"""Papers: invoices and credit notes as PDF, made of what was frozen when they were issued."""
