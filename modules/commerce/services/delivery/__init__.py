"""What reaches clients: worked out, delivered by hand or by itself, withdrawn; who may fetch it."""
