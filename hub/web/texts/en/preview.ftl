# Looking ahead: what somebody would see. `du` is for children under 15, `easy` is plain language.

kind-access-preview = look ahead
event-access-preview = { $named ->
    [0] { $who } looked ahead
   *[other] { $who } looked ahead and read { $what }
}

preview-title = Look ahead
preview-link = Look ahead: what does the other side see?
preview-own-link = What does the person see?
preview-own-link-of = What does the person see because of consent { $ref }?
preview-heading = What { $name } sees
preview-text = This is the page as it is now, and without the consent { $ref }. It is decided like a real look. Nothing is stored or released.
preview-text-talk = This is the page with these answers. It is decided like a real look. Nothing is stored or released.
preview-talk-button = Look ahead with these answers (new window)
preview-talk-link = Look ahead: if all questions are answered with yes
preview-all-later = All questions are open. So nothing changes.
preview-back-talk = To the talk
preview-own-part = Only what your own agency entered and what both keep together stands here. What the other agency has, and whether it has anything, does not.
preview-recipients = Whose page
preview-purposes = What for
preview-asked = Asked about: { $categories }.
preview-back = To the consents
preview-own-back = To my consents
    .du = To your consents

preview-nothing = { $name } sees nothing of this.
preview-no-page = { $name } has no page in this program. There is nothing to look ahead at.
    .easy = { $name } has no page here.
preview-no-recipient = Nobody is named here. So this opens nothing.
preview-summary = { $name } sees { $now ->
    [0] nothing of this
    [one] one of these pieces
   *[other] { $now } of these pieces
} now, and { $rest }.
preview-then-no_yes = { $then ->
    [0] none
    [one] one
   *[other] { $then }
} without your yes
    .du = { $then ->
    [0] none
    [one] one
   *[other] { $then }
} without your yes
preview-then-my_yes = { $then ->
    [0] none
    [one] one
   *[other] { $then }
} with your yes
    .du = { $then ->
    [0] none
    [one] one
   *[other] { $then }
} with your yes
preview-then-no_paper = { $then ->
    [0] none
    [one] one
   *[other] { $then }
} without this consent
preview-then-answers = { $then ->
    [0] none
    [one] one
   *[other] { $then }
} with these answers
preview-same-agency = { $name } works at your own agency. What the other agency would open for that does not stand here.
preview-team = This is what somebody of this team sees who works with the family.
preview-from = This is for { $day }: before that it does not count.
preview-assumed = This is shown as if everybody whose answer is needed had answered like this.
preview-unopened = The words do not stand on this page.
preview-change-new = newly visible
preview-change-gone = no longer visible
preview-change-more = visible in more detail
preview-change-less = visible in short only

preview-own-with = This is what the person sees of you now. A “−” stands by what they would no longer see without your yes ({ $ref }). Nothing changes while you only look here.
    .du = This is what the person sees of you now. A “−” stands by what they would no longer see without your yes ({ $ref }). Nothing changes while you only look here.
    .easy = This is what the person sees now. A “−” means: without your yes they do not see it any more. Looking changes nothing.
    .du-easy = This is what the person sees now. A “−” means: without your yes they do not see it any more. Looking changes nothing.
preview-own-without = This is what the person sees of you now. A “+” stands by what your yes to { $ref } would add. You do not have to say yes. Nothing changes while you only look here.
    .du = This is what the person sees of you now. A “+” stands by what your yes to { $ref } would add. You do not have to say yes. Nothing changes while you only look here.
    .easy = This is what the person sees now. A “+” means: with your yes they see it too. You do not have to say yes. Looking changes nothing.
    .du-easy = This is what the person sees now. A “+” means: with your yes they see it too. You do not have to say yes. Looking changes nothing.
preview-limits = What does not stand here
preview-limits-others = What is about other people, even where the person sees it.
    .easy = What is about other people.
preview-limits-own = What the person's own agency has stored itself. No consent is needed for that.
    .easy = What their own office knows already.
preview-limits-law = Some things may not stand on this page. The law says so. That is so for all families.
    .easy = Some things may not stand here. That is so for all families.
preview-limits-why = Why something cannot be seen. Often others have to agree as well.
    .easy = Why something is missing. Often other people have to say yes too.
