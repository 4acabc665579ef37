"""Forms as supervisory authorities, disciplinary courts and the press tell of them, by an author who had read no rule.

Written on 28 November 2026 from the generator of ordinary life, `prying.py`, what staff do (users, journeys) and
decision 37; the author had also seen the results of `caught` with what was missed there, and no rule, no detector, no
other set, and of the tests those of this benchmark alone. Committed before the first measurement: measured with rules
of that commit it is held out, later practice.

Not planted, since the log cannot show it and no officer could find it either:

- whoever has a case reads it for a friend, an ex-partner or a paper, on an ordinary day, and tells what is in it;
- a single look at a family whose worker one stands in for by a proper entry, out of curiosity;
- the service centre looks up somebody who never rang, once, and notes a call;
- a photograph of the screen, a look over a shoulder, what is told after a conference in the canteen;
- whoever is asked across the desk stays at the file a little longer than the question took;
- one's own case that one has by assignment, read as others are, where nobody entered the kinship;
- a session left open that a colleague of the same team uses for a family of that very worker;
- a proper print of one's own case that goes home instead of to the family.
"""
