# What lacks before a consent counts: who, why, by which section of the law

lack-heading = still missing:
lack-line = { $name } – { $ground }
lack-said = { $line }: { $said }
lack-about = { $line } – for { $names }
lack-part = { $line } – only { $categories }
lack-complete = All signatures are there.

ground-own_adult = decides for themselves (§ 67b (2) SGB X)
ground-own_alone = from 15 decides alone about data of Pro Arbeit (§ 36 (1) SGB I)
ground-own_beside = from 15 decides as well (§ 36 (1) SGB I)
ground-own_veto = from 14 must agree (§ 8 (1) SGB VIII, § 1626 (2) BGB)
ground-custody_joint = joint custody (§§ 1626, 1629, 1687 BGB)
ground-custody_sole = sole custody (§§ 1626a (3), 1671 BGB)
ground-custody_remaining = sole custody, that of the other person rests or has ended (§§ 1678, 1680 BGB)
ground-custody_decided = decision given by the family court (§ 1628 BGB)
ground-guardian = guardian or court-appointed carer (Pfleger) with this part of custody (§§ 1666, 1789, 1809 BGB)
ground-minor_parent = parent under age, decides beside the legal representative (§ 1673 (2) BGB)
ground-restricted = legal representative, because the capacity to act is restricted (§ 36 (2) SGB I)
ground-betreuer = rechtliche Betreuung in this area (§§ 1814, 1815, 1823 BGB)
ground-confider = has confided it (§ 65 (1) s. 1 no. 1 SGB VIII)
ground-birth_unknown = date of birth is missing (§ 33a SGB I)
ground-no_custodian = nobody of full age with this part of custody is known (§§ 1673 (2), 1773 BGB)
ground-custody_unproven = proof of custody is missing (§ 58 SGB VIII, § 1626a (3) BGB)
ground-insight_doubted = capacity to understand is still to be clarified (§ 36 (1) SGB I, Art. 4 no. 11 GDPR)
ground-no_betreuer = no rechtliche Betreuung in this area is known (§§ 1814, 1815 BGB)
ground-betreuer_unproven = certificate of the Betreuer is missing (§ 290 FamFG)
ground-conflict = rests because of a conflict of interest until the ASD decides (§§ 1666, 1629 (2) s. 3 BGB)
ground-deceased = deceased, the consent ends (§ 35 (5) SGB I)

# What became of the last yes; without a sentence of its own the signature is missing
lack-said-consent_missing = signed while others were still missing; please sign anew
lack-said-consent_expired = the yes has expired
lack-said-consent_not_yet_valid = the yes counts only later
lack-said-form_missing = only spoken so far, written confirmation is missing (§ 67b (2) SGB X)
lack-said-notice_missing = the text lacked a notice, please ask anew (Art. 7 (3) GDPR)
lack-said-not_specific = the text was too vague, please ask anew (Art. 4 no. 11 GDPR)
lack-said-not_understood = in a language that the person does not understand; please ask anew (Art. 7 (2) GDPR, § 10a (1) SGB VIII)
lack-said-not_voluntary = was not free, please ask anew (Art. 7 (4) GDPR)

# Releases from secrecy (§ 203 StGB, D25) and confided notes (§ 65 SGB VIII, C7)
releases-title = Releases from professional secrecy
releases-text = They release a named person or function from secrecy (§ 203 StGB). They are no consent: what is passed on needs both.
paper-bound = Who may speak
own-bound = Secrecy: { $bound } may speak about it.
lack-said-consent_refused = said no
lack-said-consent_withdrawn = took the yes back
note-lacks-nobody = Nobody has been asked. Before it is passed on, these must agree:
note-lacks-still = Passing on ({ $refs }) – still missing:
note-lacks-none = Passing on ({ $refs }): everybody has agreed.
note-lacks-incomplete = Passing on: not complete yet.

# Who must sign a question that is prepared
talk-needed = These must say yes to it:
