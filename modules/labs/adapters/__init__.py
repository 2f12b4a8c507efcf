"""Labs that Safelight knows of itself; ``docs/labs.md`` says how to write one."""
