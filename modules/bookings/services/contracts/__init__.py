"""Contracts: shown with their variables filled in, signed in the browser, kept with a trail."""
