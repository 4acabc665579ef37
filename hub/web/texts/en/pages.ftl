# Pages

site = FAM
skip-link = Skip to content
menu-label = Main menu
menu-start = Start
menu-log = Log
sign-out = Sign out
demo-banner = Demo – invented data, key date { $day }
language-other = Deutsch
language-other-code = de
language-label = Language
list-and = { $first } and { $last }
page-title = { $page } – { $site }
page-title-numbered = { $page } – { $number } – { $site }

sign-in-title = Sign in
sign-in-address = This address is for { $group }.
sign-in-text = Sign in with the account of your own agency.
sign-in-button = Sign in
sign-in-left = You are signed out.
sign-in-leave-provider = Sign out at the sign-in service too

choose-post-title = In which function?
choose-post-text = This account has several functions. Work is always done in one of them.
choose-post-button = { $role }, { $agency }

other-address-title = This account belongs to another address
other-address-text = This address is for people of { $group }. There is nothing here for this account. Please sign in at the address of your own agency:
other-address-link = { $group }: { $host }
other-address-help = Not right? The administrators can help.
no-post-title = No current function
no-post-text = This account has no function at { $group } at present. So there is nothing to see here.
other-address-back = Sign in with another account

start-title = Start
start-today = Today
start-nothing = Nothing is due today.
start-families = Assigned families
start-no-families = No family is assigned yet.
start-search = Find a family
start-search-label = Number, name or date of birth
start-search-hint = For example FAM-2025-003, Ahornwald or 12.03.1991
start-search-button = Search
start-log-text = Who read what? Every look and every refusal, in pseudonyms.
start-log-link = Read the log

purpose-title = What do you open the record for?
purpose-text = The purpose decides what can be seen. It is written down with the look.
purpose-unknown = There is no such purpose here. Please choose one.
purpose-back = Back to start

family-title = Overview
family-heading = Family { $number }
family-purpose = Purpose
family-at = As of
family-change-purpose = Other purpose
family-jump = On this page
family-nothing = Nothing is entered here that may be shown for this purpose.
family-written-down = This look is written down. The family can learn which agency looked, and what for.
card-everybody = The whole family
person-reference = Person { $reference }
block-why = Why do I see this?
value-yes = Yes
value-no = No
value-none = –
value-money = { $amount } €
value-disputed = disputed by the family
value-bound = from somebody bound to secrecy, for other agencies only with a release
level-summary = summary
level-pseudonymised = without names

why-by-consent = { $count ->
    [0] Visible because everybody it is about agreed ({ $signed }, for { $purpose }, until { $until }).
    [1] Visible because { $names } agreed ({ $signed }, for { $purpose }, until { $until }).
   *[other] Visible because { $names } agreed ({ $signed }, for { $purpose }, until { $until }).
}
why-consent = Visible because a consent permits it.
why-own_task = Visible because { $owner } keeps these data and needs them for its own task.
why-within_help = Visible because the data belong to the running help.
why-statute = Visible because a statute permits it.
why-control = Visible for control.
why-other = Visible by the rules for this purpose.
basis = Basis: { $parts }
basis-consent = consent { $consent }
basis-own-task = own task

blocked-heading = Blocked: data { $owner }
blocked-explained = Whether there are any is not said here.
blocked-title = { $category } – { $person }: blocked.
blocked-consent_missing = Consent is missing.
blocked-consent_refused = Consent refused.
    .by = Refused by { $names } on { $day }.
    .on = Refused on { $day }.
blocked-consent_withdrawn = Consent withdrawn.
    .by = Withdrawn by { $names } on { $day }.
    .on = Withdrawn on { $day }.
blocked-consent_expired = Consent expired.
    .by = Consent of { $names } expired on { $day }.
    .on = Consent expired on { $day }.
blocked-signer_missing = The agreement of the second custody holder is missing.
blocked-own_consent_missing = The own decision of { $person } is pending.
blocked-recipient_not_covered = The consent is for another contact.
blocked-purpose_not_allowed = Not for this purpose.
blocked-fam_not_active = FAM has ended.
blocked-not-before = Please do not ask again before { $day }.

log-title = Log
log-text = Every look and every refusal, newest first. Staff and family members appear under pseudonyms; those of staff change each quarter. Reading this is written down too.
log-older = Older entries
log-newest = To the newest
log-who = User { $pseudonym } ({ $role }, { $agency })
log-persons = { $count ->
    [1] person { $persons }
   *[other] persons { $persons }
}
log-of = { $categories } of { $persons }
log-family = family { $number }
log-purpose = purpose { $purpose }
log-basis = basis { $basis }
log-reason = refused because: { $reason }
event-access-read = { $named ->
    [0] { $who } opened a family
   *[other] { $who } read { $what }
}
event-access-denied = { $who } tried to open a family and was refused
event-consent-granted = { $named ->
    [0] { $who } took a consent
   *[other] { $who } took a consent: { $what }
}
event-consent-withdrawn = { $named ->
    [0] { $who } took a withdrawal
   *[other] { $who } took a withdrawal: { $what }
}
event-record-changed = { $named ->
    [0] { $who } changed data
   *[other] { $who } changed { $what }
}
event-record-changed-denied = { $who } tried to change data and was refused
event-family-entered = { $who } entered a family
event-directory-changed = { $who } changed accounts, functions or responsibilities
event-log-read = { $who } read the log
event-log-read-denied = { $who } tried to read the log and was refused
event-other = { $named ->
    [0] { $who }: { $event }
   *[other] { $who }: { $event }, { $what }
}

# Keys in values made of several parts
key-from = from
key-to = to
key-since = since
key-until = until
key-text = text
key-amount = amount
key-name = name
key-date = on
key-reason = reason
key-scale = step
key-status = state
key-place = place
key-street = street
key-postcode = postcode
key-town = town
