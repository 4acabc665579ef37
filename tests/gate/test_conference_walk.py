"""A short walk in `make test`; `bench.conference` takes a thousand steps."""

from tests.gate.walked import together, walk


def test_nothing_leaks_while_people_come_and_go_and_consents_change(kreis):
    """In the delivered bytes, and cell by cell against what each may see alone."""
    found = walk(kreis, 40)

    assert 0 == found.leaked
    assert found.views >= 30
    assert found.cells > 0


def test_twelve_who_all_may_see_something_do(kreis):
    """What is measured is a view that shows something to twelve."""
    (one, alone), (twelve, cookie) = together(kreis)

    many = len(one.show(alone).disclosure.projection.shown)
    assert many > len(twelve.show(cookie).disclosure.projection.shown) > 0
    assert 11 == sum(moment.gone is None for moment in twelve.look().stand.moments)
