# The log: filters, own entries, records taken over

menu-own = My entries

log-shown = { $count ->
    [0] No entry fits.
    [1] { $older ->
        [yes] 1 entry, there are older ones
       *[no] 1 entry
    }
   *[other] { $older ->
        [yes] { $count } entries, there are older ones
       *[no] { $count } entries
    }
}
log-shown-of-one = { $older ->
    [yes] Entries of { $pseudonym }, there are older ones
   *[no] Entries of { $pseudonym }
}
log-office = place { $office }
log-taken-over = from a record taken over (in the hub since { $day })
basis-word-statute = statute
basis-word-emergency = emergency

filter-title = Filter entries
filter-all = All
filter-button = Apply filters
filter-none = Without filters
filter-faulty = This cannot be asked:
filter-von = From
    .example = 01.10.2026
    .fault = From: please give day, month and year, such as 01.10.2026.
filter-bis = To
    .example = 31.10.2026
    .fault = To: please give day, month and year, not before “From”.
filter-familie = Case number
    .example = FAM-2025-003
    .fault = Case number: please write it like FAM-2025-003.
filter-kennung = Pseudonym
    .example = N-07
    .fault = Pseudonym: please write it like N-07. There are no names in the log.
filter-zweck = Purpose
    .fault = Purpose: please choose from the list.
filter-ergebnis = Result
    .fault = Result: please choose from the list.
filter-stelle = Agency
    .fault = Agency: please choose from the list.
filter-art = Kind
    .fault = Kind: please choose from the list.

outcome-shown = shown
outcome-denied = refused
outcome-changed = change

kind-access-read = look at a family
kind-access-denied = refused look
kind-access-search = search
kind-access-list = list
kind-access-evaluated = question of another system
kind-log-read = reading of the log
kind-log-read_own = reading of own entries
kind-log-export = export of the log
kind-log-imported = from a record taken over
kind-record-changed = change of data
kind-family-entered = new family
kind-directory-changed = accounts and functions
kind-consent-granted = consent
kind-consent-withdrawn = withdrawal
kind-keys-wrapped = keys after a consent
kind-mandate-deputy_granted = deputy entered
kind-mandate-deputy_taken = deputy by own word
kind-mandate-deputy_ended = deputy ended
kind-mandate-assigned = assignment entered
kind-mandate-assignment_ended = assignment ended
kind-mandate-conflict_declared = conflict of interest declared
kind-mandate-conflict_lifted = conflict of interest lifted

event-log-read_own = { $who } read the own entries in the log
event-log-export = { $who } took the log along to check it
event-log-imported = { $named ->
    [0] { $who } had access
   *[other] { $who } had access to { $what }
}
event-log-imported-denied = { $who } wanted access and was refused
event-log-imported-view = { $named ->
    [0] { $who } opened a family
   *[other] { $who } read { $what }
}
event-log-imported-view-denied = { $who } wanted to open a family and was refused
event-log-imported-search = { $who } searched for a family
event-log-imported-search-denied = { $who } searched for a family and was refused
event-log-imported-export = { $named ->
    [0] { $who } took a family out as a file or in print
   *[other] { $who } took out as a file or in print { $what }
}
event-log-imported-export-denied = { $who } wanted to take a family out and was refused
event-log-imported-emergency_access = { $named ->
    [0] { $who } opened a family as an emergency
   *[other] { $who } read as an emergency { $what }
}
event-log-imported-emergency_access-denied = { $who } wanted to open a family as an emergency and was refused
event-log-imported-request = { $named ->
    [0] { $who } asked for a consent
   *[other] { $who } asked for a consent: { $what }
}
event-log-imported-request-denied = { $who } wanted to ask for a consent and was refused
event-log-imported-take_over = { $who } took over as deputy
event-log-imported-take_over-denied = { $who } wanted to take over as deputy and was refused
event-log-imported-display = { $named ->
    [0] { $who } showed a family on the shared screen
   *[other] { $who } showed on the shared screen { $what }
}
event-log-imported-display-denied = { $who } wanted to show a family on the shared screen and was refused
event-log-imported-log = { $who } read the log
event-log-imported-log-denied = { $who } wanted to read the log and was refused

own-log-title = My entries
own-log-text = The own entries in the log, newest first: just as the data protection officers read them, except that they see, instead of “Your account”, a number that changes each quarter, and below it duty and appointments. Superiors and colleagues do not read them. This reading is written down too.
own-log-nothing = No entries yet.
