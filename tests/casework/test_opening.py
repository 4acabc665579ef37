from hub.terms.lists import Effect
def test_it(kreis):
    d = kreis.open("U01")
    assert d.effect is Effect.REDACT
def test_15(every_kreis):
    d = every_kreis.open("U07")
    assert d.effect is Effect.REDACT
