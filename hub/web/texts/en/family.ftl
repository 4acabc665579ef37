# Pages of a family

family-tabs = Pages of this family
family-status = FAM status
family-next = Next date
people-title = People
overview-dates = Next dates
overview-goals = Goals
overview-people = People
overview-nothing = Nothing entered yet that may be shown here.
age-years = { $count } years
age-months = { $count ->
    [1] 1 month
   *[other] { $count } months
}
date-distance = { $count ->
    [0] today
    [1] tomorrow
   *[other] in { $count } days
}
also-jobcenter = Pro Arbeit has the same
also-jugendamt = the Jugendamt has the same
also-provider = the provider has the same
also-joint = the joint record has the same
why-alike = The same entry { $owner }: { $why }
blocked-word = blocked.
overview-later = Later dates
note-tab = Note
overview-ask = Ask for consent
overview-ask-jobcenter = Speak to the responsible job coach.
overview-ask-jugendamt = Speak to the responsible ASD worker.
overview-ask-provider = Speak to the provider's worker.
overview-ask-joint = Speak to the contact at the other agency.
coming-title = Being unlocked
coming-one = { $category } – { $names } ({ $owner }): being unlocked.
coming-why = The consent is there. The other body unlocks by itself. Open the page once more then.
