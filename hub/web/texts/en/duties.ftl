# What whoever reads must know
family-duties = Notes on this information
duty-art9_logged = Specially protected information of another agency is among this. That is noted separately.
duty-basis_recorded = The legal basis is recorded.
duty-danger_signs_recorded = The signs of danger are recorded.
duty-deputy_logged = Opened as a deputy. That is noted.
duty-discuss_with_family = A report has not yet been discussed with the family. Discuss it first, then use it.
duty-dispute_note = An entry is disputed. The note stands beside it.
duty-notice_78 = Use for this purpose only, and keep secret (§ 78 SGB X).
duty-pseudonymise = Consult without names only.
duty-purpose_bound = Use what was confided only for the purpose for which it was passed on (§ 65 SGB VIII).
duty-reason_logged = The reason is in the log.
duty-ends_after_60_minutes = Access ends after 60 minutes.
duty-inform_family_later = The family is told later, as soon as the protection of the child permits.
duty-owner_and_dpo_notified = The other agency and the data protection officers have been notified.
duty-review_3_days = Within three working days it is reviewed whether this was an emergency (§ 34 StGB).
duty-two_keys = A name was revealed with two keys. Who turned them is noted.
