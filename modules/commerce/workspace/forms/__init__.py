"""Forms of the team's pages of commerce."""
