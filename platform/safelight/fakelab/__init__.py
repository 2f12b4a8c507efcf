"""A lab to try things with: it speaks Prodigi v4 and WHCC, makes nothing, and misbehaves on demand.

``python -m safelight.fakelab --port 8002`` starts it; ``bin/up`` does so by itself. It is a process
of its own without Django, keeps everything in memory and listens on 127.0.0.1 alone.

Each request is checked against the published contract in ``contracts/``; what breaks it is answered
with 400 and listed on its page and in ``GET /control``.
"""

from __future__ import annotations
