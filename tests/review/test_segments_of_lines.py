"""Which segments the pages of the log decrypt: those that a line is made of, and no other."""

from hub.ledger import store
from hub.review.log import open_log
from hub.terms.log import LogQuery


def test_a_page_of_the_log_decrypts_neither_who_acted_nor_a_note(kreis, monkeypatch):
    """By the calls of the very function that decrypts: what is not shown never enters memory."""
    opened, decrypt = [], store.open_salted

    def noted(key, entry, name, *box):
        opened.append(name)
        return decrypt(key, entry, name, *box)

    monkeypatch.setattr(store, "open_salted", noted)
    kreis.open("U01")

    page = open_log(kreis.house("oversight"), kreis.principal("U16", "oversight"), LogQuery(), kreis.at)

    assert page.lines
    assert {"subject", "access", "decision"} == set(opened)
