from hub.terms.lists import Purpose
def test_p(kreis):
    d = kreis.open("U12", purpose=Purpose.PROVIDER_SERVICE)
    shown={v.cell for v in d.projection.shown}
    [(cells, levels)] = kreis.superuser().execute("select cells::text[], levels from ledger.ticket where entry_id = %s", (d.entry,)).fetchall()
    for c in cells:
        if c not in shown:
            print(kreis.superuser().execute("select field_id, owner, entrusted_to, levels, (select array_agg(p.ref) from record.subject s join core.person p using (person_id) where s.subjects_id=c.subjects_id) from record.cell c where cell_id=%s",(c,)).fetchall())
            print(kreis.superuser().execute("select k.category,k.maker,k.level,w.holder,w.basis,w.since,w.until from record.value v join record.key k using(key_id) join record.key_wrapping w using (key_id) where v.cell_id=%s",(c,)).fetchall())
    for v in d.projection.shown: print(v.field, v.owner.value, v.level.name, v.because.policies, v.because.consents, sorted(d.projection.people[p] for p in v.persons))
