"""The studio as its clients see it: name, look, words; and the settings of its modules."""
