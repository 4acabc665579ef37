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
