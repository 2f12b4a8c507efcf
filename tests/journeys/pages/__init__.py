"""What people see and press, one class a part of the product."""
