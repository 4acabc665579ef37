# What was so around a line of the log, and what it proves (J10)

log-who-own = Your account ({ $role }, { $agency })
log-beside = Proof: { $proof }
proof-proven = proven in the tree
proof-waiting = waits for the witnesses
proof-taken_over = taken over, not witnessed

context-duty = On duty by the roster { $times }
context-on-call = On call by the roster { $times }
context-duty-none = No duty entered
context-duty-not-delivered = There is no roster
context-duty-not-ours = Duty is kept at the other body
context-absent = Absent by the roster
context-left = The last working day lay before
context-appointment = Appointment { $kind } { $times }
context-appointment-late = Appointment { $kind } { $times } (entered only on { $day })
context-deputy = stands in for { $who } since { $day }
context-deputy-self = by their own word stands in for { $who } since { $day }
context-assigned = responsible since { $day }
context-not-assigned = not responsible
context-late = { $what } (entered only on { $day })
context-consent-ran = Consent { $number } was in force
context-consent-not_signed = Consent { $number } was not given
context-consent-not_begun = Consent { $number } had not begun
context-consent-over = Consent { $number } had run out
context-consent-withdrawn = Consent { $number } was withdrawn since { $moment }
context-consent-unknown = Consent { $number } is not in the hub
context-procedure = A procedure under § 8a SGB VIII was running

appointment-home_visit = home visit
appointment-conference = case conference
appointment-admissions = round on admissions
appointment-aftercare = aftercare
appointment-talk = talk
appointment-other = other

kind-review-inputs = duty and appointments for the review
event-review-inputs = { $who } delivered duty, absences or appointments for the review of the log

filter-quartal = Quarter
    .fault = Quarter: please choose. A pseudonym holds for one quarter only.
filter-quartal-name = Quarter { $number } of { $year }
