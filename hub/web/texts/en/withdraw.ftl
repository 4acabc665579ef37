# Withdrawal and mistake, as staff enter them

withdraw-link = Enter a withdrawal
withdraw-title = Enter a withdrawal
withdraw-about = Family { $number }, consent { $ref }
withdraw-text = A withdrawal needs no reason. It is in force from its receipt, at both agencies.
withdraw-who = Who takes it back?
withdraw-way = How did the withdrawal arrive?
told-phone = by phone
told-paper = on paper
told-in_person = in a talk
told-portal = on the family page
withdraw-day = Received: day
withdraw-day-hint = for example 16.11.2026
withdraw-hour = Received: time
withdraw-hour-hint = for example 10:14
withdraw-how-much = What is taken back?
withdraw-all = all of it
withdraw-part = only a part
withdraw-part-legend = Only for “a part”
withdraw-part-hint = Where nothing is ticked, the withdrawal is for all.
withdraw-part-persons = What is about
withdraw-part-categories = Areas
withdraw-part-recipients = Who shall not see it any more
withdraw-button = Take back
withdraw-cancel = Back, enter nothing
withdraw-nobody = Nobody has said yes to this consent yet. There is nothing to take back.
withdraw-wrong = Not entered yet:
withdraw-fault-person = Please choose who takes it back.
withdraw-fault-told = Please choose how the withdrawal arrived.
withdraw-fault-when = Please give day and time of receipt.
withdraw-fault-future = The receipt lies in the future.
withdraw-fault-before_the_yes = The receipt lies before the yes.
withdraw-fault-key_used = Something else was sent under this key.
withdraw-fault-stale = Something was declared on the paper meanwhile.
withdraw-fault-nothing_named = Please tick which part is taken back.
withdrawn-title = Withdrawal entered
withdrawn-text = { $name } has taken it back. Received: { $at }.
withdrawn-lost = From now on { $recipients } does not see because of this consent any more: { $categories } – { $persons }.
withdrawn-late = What was read between receipt and entry is looked at by the data protection officer.
withdrawn-before = What was read lawfully before stays lawful. Whoever read it confirms that it is deleted, or names the legal basis.
withdrawn-back = To the consents
void-link = Entered by mistake
void-title = Invalid – entered by mistake
void-text = The consent opens nothing from today on. The entry stays, with the reason.
void-reason = Reason
void-wrong_person = wrong person
void-wrong_family = wrong family
void-entered_twice = entered twice
void-other_text = another text was signed
void-not_said = it was not said like this
void-button = Mark as a mistake
void-fault-reason = Please choose a reason.
void-fault-holds_a_no = Somebody said no or took it back here. That stays valid; ask the person anew.
kind-consent-voided = consent entered by mistake
event-consent-voided = { $named ->
    [0] { $who } marked a consent as entered by mistake
   *[other] { $who } marked a consent as entered by mistake: { $what }
}
problem-restore-pending = The system is being restored
    .text = A backup was put back. Before anything is shown, the withdrawals since then are entered.
    .way = Please try again later.
recalls-title = To be confirmed after a withdrawal or a mistake
recalls-link = To be confirmed after a withdrawal or a mistake
recalls-text = These members of staff could look while the consent counted or was on record. What happened before a withdrawal stays lawful. What of it stands in records of their own and has no other basis is to be deleted.
recalls-notice = Notice to the recipients (Art. 19 GDPR): the person has taken back their consent. Please delete what you received by it, or name the legal basis on which you keep it.
recalls-notice-mistake = Notice to the recipients (Art. 17(1), Art. 19 GDPR): a consent was entered by mistake and carries nothing. Please delete what you received by it, or name the legal basis on which you keep it.
recalls-none = There is nothing to confirm.
recalls-line = { $name }, { $agency }: { $categories } – { $persons }
recalls-line-unnamed = Not known by name any more, { $agency }: { $categories } – { $persons }. Who it was is no longer in the log after six months; what the agency received is in the disclosure register.
recalls-fields = { $category } ({ $fields })
recalls-seen = Last looked at on { $last }. Withdrawal of { $ref } on { $back }.
recalls-seen-mistake = Last looked at on { $last }. { $ref } was entered by mistake and does not count since { $back }.
recalls-answered = { $answer } ({ $at })
recalls-answer-legend = What became of it?
recalls-button = Confirm
recalls-waiting = Not confirmed by the other agency yet.
recall-nothing_kept = Nothing written down, nothing copied.
recall-deleted = Deleted.
recall-own_task = The same was collected independently, by oneself. What was received is deleted.
recalls-received = By the register of disclosures, received on this basis in { $looks ->
    [one] one look
   *[other] { $looks } looks
} ({ $roles }; { $first } to { $last }):
recalls-gone-out = By our own register, given on the basis of { $ref } to { $agency }, in { $looks ->
    [one] one look
   *[other] { $looks } looks
} ({ $roles }; { $first } to { $last }):
recalls-gone-out-unclear = What went to { $agency } on the basis of { $ref }, our own register does not say completely.
recalls-received-of = { $person }: { $categories }
recalls-received-nothing = By the register of disclosures, nothing was received on this basis.
recall-nothing_received = By the register of disclosures, nothing received.
recall-restricted = Restricted: it cannot be deleted yet (§ 84 Abs. 3 SGB X).
kind-consent-recall_answered = confirmation after a withdrawal
event-consent-recall_answered = { $named ->
    [0] { $who } confirmed after a withdrawal
   *[other] { $who } confirmed after a withdrawal: { $what }
}
recalls-at-table = Who sat at the table
recalls-at-table-text = These people have no page of their own here. They sat in front of the shared screen when something was shown, and the consent named them. Please tell them that it no longer counts and that they are to destroy notes about it (Art. 19 GDPR, § 78 SGB X). Nothing is sent.
recalls-at-table-guest = { $name } ({ $guest })
recalls-at-table-line = { $who }: { $categories } – { $persons }
recalls-at-table-button = They were told
recalls-at-table-told = Told ({ $at })
recalls-at-table-waiting = Not told yet; that is for the agency that showed the screen.
