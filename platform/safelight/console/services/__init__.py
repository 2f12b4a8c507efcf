"""What operators do: each act is written down with who and why."""
