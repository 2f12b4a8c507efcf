"""People of a studio: members, clients, visitors, and how they prove who they are."""
