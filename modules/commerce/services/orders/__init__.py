"""An order's own life: placed, checked, let go on, cancelled; its trail and its mails."""
