"""Who takes payments, behind one interface (``provider.Provider``). No network but from here."""
