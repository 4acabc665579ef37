# The monthly sample of the data protection officers

menu-sample = Sample
month-name-1 = January
month-name-2 = February
month-name-3 = March
month-name-4 = April
month-name-5 = May
month-name-6 = June
month-name-7 = July
month-name-8 = August
month-name-9 = September
month-name-10 = October
month-name-11 = November
month-name-12 = December

sample-title = Sample
sample-text = Each month 5 % of the looks are drawn, at least 20 and at most 60. All emergency uses and all spoken consents are added. A month is drawn once. The lot comes out of a committed random number and a confirmed state of the log: whoever reviews cannot steer it, and whoever has an export of the log can draw it again.
sample-of = Sample { $month }
sample-drawn-months = Months drawn
sample-none = No sample was drawn yet.
sample-progress = { $done } of { $all } checked
sample-progress-emergency = Emergency uses: { $done } of { $all }
sample-progress-spoken = spoken consents: { $done } of { $all }
sample-drawn-at = Drawn on { $moment }.
sample-drawn-claimed = Drawn on { $moment } by a record taken over.
sample-go-on = Go on checking { $month }
sample-finish = Finish { $month }
sample-see-report = Report { $month }
sample-drawable = Still to be drawn
sample-ready = A random number lies ready for { $month }.
sample-late = No random number was committed in time for { $month }. It cannot be made up: the lot then hangs on a confirmed state of the log alone, and the report says so.
sample-current = Random number for { $month }
sample-is-committed = Committed. Its fingerprint stands in the log; the number itself becomes known with the draw.
sample-to-commit = Not committed yet. The nightly run does it tonight; you can do it now as well. Only before the month ends can neither who reviews nor who is reviewed foresee or steer the lot of { $month }.
sample-do-ziehen = Draw the sample for { $month }
sample-do-hinterlegen = Commit a random number for { $month }
sample-claimed = This sample comes from a record taken over. Its seed was known before: which entries are meant can be worked out again; that nobody chose them is not proven by that.
sample-entry-drawn = Entry { $number }
sample-entry-emergency = Emergency use { $number }
sample-entry-spoken = Spoken consent { $number }
sample-gone = What this entry said is erased or cannot be opened. It cannot be checked.
sample-answers = How do you judge this entry?
sample-judgement-plausible = plausible
sample-judgement-question = question
sample-judgement-conspicuous = conspicuous
sample-judgement-not_reviewable = cannot be checked
sample-keys = The keys 1, 2 and 3 choose the answer; the next entry follows. Until the report is signed you can change each answer.
sample-all-judged = Everything is judged
sample-sign-text = Signing makes the report without names. After that nothing changes any more.
sample-sign = Sign the report
sample-report = Report
sample-report-text = The report is signed. The PDF is for reading, the file for checking.
sample-report-pdf = Report as PDF
sample-report-json = Report as a file to be checked (JSON)
sample-list-drawn = Drawn by lot ({ $count })
sample-list-emergency = Emergency uses ({ $count })
sample-list-spoken = Spoken consents ({ $count })
sample-number = No. { $number }
sample-open = still open
sample-said = { $what }, { $moment }
sample-said-claimed = { $what }, on { $moment } by the record
sample-written-down = Every opening and every answer stands in the log.
sample-answer-ziehen-drawn_before = This month is drawn already. It cannot be drawn twice; the attempt stands in the log.
sample-answer-ziehen-not_over = This month cannot be drawn: it is still going on, or it lies too far back.
sample-answer-ziehen-waiting = A state of the log that both witnesses have confirmed is still missing. Please draw again in a minute.
sample-answer-ziehen-refused = You are not appointed for this body.
sample-answer-hinterlegen-done = The random number is committed.
sample-answer-hinterlegen-committed_before = A random number is committed for this month already.
sample-answer-hinterlegen-not_over = No random number can be committed for this month.
sample-answer-hinterlegen-missed = The month is over: no random number can be committed for it any more.
sample-answer-hinterlegen-refused = You are not appointed for this body.
sample-answer-urteil-done = Saved.
sample-answer-urteil-case = Saved. A case is opened for it: you find it among the anomalies.
sample-answer-urteil-case_refused = Saved. No case is opened: the entry is the other body’s alone. Sign in for that body and open it from the log.
sample-answer-urteil-signed = Not saved: the report is signed already.
sample-answer-abschluss-done = The report is signed.
sample-answer-abschluss-not_finished = Not everything is judged yet.
sample-answer-abschluss-signed = The report was signed before.

sample-report-title = Sample { $month }
sample-report-made = Signed on { $moment }. Controllers: { $bodies }.
sample-report-part = Number
sample-part-drawn = drawn by lot
sample-part-emergency = emergency uses
sample-part-spoken = spoken consents
sample-report-drawn = Of { $population } looks of the month { $size } were drawn, by strata of agency, purpose and function.
sample-report-weighted = Looks without an explanation had five lots, all others one.
sample-report-unweighted = At the draw it was not known which looks explain themselves: all had one lot.
sample-report-bound = Among { $count } looks drawn and checked none was conspicuous. With 95 % certainty the share of conspicuous looks in the month is therefore below { $bound } % (rule of three; an approximation where lots and strata differ).
sample-report-no-bound = No upper bound by the rule of three can be given: something was asked or conspicuous, or too little was checked.
sample-report-gone = { $count ->
    [0] Every entry could be checked.
    [1] 1 entry could not be checked: what it said is erased or cannot be opened.
   *[other] { $count } entries could not be checked: what they said is erased or cannot be opened.
}
sample-report-committed-before = The random number stood in the log before the month ended. The lot came of it and the first confirmed state after that.
sample-report-committed-after = The random number was committed after the month had ended, but before the confirmed state with which it made the lot. Whoever committed it could know the looks of the month, but not this state.
sample-report-committed-missed = No random number was committed in time for this month, and it could not be made up. The lot came from the first confirmed state alone, after that had been written down. Who can write entries and make states could have looked for one that suits.
sample-report-committed-none = The draw comes from a record taken over, with a known seed. It can be worked out again; that nobody chose the entries is not proven.
sample-report-claimed = { $count ->
    [1] 1 judgement comes from the record and was not made in the hub.
   *[other] { $count } judgements come from the record and were not made in the hub.
}
sample-report-proof = Proof
sample-report-entry = Entry of the draw in the log: { $entry }
sample-report-sheet = Checksum of the sheet of the draw (SHA-256): { $hash }
sample-report-end = The report names nobody and does not count what a single person did. To check: the file of the report and an export of the log, command “hub review sample --verify”.

kind-sample-committed = random number committed for a sample
event-sample-committed = { $who } committed a random number for a sample
event-sample-committed-denied = { $who } tried to commit a random number for a sample and was refused
kind-sample-drawn = sample drawn
event-sample-drawn = { $who } drew a sample
event-sample-drawn-denied = { $who } tried to draw a sample and was refused
kind-sample-imported = sample taken over from a record
event-sample-imported = { $who } took a sample over from a record
event-sample-imported-denied = { $who } tried to take a sample over from a record and was refused
kind-sample-read = reading of a sample
event-sample-read = { $who } opened entries for a sample
event-sample-read-denied = { $who } tried to open entries for a sample and was refused
kind-sample-judged = entry of a sample judged
event-sample-judged = { $who } judged an entry of a sample
event-sample-judged-denied = { $who } tried to judge an entry of a sample and was refused
kind-sample-reported = report of a sample
event-sample-reported = { $who } signed the report of a sample
event-sample-reported-denied = { $who } tried to sign the report of a sample and was refused
