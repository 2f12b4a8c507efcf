"""What was done in a studio that its owner may want to read again; written once, kept."""
