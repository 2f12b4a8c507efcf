"""The page on which the clocks of an event's cameras are compared and corrected."""
