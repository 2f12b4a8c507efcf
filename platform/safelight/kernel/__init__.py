"""What a module is: manifest, registry, gate, hooks, events, permissions, navigation."""
