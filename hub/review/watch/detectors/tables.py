"""Tables that were laid for somebody: a conference at which nobody sits whose case the family is."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.review.watch.detectors.slight import AROUND, AT_A_TABLE, is_by_a_worker
from hub.review.watch.detectors.telling import by_pair
from hub.review.watch.scene import Finding, Rows, Scene
from hub.terms.circumstances import Appointment
from hub.terms.logged import Explanation, Logged


@dataclass(frozen=True)
class Table:
    """At most so many are named, and none but whoever looks has the family; what stands within so many days is one."""

    people: int
    days: int


def table_of_few(scene: Scene, rows: Rows, limits: Table) -> Iterator[Finding]:
    """All that speaks for a look is a conference or an admission meeting of oneself, or of oneself and a friend."""
    mine = [one for one in rows if not one.is_refused and scene.explained(one).codes == {Explanation.TASK}]
    yield from by_pair([one for one in mine if _is_among_few(scene, one, limits.people)], limits.days)


def _is_among_few(scene: Scene, one: Logged, people: int) -> bool:
    """Whether every date around it is such a table. Somebody of another body sits there for a family of their own."""
    near = [met for met in scene.context.dates_with(one.who, str(one.family)) if abs(met.since - one.at) <= AROUND]
    return bool(near) and all(_is_small(scene, met, people) and not is_by_a_worker(scene, met, one) for met in near)


def _is_small(scene: Scene, met: Appointment, people: int) -> bool:
    return met.kind in AT_A_TABLE and len(met.staff) <= people and met.staff <= scene.context.own
