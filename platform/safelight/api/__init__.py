"""What every API view shares: one error shape, authentication, keyset pages, idempotency."""
