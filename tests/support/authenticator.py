"""A device that keeps passkeys, as far as tests need one: ES256 keys, no attestation."""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One key; ``flags`` are what the device says it saw of its owner."""

    origin: str
    flags: int = PRESENT | VERIFIED
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    identity: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: str = ""

    def make(self, question: dict[str, Any]) -> str:
        """What a browser sends for ``navigator.credentials.create``."""
        self.handle = question["user"]["id"]
        public = self.key.public_key().public_numbers()
        shown = {
            1: 2,
            3: -7,
            -1: 1,
            -2: public.x.to_bytes(32, "big"),
            -3: public.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + struct.pack(">H", len(self.identity)) + self.identity
        data = self._data(question["rp"]["id"], HAS_KEY) + attested + cbor2.dumps(shown)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", question["challenge"])
        return self._answer(
            said, attestationObject=bytes_to_base64url(attestation), transports=["internal"]
        )

    def use(self, question: dict[str, Any]) -> str:
        """What a browser sends for ``navigator.credentials.get``."""
        self.count += 1
        data = self._data(question["rpId"], 0)
        said = self._said("webauthn.get", question["challenge"])
        signed = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            said, authenticatorData=bytes_to_base64url(data),
            signature=bytes_to_base64url(signed), userHandle=self.handle,
        )  # fmt: skip

    def _data(self, host: str, more: int) -> bytes:
        flags = self.flags | more
        return hashlib.sha256(host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _said(self, kind: str, challenge: str) -> bytes:
        assert base64url_to_bytes(challenge)
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, said: bytes, **response: Any) -> str:
        named = bytes_to_base64url(self.identity)
        return json.dumps({
            "id": named, "rawId": named, "type": "public-key", "clientExtensionResults": {},
            "response": {"clientDataJSON": bytes_to_base64url(said), **response},
        })  # fmt: skip
