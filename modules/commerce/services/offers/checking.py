"""Every line of a cart, looked at again: its price now, and whether it can be bought now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.commerce import hooks
from modules.commerce.hooks import Made, Wanted
from modules.commerce.models import CartItem, PriceList, PriceRow
from modules.commerce.services.deliverables.extras import Extras
from modules.commerce.services.offers import places, rules
from modules.commerce.services.offers.places import StockKey
from modules.commerce.services.offers.sharp import Sharp
from modules.gallery import facade as gallery

Kind = PriceList.Kind


@dataclass(frozen=True, kw_only=True)
class Checked:
    """``unit_price`` in minor units, extras included; 0 where it is for nothing, or not to be had.

    ``problem`` is the sentence why it cannot be bought now, or empty.
    """

    unit_price: int
    problem: str = ""


def check(*, viewer: gallery.Viewer, items: Sequence[CartItem]) -> dict[int, Checked]:
    """Every line by its id, in a fixed number of queries.

    Lines that share a stock are counted together, the earlier ones first.
    """
    sold = [item for item in items if item.row_id is not None]
    seen = _Seen(viewer, sold)
    found = {item.pk: seen.check(item) for item in sold}
    found |= _short(seen, found)
    free = [item for item in items if item.row_id is None]
    return found | _for_nothing(viewer, free)


def stock_key(item: CartItem, price_list: PriceList) -> StockKey:
    """What copies of this line are counted of: lines with equal keys share them."""
    return price_list.pk, item.photo_id if price_list.is_of_files else None


class _Seen:
    """All that the lines need to know, read once."""

    def __init__(self, viewer: gallery.Viewer, items: Sequence[CartItem]) -> None:
        self.items = items
        rows = PriceRow.objects.filter(pk__in={item.row_id for item in items})
        self.lists = places.lists(rows.values_list("price_list", flat=True))
        self.rows = {row.pk: row for each in self.lists.values() for row in each.rows.all()}
        gallery_ids = {item.gallery_id for item in items if item.gallery_id}
        photo_ids = {item.photo_id for item in items if item.photo_id}
        wholes = {item.gallery_id for item in items if item.gallery_id and not item.photo_id}
        self.entered = gallery.entered(viewer=viewer, ids=gallery_ids)
        self.photos = gallery.placed(pairs=[item.pair for item in items if item.photo_id])
        self.contents = gallery.contents(ids=wholes) if wholes else {}
        self.where = places.find(gallery_ids=gallery_ids, photo_ids=photo_ids)
        self.made = self._made()
        self.sharp = Sharp(items, self.rows, self.photos)
        self.extras = Extras(
            items, {pk: self.lists[row.price_list_id] for pk, row in self.rows.items()}
        )

    def _made(self) -> Mapping[Wanted, Made]:
        """What labs make of these lines as they are chosen; nothing is asked without a lab."""
        lists = (each for each in self.lists.values() if each.made_by_lab)
        ids = {row.pk for each in lists for row in each.rows.all()}
        if not ids:
            return {}
        wanted = sorted(
            {_wanted(item) for item in self.items if item.row_id in ids},
            key=lambda each: (each.row_id, each.choices),
        )
        return hooks.how_made(wanted=wanted)

    def list_of(self, item: CartItem) -> PriceList:
        """The list of a line whose row is sold."""
        return self.lists[self.rows[item.row_id or 0].price_list_id]

    def check(self, item: CartItem) -> Checked:
        row = self.rows.get(item.row_id or 0)
        if row is None:
            return Checked(unit_price=0, problem=_("This is not sold any more."))
        price_list = self.list_of(item)
        extras, wrong_choice = _chosen(price_list, item)
        problem = self._against(item, price_list, row) or wrong_choice or self._not_so(item)
        problem = problem or self.sharp.against(item)
        return Checked(unit_price=row.amount + extras, problem=problem)

    def _not_so(self, item: CartItem) -> str:
        """A lab makes each of these choices, and not all of them together."""
        if not self.list_of(item).made_by_lab or _wanted(item) in self.made:
            return ""
        return _("The lab does not make this together. Choose something else.")

    def _against(self, item: CartItem, price_list: PriceList, row: PriceRow) -> str:
        if price_list.kind == Kind.PRODUCT and item.gallery_id is None:
            return "" if price_list.in_shop else _("This is not sold in the shop any more.")
        if item.gallery_id not in self.entered:
            return _("Its gallery is closed.")
        if closed := self.entered[item.pair[0]].closed:
            return closed
        if price_list.is_managed:
            return self._against_extra(item)
        if price_list.pk not in self.where.at(item.gallery_id, item.photo_id):
            return _("This is not sold here any more.")
        if price_list.is_of_files != (item.photo_id is not None):
            return _("This is not sold here any more.")
        if price_list.is_of_files:
            return self._against_photo(item, price_list, row)
        return self._against_whole(item, price_list, row)

    def _against_extra(self, item: CartItem) -> str:
        if item.photo_id is not None and item.pair not in self.photos:
            return _("This photo is not in its gallery any more.")
        return self.extras.against(item)

    def _against_photo(self, item: CartItem, price_list: PriceList, row: PriceRow) -> str:
        photo = self.photos.get(item.pair)
        if photo is None:
            return _("This photo is not in its gallery any more.")
        problem = rules.against(price_list, photo, self.entered[item.pair[0]].free_states)
        return problem or rules.against_row(price_list, row, photo)

    def _against_whole(self, item: CartItem, price_list: PriceList, row: PriceRow) -> str:
        place = self.entered[item.pair[0]]
        if price_list.kind == Kind.PRODUCT:
            return ""
        included = rules.whole(price_list, self.contents[place.id], place.free_states)
        if not included:
            return _("There is nothing in this gallery to buy now.")
        if row not in rules.rows_of_all(price_list, included):
            return _("This size is larger than the photos.")
        return ""


def _wanted(item: CartItem) -> Wanted:
    return Wanted(row_id=item.row_id or 0, choices=tuple(sorted(item.choices)), copies=1)


def _chosen(price_list: PriceList, item: CartItem) -> tuple[int, str]:
    """The extras of what was chosen, and what is wrong with the choice."""
    left, extras = set(item.choices), 0
    for option in price_list.options.all():
        choices = option.choices.all()
        taken = [choice for choice in choices if choice.public_id in left]
        if choices and len(taken) != 1:
            return extras, _("Choose again: %(option)s.") % {"option": option.name}
        left.difference_update(choice.public_id for choice in taken)
        extras += sum(choice.extra for choice in taken)
    return extras, _("What you chose with it is not sold any more.") if left else ""


def _short(seen: _Seen, found: dict[int, Checked]) -> dict[int, Checked]:
    """Lines that could be bought if enough were left, with what is wrong about it."""
    sound = [item for item in seen.items if not found[item.pk].problem]
    keys = {item.pk: stock_key(item, seen.list_of(item)) for item in sound}
    left, short = places.stocks(list(keys.values())), {}
    for item in sound:
        key = keys[item.pk]
        if key not in left:
            continue
        if item.quantity <= left[key]:
            left[key] -= item.quantity
        else:
            price = found[item.pk].unit_price
            short[item.pk] = Checked(unit_price=price, problem=_too_few(left[key]))
    return short


def _too_few(left: int) -> str:
    if not left:
        return _("Sold out.")
    return ngettext("Only %(left)d is left.", "Only %(left)d are left.", left) % {"left": left}


def _for_nothing(viewer: gallery.Viewer, items: Sequence[CartItem]) -> dict[int, Checked]:
    """Lines without a row: photos that their gallery lets this client order for nothing."""
    allowed = gallery.orderable(viewer=viewer, pairs=[item.pair for item in items])
    gone = Checked(unit_price=0, problem=_("It cannot be ordered here any more."))
    return {item.pk: Checked(unit_price=0) if allowed[item.pair[1]] else gone for item in items}
