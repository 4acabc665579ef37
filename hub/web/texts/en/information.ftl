# Information by Art. 14 GDPR: what is due, and the sheet to be handed over (D31)

information-title = Information of the family
information-link = Information of the family (Art. 14 GDPR)
information-text = With consent, one body has seen data that come from another. Everybody concerned gets a sheet about it, within a month of the first look at the latest. For children those with custody get it, from 15 the young people themselves.
information-none = Nobody has seen data of the other body yet. Nothing is to be handed over.
information-seen = { $agency } saw: { $categories }
information-due = Due by { $day } (first look { $first }).
information-handed = Handed over on { $day }.
information-print = Sheet for { $name }
information-tick = { $name }: handed over
information-day = Handed over on
information-button = Enter handing over
information-wrong = Not entered yet:
information-fault-nobody = Please choose who got the sheet. If more was seen meanwhile, print it anew.
information-fault-day = Please enter the day, for example 16.11.2026.
information-fault-future = The day lies in the future.
information-fault-before_the_look = The day lies before the first look.
kind-consent-informed = Information of the family
event-consent-informed = { $named ->
    [0] { $who } handed over the information by Art. 14 GDPR
   *[other] { $who } handed over the information by Art. 14 GDPR: { $what }
}

sheet-title = Who has read something about you?
sheet-head = Family { $number } · { $day }
sheet-for = For { $name }
sheet-opening = This is not about anything going wrong. You agreed that one body may read data of the other. That has now happened for the first time. The law wants you to know of it.
sheet-reader = Read by: { $agency }
sheet-who = Who is responsible
sheet-functions = Who has read there
sheet-officer = Questions about data protection
sheet-source = Where the data come from
sheet-source-joint = from the joint planning
sheet-what = Which data
sheet-purpose = For what
sheet-basis-name = Why this is allowed
sheet-basis = Because you agreed, or whoever decides for you: number { $refs } (Art. 6 (1) (a) GDPR, § 67b (2) SGB X).
sheet-basis-health = Because you agreed expressly, or whoever decides for you: number { $refs } (Art. 6 (1) (a), Art. 9 (2) (a) GDPR, § 67b (2) SGB X).
sheet-first = For the first time
sheet-storage = For how long?
sheet-storage-text = The other body gets no copy. It may read as long as your consent counts. After that, and with the end of FAM, everything is shut. Who has read what stays noted in your file; the name of that person is deleted after six months. What an agency received stays noted until three years after FAM has ended; the joint planning is deleted six months after it.
sheet-rights = Your rights
sheet-right-access = Access: you may ask what is stored about you and who has read it (Art. 15 GDPR, § 83 SGB X).
sheet-right-correct = Correction: what is wrong is put right (Art. 16 GDPR, § 84 SGB X).
sheet-right-erase = Erasure and restriction: what is no longer needed is deleted or locked (Art. 17, 18 GDPR, § 84 SGB X).
sheet-right-carry = Taking along: what you told us yourself you get as a file (Art. 20 GDPR).
sheet-right-object = Objecting: we treat an objection like taking back (Art. 21 GDPR, § 84 (5) SGB X).
sheet-right-withdraw = Taking back: you can say no at any time, at either body, without a reason. You get money and help all the same. That it was read before was lawful. What somebody wrote down of it must be deleted, unless a law demands that it is kept (Art. 7 (3) GDPR, Art. 17 GDPR).
sheet-right-complain = Complaint: { $authority }, { $contact } (Art. 77 GDPR, § 81 SGB X).
sheet-right-ombuds = About help of the Jugendamt an ombuds office advises too, independent and free of charge (§ 9a SGB VIII).
sheet-right-no-machine = No computer decides about you (Art. 22 GDPR).
sheet-easy = In plain words
sheet-easy-read = You said yes. Or others said yes for you. Now another office has read something about you. That was allowed.
sheet-easy-storage = The other office gets no copy. What did the office read? That stays written down: until three years after FAM has ended. The joint plan is deleted earlier: six months after FAM has ended.
sheet-easy-rights = You may ask: what is stored about me? You can always say no. You may complain.
sheet-version = Version { $version }
sheet-back = Back to the list
