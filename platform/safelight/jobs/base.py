"""The base of every Celery task: a studio's work carries its studio, or is refused."""

from __future__ import annotations

from typing import Any, ClassVar

from celery import Task

from tenants.context import NoStudio, public_context, tenant_context
from tenants.models import Studio

HEADER = "studio"


class StudioTask(Task):  # type: ignore[type-arg]
    """Runs inside the studio whose uuid is in the message's header ``studio``.

    A message without one, or whose studio is closing or gone, is refused. Work of the platform
    says so where it is declared: ``@app.task(platform=True)``.
    """

    abstract = True
    platform: ClassVar[bool] = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        # Left again whatever happens, so that the next task finds the connection in public.
        with public_context():
            if self.platform:
                return self.run(*args, **kwargs)
            with tenant_context(self._studio()):
                return self.run(*args, **kwargs)

    def _studio(self) -> Studio:
        uuid = (self.request.headers or {}).get(HEADER) or self.request.get(HEADER)
        studio = Studio.objects.filter(uuid=uuid).first() if uuid else None
        if studio is None or studio.state == Studio.State.CLOSING:
            raise NoStudio(f"The message of {self.name} names no studio that is open.")
        return studio
