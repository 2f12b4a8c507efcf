"""Many studios on one machine: what each costs, and what grows with their number.

    bin/bench tenants [--json] [--studios 1000] [--rounds 5] [--sample 3]

Seconds and bytes. Signing up, finding a studio by its host, touching and migrating all of them are
measured at 10, at 100 and at ``--studios``; the yardsticks, django-tenants' own middleware and
migrations, in the same run, the latter on ``--sample`` studios.
"""

from __future__ import annotations

from importlib import import_module

import django

from bench import _report, _stack


def main() -> None:
    """Measure and print."""
    parser = _report.arguments(__doc__)
    parser.add_argument("--studios", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", type=int, default=3)
    given = parser.parse_args()
    with _report.folder() as folder, _stack.servers(folder):
        django.setup()
        # Settings and models are read from here on.
        measure = import_module("bench._many_studios").measure
        report = measure(folder, given.studios, given.rounds, given.sample)
    _report.say(report, as_json=given.json)


if __name__ == "__main__":
    main()
