"""Pages of reports: what the address asks for, the page, the orders behind a row, the files."""
