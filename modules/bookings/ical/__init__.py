"""Reading calendars of elsewhere (RFC 5545), in a process that may be stopped. No Django."""
