"""Questions to which the answer is mostly yes: somebody whose case it is, much consent, and every field there is."""

from hypothesis import strategies as st

from hub.terms.access import AccessRequest, Outline, OutlineCell
from hub.terms.ids import CellId
from hub.terms.lists import Level, Owner
from tests.policy.staff import COACH, WORKER
from tests.policy.worlds import CATALOGUE, CHILD, FAMILY, MOTHER, PURPOSES, cells, look, release

any_mask = st.integers(0, CATALOGUE.all) | st.just(CATALOGUE.all)
levels = st.sampled_from([Level.FULL, *Level])
kinds = st.tuples(st.sampled_from([(MOTHER,), (CHILD,), (MOTHER, CHILD)]), st.sampled_from(Owner))


@st.composite
def crowded(draw: st.DrawFn) -> tuple[AccessRequest, Outline]:
    """Somebody to whom much is released, and a record with every field of the catalogue, of a few kinds."""
    who, purpose = draw(st.sampled_from([COACH, WORKER])), draw(st.sampled_from(PURPOSES[:2]))
    opened = [
        release(who, person, draw(any_mask), purpose=purpose, level=draw(levels), consents=(f"C{number}",))
        for number, person in enumerate((MOTHER, MOTHER, CHILD, CHILD))
    ]
    crowd = tuple(
        OutlineCell(CellId(f"{number} {field.id}"), field.id, frozenset(persons), owner, levels=14)
        for number, (persons, owner) in enumerate(draw(st.lists(kinds, min_size=2, max_size=5)))
        for field in CATALOGUE.fields
    )
    audience = draw(st.sampled_from([(who,), (who,), (who,), (COACH, WORKER)]))
    notes = draw(st.lists(cells, max_size=5, unique_by=lambda note: note.cell))
    return look(who, *opened, purpose=purpose, audience=audience), Outline(FAMILY, (*notes, *crowd))
