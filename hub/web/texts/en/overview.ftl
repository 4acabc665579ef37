# The data protection officers' overview, and the check of the whole log.

menu-overview = Overview
overview-title = Overview
overview-text = Figures of the log as far as it concerns { $agency }: over all staff together, never per person. Each figure leads to the entries that it counts. This look is written down too.
overview-no-stand = Nothing counted yet. The figures come with the next pass.
overview-stand = As of { $when }, up to entry no. { $place }.
overview-today = today { $time }
overview-to-list = To the list
overview-as-table = Show as a table
overview-few = 1–4
overview-entries = Entries
overview-limits = What is not here: figures per person, per function or per team. The hub makes none for any page or output, not even on request.

tile-emergencies = Emergency accesses
tile-span = in 13 weeks
tile-anomalies = Anomalies
    .none = Not set up yet: nobody looks for anomalies.
tile-sample = Sample
    .none = Not set up yet: none was drawn.
tile-requests = Requests for access with a deadline
    .none = Not set up yet: requests are dealt with outside the hub.

overview-judged = { $judged } of { $count }
overview-cases-none = no case is open
overview-cases = { $count ->
    [1] 1 case is open
   *[other] { $count } cases are open
}, { $age ->
    [today] since today
    [week] none for longer than a week
    [month] the oldest for more than a week
   *[old] the oldest for more than a month
}
overview-explained = Explained looks
overview-explained-summary = Of { $count } looks in 13 weeks { $share } in 100 have an ordinary reason: an assignment, an appointment, a deputy or the like.

overview-heat = When something was looked at
overview-heat-scroll = Weekdays and hours, can be moved sideways
overview-heat-summary = From { $since } to { $until }: { $count ->
    [0] nothing was looked at.
    [1] 1 entry with a look, { $outside } of it outside the usual hours.
   *[other] { $count } entries with a look, { $outside } of them outside the usual hours.
}
overview-heat-list = All these entries
overview-hour = Time
overview-cell = { $day }, { $hour }:00
overview-legend = What the fields mean
overview-level-0 = nothing
overview-level-1 = 1 to 4
overview-level-2 = up to a third of the busiest hour
overview-level-3 = up to two thirds
overview-level-4 = more
overview-duty = usual hours
hour-span = { $hour }:00

overview-denied = What was refused, by reason
overview-denied-none = From { $since } to { $until } nothing was refused.
overview-denied-summary = From { $since } to { $until }: { $count ->
    [1] 1 refusal
   *[other] { $count } refusals
}, most often { $first }.
overview-reason = Reason
mark-emergency = emergency access
mark-refused = refused, no reason stated
mark-no-reason = no reason stated
mark-refused-reason = refused: { $reason }

overview-line = Twelve months
overview-line-scroll = Twelve months, can be moved sideways
overview-line-summary = { $count ->
    [1] 1 entry
   *[other] { $count } entries
} in this month so far, { $all } in all months that are kept. After six months entries are erased, and their figures with them.
overview-month = Month
overview-erased = erased
overview-partly = { $count } (since { $day })

overview-reliable = Can the log be relied on?
overview-witnesses = Witnesses
overview-witnessed-never = The two bodies have never confirmed the log together.
overview-witnessed = Both bodies confirmed the state of the log { $unit ->
    [day] { $count } days
    [hour] { $count } hours
   *[minute] { $count ->
        [0] less than a minute
        [1] one minute
       *[other] { $count } minutes
    }
} ago.
overview-checked = Last check
overview-to-checks = Check the log
overview-erasures = Erasure
overview-erased-at = Last erasure: { $when }.
overview-erased-never = Nothing was erased so far.
overview-overdue = { $count ->
    [0] Nothing is overdue.
    [1] 1 entry is there longer than it may be: please ask operations.
   *[other] { $count } entries are there longer than they may be: please ask operations.
}
overview-erasing-list = All erasures
overview-holds = Erasures held back
overview-holds-summary = { $count ->
    [0] No erasure is held back.
    [1] One erasure is held back.
   *[other] { $count } erasures are held back.
}
overview-holds-what = Family or entry
overview-holds-why = Why
overview-holds-until = Until
hold-complaint = complaint
hold-conduct = inquiry into conduct
hold-court = court case
hold-access_request = request for access under way

month-1 = January { $year }
month-2 = February { $year }
month-3 = March { $year }
month-4 = April { $year }
month-5 = May { $year }
month-6 = June { $year }
month-7 = July { $year }
month-8 = August { $year }
month-9 = September { $year }
month-10 = October { $year }
month-11 = November { $year }
month-12 = December { $year }
weekday-long-1 = Monday
weekday-long-2 = Tuesday
weekday-long-3 = Wednesday
weekday-long-4 = Thursday
weekday-long-5 = Friday
weekday-long-6 = Saturday
weekday-long-7 = Sunday

log-upto = Only up to entry no. { $place }: as far as the overview has counted.
log-unbound = Show newer ones too
log-counted = Weekday, hour and occasion are known only of entries that the overview has counted.
filter-wochentag = Weekday
    .fault = Weekday: please choose it together with an hour.
filter-stunde = Hour
    .fault = Hour: please choose it together with a weekday.
filter-anlass = Occasion
    .fault = Occasion: please choose one of the list.
filter-stand = Stand
    .fault = Stand: this is no number of an entry.

kind-log-overview = look at the overview
kind-log-counted = count for the overview
kind-log-verified = check of the whole log
event-log-overview = { $who } looked at the overview of the log
event-log-overview-denied = { $who } wanted to look at the overview of the log and was refused
event-log-counted = The hub counted new entries for the overview
event-log-verified = { $who } had the whole log checked
event-log-verified-denied = { $who } wanted to have the log checked and was refused

checks-title = Check the log
checks-text = The check finds out whether anything is missing in the log, or was changed or put in later. What entries say is not read.
checks-result = Result
checks-button = Check the log now
checks-reload = See how far the check is
check-never = The log was not checked here yet.
check-whole = Checked on { $when }: all { $count } entries up to the last state that both bodies confirmed. The log is complete and unchanged.
check-findings = Checked on { $when }: all { $count } entries up to the last state that both bodies confirmed. There are findings. Please talk with the other body's data protection officers before anybody changes anything.
check-unchecked = On { $when } the log could not be checked: a state confirmed by both bodies is missing or cannot be read. This is no good result.
check-found-signature = A state is not confirmed by all ({ $count } times).
check-found-tree = Entries were changed, removed, put in or moved ({ $count } places).
check-found-old = An earlier state is missing: the log was set back or rewritten ({ $count } times).
check-found-form = Entries do not have the form that they must ({ $count }).
check-found-numbers = Running numbers have gaps or come twice ({ $count } times).
check-found-payload = Contents are not those to which the log committed ({ $count }).
check-found-erasure = Contents are missing without a note of erasure, or were erased too early ({ $count } times).
check-found-time = Times contradict the witnesses' clocks ({ $count } times).
check-state-wanted = The check is on the list and begins soon.
check-state-running = The check is under way: { $done } of { $count } entries are fetched.
check-state-comparing = The check is under way: all { $count } entries are fetched and are being compared.
check-state-done = The check is done.
check-state-failed = The last check broke off. It can be begun anew.
checks-own = Check without the hub
checks-own-text = The check above runs on the hub's own machine. Who does not want to believe it checks on another computer with Python 3.11 or newer, offline:
checks-verifier = Download the program (verify.py)
checks-log = Download the log (archive)
checks-log-text = It holds no contents and nothing about people. Downloading is written down.
checks-log-none = The log cannot be downloaded now: it is not confirmed yet.
checks-unpack = Unpack the archive: it makes the folder “protokoll”.
checks-run = Run:
checks-command = python -I -S verify.py protokoll --policy YOUR-TRUST-POLICY
checks-read = The last line is the result. Compare the checksum in the first line with the one on your sheet, and keep the file “protokoll/checkpoint” as a new state.
checks-contents = With the contents of the entries of your own staff, operations check for you: “hub ledger export” with --officer.
checks-back = To the overview
