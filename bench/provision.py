"""Making a studio: from the template's SQL, beside Django's own migrations into a new schema.

    bin/bench provision [--json] [--studios 100] [--rounds 5]

Seconds, medians over the rounds, while that many studios are there. ``sign_up`` is the whole
service behind the form: a spare is taken, and owner, roles and settings are written.
"""

from __future__ import annotations

from importlib import import_module

import django

from bench import _report, _stack


def main() -> None:
    """Measure and print."""
    parser = _report.arguments(__doc__)
    parser.add_argument("--studios", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with _report.folder() as folder, _stack.servers(folder):
        django.setup()
        # Settings and models are read from here on.
        report = import_module("bench._studios").measure(given.studios, given.rounds)
    _report.say(report, as_json=given.json)


if __name__ == "__main__":
    main()
