"""What departures still lack of the boats and people that they run with, in words for staff."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from apps.capacity.choosing import pairs
from apps.capacity.models import Departure, DepartureSession, Requirement
from apps.capacity.queries import reasons, roster
from apps.capacity.queries.roster import Listed, Need
from apps.capacity.spans import Span
from apps.capacity.types import Each, Reason

# A reason for each of forty guides helps nobody.
_MOST: Final = 12
_MOST_NAMES: Final = 4


def shortages(departures: Sequence[Departure]) -> dict[int, tuple[Reason, ...]]:
    """By departure, what of that which it needs once is not assigned: who is free for it, or what is in their way;
    and what each booking takes besides, where none of it is free for another.

    Nothing for one that is complete. Customers book all the same what only staff assign: that is done until it begins.
    Seven queries however many departures there are, one where their products need nothing.
    """
    said: dict[int, list[Requirement]] = {}
    asked = Requirement.objects.filter(product__in={one.product_id for one in departures})
    for one in asked.select_related("resource_class", "skill").order_by("pk"):
        said.setdefault(one.product_id, []).append(one)
    wanted = {one.pk: _needs(one, said.get(one.product_id, []), Each.DEPARTURE) for one in departures}
    besides = {
        one.pk: _needs(one, said.get(one.product_id, []), Each.BOOKING, Each.PERSON) if one.left > 0 else []
        for one in departures
    }
    needing = [one for one in departures if wanted[one.pk] or besides[one.pk]]
    if not needing:
        return {one.pk: () for one in departures}
    spans = _spans(needing)
    found = roster.listed(
        [need for one in needing for need in (*wanted[one.pk], *besides[one.pk])],
        first=min(begins for each in spans.values() for begins, _ends in each),
        last=max(ends for each in spans.values() for _begins, ends in each),
    )
    short = {one.pk: _short(one, wanted[one.pk], spans[one.pk], found) for one in needing if wanted[one.pk]}
    none = {one.pk: _none_free(one, besides[one.pk], found) for one in needing if besides[one.pk]}
    return {
        one.pk: tuple(dict.fromkeys((*short.get(one.pk, ()), *none.get(one.pk, ()))))[:_MOST]
        for one in departures
    }


def _needs(row: Departure, said: Sequence[Requirement], *each: Each) -> list[Need]:
    own = [one for one in said if one.option_id is None or one.option_id == row.option_id]
    return roster.needs(own, people=1, of=each)


def _none_free(row: Departure, wanted: Sequence[Need], found: Sequence[Listed]) -> tuple[Reason, ...]:
    """What another booking would find nothing of, as it takes it: from the start to the end."""
    places = [need for need in wanted for _number in range(need.count)]
    tests = [partial(_meets, need, row.starts_at) for need in places]
    span = [(row.starts_at, row.ends_at)]
    free = pairs(tests, [one for one in found if _is_free(one, span, people=1)])
    said: list[Reason] = []
    for number, need in enumerate(places):
        if number in free:
            continue
        said.append(
            Reason("none_free", _("%(what)s: none is free for another booking") % {"what": need.label})
        )
        for one in found:
            if tests[number](one):
                said += _in_the_way(one, span, people=1, assigned=False)
    return tuple(said)


def _spans(rows: Sequence[Departure]) -> dict[int, list[Span]]:
    """When each takes place, its later sessions as well: one query."""
    found = {one.pk: [(one.starts_at, one.ends_at)] for one in rows}
    later = DepartureSession.objects.filter(departure__in=list(found)).order_by("starts_at", "pk")
    for one in later:
        found[one.departure_id].append((one.starts_at, one.ends_at))
    return found


def _short(
    row: Departure, wanted: Sequence[Need], spans: Sequence[Span], found: Sequence[Listed]
) -> tuple[Reason, ...]:
    places = [need for need in wanted for _number in range(need.count)]
    tests = [partial(_meets, need, row.starts_at) for need in places]
    mine = [one for one in found if _is_assigned(one, row)]
    here = [one for one in mine if not _absent(one, spans)]
    # What fewest could do is given first, so that what is missing is what is found most easily.
    rare = sorted(range(len(places)), key=lambda number: sum(map(tests[number], found)))
    standing = {rare[place]: one for place, one in pairs([tests[number] for number in rare], here).items()}
    open_ = [number for number in range(len(places)) if number not in standing]
    if not open_:
        return ()
    others = [one for one in found if one not in mine and one.location == row.location_id]
    free = [one for one in others if _is_free(one, spans, people=row.booked)]
    could = pairs([tests[number] for number in open_], free)
    filled = {open_[number] for number in could}
    reasons_: list[Reason] = []
    for need in wanted:
        own = [number for number, one in enumerate(places) if one is need]
        missing = [number for number in own if number not in standing]
        if not missing:
            continue
        suited = [one for one in others if tests[own[0]](one)]
        facts = {"what": need.label, "assigned": need.count - len(missing), "wanted": need.count}
        if all(number in filled for number in missing):
            names = [one.name for one in suited if one in free][:_MOST_NAMES]
            said = _("%(what)s: %(assigned)d of %(wanted)d assigned, free: %(names)s")
            reasons_.append(Reason("unassigned", said % {**facts, "names": ", ".join(names)}))
            continue
        reasons_.append(
            Reason("missing", _("%(what)s: %(assigned)d of %(wanted)d assigned, not enough are free") % facts)
        )
        off = [one for one in mine if one not in here and tests[own[0]](one)]
        for one in [*off, *(one for one in suited if one not in free)]:
            reasons_ += _in_the_way(one, spans, people=row.booked, assigned=one in off)
    return tuple(reasons_)


def _meets(need: Need, starts_at: datetime, one: Listed) -> bool:
    return need.met_by(one, starts_at.astimezone(one.tz).date())


def _is_assigned(one: Listed, row: Departure) -> bool:
    return any(taken["departure_id"] == row.pk for taken in one.taken)


def _absent(one: Listed, spans: Sequence[Span]) -> list[Reason]:
    return [said for begins, ends in spans for said in reasons.absent(one, begins, ends)]


def _is_free(one: Listed, spans: Sequence[Span], *, people: int) -> bool:
    if not one.active or (one.places is not None and one.places < people):
        return False
    return all(one.gap(begins, ends) is not None for begins, ends in spans)


def _in_the_way(one: Listed, spans: Sequence[Span], *, people: int, assigned: bool) -> list[Reason]:
    if assigned:
        return _absent(one, spans)
    said = []
    if one.places is not None and one.places < people:
        said.append(reasons.too_small(one))
    for begins, ends in spans:
        said += reasons.of(one, begins, ends)
    return said
