"""Forms as such offices meet them, written before their author had read a rule of the review or a detector.

Written on 28 November 2026 from the generator's interface, the ledger's chapter on the review and the chapter on law
alone; the author had seen the rules' file names and six forms of `prosecuted`, nothing else of either. Committed before
the first measurement: whatever is measured with rules of that commit is held out, all later figures are practice.
"""
