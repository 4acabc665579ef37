menu-own-account = Who saw what?
kind-subject-statement = statement: who saw what
event-subject-statement = { $who } looked up who saw something of theirs
account-title = Who saw what?
account-text = Here you see who looked at or changed your data: by task and agency, without names. What belongs to others of your family is not here.
    .du = Here you see who looked at or changed your data: by task and agency, without names. What belongs to others of your family is not here.
    .easy = Here you see: Who saw my data? There are no names. Everybody sees their own list only.
account-none = Nobody has looked so far.
account-end = Some looks are shown later. The law demands that. It is so for all families.
account-read = { $who } ({ $agency }) read: { $what }.
account-screen = { $who } ({ $agency }) showed in a joint talk (case conference) on the shared view: { $what }.
account-present = Of authorities and organisations these were there too: { $others }. Who was there of the family, to support or to interpret does not stand here. You can ask for that.
    .du = Of authorities and organisations these were there too: { $others }. Who was there of the family, to support or to interpret does not stand here. You can ask for that.
account-listed = { $who } ({ $agency }) saw in a list: { $what }.
account-changed = { $who } ({ $agency }) entered or changed: { $what }.
account-consents = { $who } ({ $agency }) looked at what you said yes or no to.
    .du = { $who } ({ $agency }) looked at what you said yes or no to.
account-agreed = { $who } ({ $agency }) wrote down your answer about a consent.
    .du = { $who } ({ $agency }) wrote down your answer about a consent.
account-minutes = { $who } ({ $agency }) confirmed minutes of a joint talk (case conference) in which something about you stands.
    .du = { $who } ({ $agency }) confirmed minutes of a joint talk (case conference) in which something about you stands.
account-nameless = { $who } ({ $agency }) asked colleagues for advice on the situation of your family. No names were shown.
    .du = { $who } ({ $agency }) asked colleagues for advice on the situation of your family. No names were shown.
account-told = { $who } ({ $agency }) read: { $what }. An older record says so.
account-statement = You looked at this list.
    .du = You looked at this list.
account-own = You used your own pages.
    .du = You used your own pages.
account-who-jobcoach = Your Jobcoach
    .du = Your Jobcoach
account-who-jobcoach_u25 = Your Jobcoach
    .du = Your Jobcoach
account-who-jobcoach_deputy = A deputy of your Jobcoach
    .du = A deputy of your Jobcoach
account-who-asd_worker = Your ASD worker
    .du = Your ASD worker
account-who-asd_deputy = A deputy of your ASD worker
    .du = A deputy of your ASD worker
account-who-provider_worker = Your worker at the provider
    .du = Your worker at the provider
account-who-it_admin = The program
account-for = For: { $purpose }.
account-agreed-on = { $count ->
    [one] Allowed by: your consent of { $days }.
   *[other] Allowed by: your consents of { $days }.
}
    .du = { $count ->
    [one] Allowed by: your consent of { $days }.
   *[other] Allowed by: your consents of { $days }.
}
account-norms = Allowed by law: { $norms }.
account-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
account-means = What does that mean?
account-means-text = Each look at your data is written down. Nobody can change that unnoticed. It is deleted after six months. What one agency learned from the other stays written down longer. Whoever looks needs a reason: your consent or a law.
    .du = Each look at your data is written down. Nobody can change that unnoticed. It is deleted after six months. What one agency learned from the other stays written down longer. Whoever looks needs a reason: your consent or a law.
account-question = I have a question about this
account-question-text = Ask the data protection officers of the agency in the line, for a provider those of the Jugendamt. Name the number of the line. You get an answer within 14 days.
    .du = Ask the data protection officers of the agency in the line, for a provider those of the Jugendamt. Name the number of the line. You get an answer within 14 days.
account-number = Number of this line: { $number }
account-older = Show older ones
account-take = Take along
account-take-text = The file for checking holds a proof for each line. With it anybody can check that nothing was changed later.
account-pdf = As a document (PDF)
account-json = File for checking (JSON)
account-made = As of { $day }
