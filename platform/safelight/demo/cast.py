"""Who and what the demonstration shows: two studios, their people, their galleries. Data only."""

from __future__ import annotations

from dataclasses import dataclass

# One for everybody: it is printed on the screen, and the demonstration refuses production.
PASSWORD = "amber-lamp-1839"  # noqa: S105


@dataclass(frozen=True, slots=True, kw_only=True)
class Human:
    """Somebody with an address. ``joined`` is False for who has not chosen a password yet."""

    name: str
    email: str
    joined: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gallery. ``share`` of the photos, those with one of ``themes`` first.

    ``clients`` are the e-mail addresses it is sent to, ``shows`` galleries whose photos it shows
    as well, ``inside`` the gallery it lies in.
    """

    title: str
    preset: str
    share: int = 0
    themes: tuple[str, ...] = ()
    state: str = "UNDEFINED"
    password: str = ""
    clients: tuple[str, ...] = ()
    group: str = ""
    inside: str = ""
    shows: tuple[str, ...] = ()
    description: str = ""
    has_cover: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A studio. ``retouched`` is the gallery that orders are told about."""

    name: str
    address: str
    owner: Human
    retoucher: Human
    clients: tuple[Human, ...]
    group: str
    grouped: tuple[str, ...]
    places: tuple[Place, ...]
    retouched: str


OPERATOR = Human(name="Olga Operator", email="operator@safelight.example")
# Her authenticator's secret, as public as the password: scan or type it once, into any app.
OPERATOR_SECRET = b"demonstration only!!"

LINDQVIST = House(
    name="Lindqvist Photography",
    address="lindqvist",
    owner=Human(name="Mara Lindqvist", email="mara@lindqvist.example"),
    retoucher=Human(name="Tom Rask", email="tom@lindqvist.example"),
    clients=(
        Human(name="Sofia Berg", email="sofia@example.org"),
        Human(name="Mats Ek", email="mats@example.org"),
        Human(name="Ines Falk", email="ines@aurora-magazine.example"),
        Human(name="Picture desk", email="desk@aurora-magazine.example", joined=False),
    ),
    group="Aurora Magazine",
    grouped=("ines@aurora-magazine.example",),
    places=(
        Place(
            title="Elin & Jonas",
            preset="private_password",
            share=6,
            themes=("couple",),
            password="lantern",  # noqa: S106
            description="Midsummer by the lake. Thank you for being there!",
            has_cover=True,
        ),
        Place(
            title="Dinner and dancing",
            preset="private_password",
            share=7,
            themes=("table", "party"),
            inside="Elin & Jonas",
        ),
        Place(
            title="Sofia & Mats: proofs",
            preset="protected_retouch",
            share=13,
            themes=("wedding", "flowers"),
            state="PROOF",
            clients=("sofia@example.org", "mats@example.org"),
            description="Mark the ones you want to have retouched, and order them.",
        ),
        Place(
            title="Aurora Magazine: midsummer",
            preset="protected_professional",
            share=8,
            themes=("lake", "balloons"),
            state="FINAL",
            clients=("desk@aurora-magazine.example",),
            group="Aurora Magazine",
        ),
        Place(
            title="Portfolio",
            preset="public",
            shows=("Aurora Magazine: midsummer", "Elin & Jonas"),
        ),
    ),
    retouched="Sofia & Mats: proofs",
)

HARBOUR = House(
    name="Harbour & Vale",
    address="harbour",
    owner=Human(name="Henrik Vale", email="henrik@harbour.example"),
    retoucher=Human(name="Noor Haddad", email="noor@harbour.example"),
    clients=(
        Human(name="Petra Sund", email="petra@skerries.example"),
        Human(name="Kai Norén", email="kai@skerries.example"),
        Human(name="Lotta Dal", email="lotta@dalarna-board.example"),
    ),
    group="Tourist boards",
    grouped=("lotta@dalarna-board.example",),
    places=(
        Place(
            title="Visit Skerries: the coast",
            preset="protected_retouch",
            share=11,
            themes=("dunes", "sea", "balloons"),
            state="PROOF",
            clients=("petra@skerries.example", "kai@skerries.example"),
        ),
        Place(
            title="Tourist board: summer in the hills",
            preset="protected_professional",
            share=11,
            themes=("hills", "forest", "lake"),
            state="FINAL",
            group="Tourist boards",
        ),
        Place(
            title="Lamp & Tide: opening night",
            preset="private_password",
            share=4,
            themes=("city", "night"),
            password="tidewater",  # noqa: S106
            has_cover=True,
        ),
        Place(
            title="Selected work",
            preset="public",
            shows=("Tourist board: summer in the hills", "Visit Skerries: the coast"),
        ),
    ),
    retouched="Visit Skerries: the coast",
)

HOUSES = (LINDQVIST, HARBOUR)
