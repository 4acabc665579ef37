# Consents of a family: table and papers

consents-title = Consents
consents-heading = Who may know what?
consents-explained = Without consent, what the other agency holds is blocked.
consents-nobody-asked = Nobody has been asked yet.
consents-all-clear = Everything is decided.
consents-recipients = For whom
consents-purposes = What for
consents-caption = { $name }: { $purpose }
consents-person = Person
consents-scroll = Table of consents, scrolls sideways
consents-legend = Signs
consents-lacks = Not complete yet
consents-papers = Papers and their history
consents-no-papers = No paper that may be shown here.
consents-purpose-text = Consents hold for the joint purposes. The purpose is written down with the look.
column-money = Money & benefits

stand-granted = given
stand-refused = refused
stand-open = open
stand-disagreed = not agreed
stand-withdrawn = withdrawn
stand-expiring = ends soon
stand-expiring-in = { $count ->
    [0] ends today
    [1] ends tomorrow
   *[other] ends in { $count } days
}
stand-expired = expired
stand-own_decision = own decision pending
stand-ended = ended
stand-upcoming = not yet in force
stand-own_data = own data
stand-not_applicable = does not exist here
stand-invalid = invalid – entered by mistake
stand-partly = partly { $stand }
detail-until = until { $day }
detail-own = from { $age }
detail-on = { $day }

count-fields = { $count ->
    [1] 1 field is { $rest }
   *[other] { $count } fields are { $rest }
}
count-more = { $count ->
    [1] 1 is { $rest }
   *[other] { $count } are { $rest }
}
count-disagreed = not agreed
count-refused = refused
count-withdrawn = withdrawn
count-own_decision = for themselves to decide
count-expiring = ending soon
count-expired = expired
count-open = open

lack-incomplete = Signatures not complete.
somebody-else = somebody else
recipient-team = Team { $team }

paper-for = For
paper-to = Who may know
paper-what = What
paper-purpose = What for
paper-valid = In force
paper-from-to = { $since } to { $until }
paper-way = Way
paper-form = Version
paper-language = Language
paper-interpreter = Interpreted
paper-deputies = Deputies too
paper-everything = everything (too vague, opens nothing)
way-tablet = on the tablet
way-paper = on paper (scan)
way-portal = on the family's page
way-oral = spoken
lang-de = German
lang-en = English
lang-fa = Dari
lang-prs = Dari
lang-ar = Arabic
lang-uk = Ukrainian
lang-ru = Russian
lang-tr = Turkish
event-yes = { $name }: yes
event-no = { $name }: no
event-withdrawn = { $name }: taken back
event-withdrawn-part = { $name }: taken back for { $categories }
event-entered-later = { $said } (entered { $at })
note-invalid = Entered by mistake, not in force since { $day }. The entry stays.
note-late = Entered afterwards: in force from its entry only.
note-confirm-by = Spoken; to be confirmed in writing by { $day }.
note-unconfirmed = Not in force since { $day }: confirmation in writing is missing.
note-asked = Asked on { $days }; no answer yet.

kind-consent-read = look at consents
event-consent-read = { $named ->
    [0] { $who } read consents
   *[other] { $who } read consents: { $what }
}
team-schule = Contact at school or day care
team-kita = Contact at day care
team-sprachmittlung = Interpreter
team-beistand = Support person (Beistand)
team-praxis = Contact at the doctor's practice
kind-consent-exported = proof of consents
event-consent-exported = { $who } put consents into receipts
