"""Orders to Darkroom: ``PUT /orders/<key>`` makes an order, once for each key."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import requests

from modules.labs.adapters.declining import Declining
from modules.labs.contract import (
    Accepted,
    Account,
    Away,
    Cancelling,
    Capabilities,
    Field,
    NoNews,
    Progress,
    Refused,
    Sent,
    Stage,
    Submission,
    TakenBack,
    Works,
)

# To connect, and to answer.
SECONDS = (10, 30)
STAGES = {
    "new": Stage.RECEIVED,
    "printing": Stage.IN_PRODUCTION,
    "sent": Stage.SHIPPED,
    "cancelled": Stage.CANCELLED,
}


class Darkroom(Declining):
    code = "darkroom"
    name = "Darkroom"
    fields: tuple[Field, ...] = (
        Field(name="studio", label="Your studio's name at Darkroom"),
        Field(name="token", label="Token", is_secret=True),
    )
    capabilities = Capabilities(cancelling=Cancelling.BEFORE_PRODUCTION)
    address = "https://api.darkroom.example"

    def check(self, account: Account) -> Works | Refused | Away:
        answer = self._ask(account, "GET", "/studio")
        return answer if isinstance(answer, Refused | Away) else Works(words=answer["name"])

    def submit(self, account: Account, submission: Submission) -> Accepted | Refused | Away:
        answer = self._ask(account, "PUT", f"/orders/{submission.key}", _order(submission))
        if isinstance(answer, Refused | Away):
            return answer
        return Accepted(progress=_progress(answer), repeated=answer["repeated"])

    def status(self, account: Account, *, lab_id: str) -> Progress | NoNews | Away:
        answer = self._ask(account, "GET", f"/orders/{lab_id}")
        if isinstance(answer, Refused):
            return NoNews()
        return answer if isinstance(answer, Away) else _progress(answer)

    def cancel(self, account: Account, *, lab_id: str) -> TakenBack | Refused | Away:
        answer = self._ask(account, "DELETE", f"/orders/{lab_id}")
        if isinstance(answer, Refused | Away):
            return answer
        return TakenBack(progress=_progress(answer))

    def _ask(
        self, account: Account, verb: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any] | Refused | Away:
        """4xx is a no; whatever else goes wrong may be asked again."""
        try:
            answer = requests.request(
                verb,
                self.address + path,
                json=body,
                headers={"Authorization": f"Bearer {account.secrets.get('token', '')}"},
                timeout=SECONDS,
                allow_redirects=False,
            )
            told = answer.json()
        except (requests.RequestException, ValueError) as problem:
            return Away(sentence=f"Darkroom does not answer: {problem}")
        if answer.ok:
            return dict(told)
        if 400 <= answer.status_code < 500:
            return Refused(code=str(told.get("code")), sentence=str(told.get("sentence")))
        return Away(sentence=f"Darkroom answers {answer.status_code}.")


LAB = Darkroom()


def _order(submission: Submission) -> dict[str, Any]:
    return {
        "reference": submission.reference,
        "ship_by": submission.method,
        "ship_to": asdict(submission.recipient),
        "prints": [
            {
                "product": piece.sku,
                "copies": piece.copies,
                "options": dict(piece.attributes),
                "files": [{"url": file.url, "md5": file.md5} for file in piece.files],
            }
            for piece in submission.pieces
        ],
    }


def _progress(told: dict[str, Any]) -> Progress:
    parcels = (Sent(reference=each["number"], **each) for each in told["parcels"])
    # A word of tomorrow is no reason to believe anything.
    stage = STAGES.get(told["state"], Stage.UNKNOWN)
    return Progress(lab_id=told["id"], stage=stage, word=told["state"], shipped=tuple(parcels))
