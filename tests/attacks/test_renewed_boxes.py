"""Who has taken over a process puts no box in the place of another agency's."""

from dataclasses import replace

import psycopg

from hub.ledger.append import append
from hub.ledger.entry import Event
from tests.attacks.by_hand import entry_of
from tests.kreis import Kreis

US = "jobcenter"


def test_boxes_are_exchanged_only_against_an_entry_and_only_ones_own(kreis: Kreis) -> None:
    """Not with an entry of another kind, not with another agency's, and never a row of another holder."""
    theirs = "select family_id, sealed from record.holder_key where holder = 'jugendamt' order by 1, maker"
    before = kreis.superuser().execute(theirs).fetchall()
    call = "select record.renew_boxes(%s, 'holder', array[%s]::uuid[], array[sha256(%s::bytea)], array['x'::bytea])"
    [(family, sealed), *_] = before
    codes = []
    for who, event in ((US, Event.LOG_READ), ("jugendamt", Event.KEYS_RENEWED), (US, Event.KEYS_RENEWED)):
        entry = entry_of(kreis, who, event)
        append(kreis.house(who).db, kreis.house(who).writer, replace(entry, family=None))
        try:
            [(count,)] = kreis.connect("hub_jobcenter").execute(call, (entry.id, family, sealed)).fetchall()
            codes.append(count)
        except psycopg.Error as error:
            codes.append(error.sqlstate)

    assert ["HB020", "HB020", 0] == codes
    assert before == kreis.superuser().execute(theirs).fetchall()
