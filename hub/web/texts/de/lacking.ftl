# Was noch fehlt, bevor eine Einwilligung zählt: wer, warum, nach welchem Paragraphen

lack-heading = fehlt noch:
lack-line = { $name } – { $ground }
lack-said = { $line }: { $said }
lack-about = { $line } – für { $names }
lack-part = { $line } – nur { $categories }
lack-complete = Unterschriften vollständig.

ground-own_adult = entscheidet selbst (§ 67b Abs. 2 SGB X)
ground-own_alone = entscheidet ab 15 allein über Angaben von Pro Arbeit (§ 36 Abs. 1 SGB I)
ground-own_beside = entscheidet ab 15 selbst mit (§ 36 Abs. 1 SGB I)
ground-own_veto = entscheidet ab 14 mit (§ 8 Abs. 1 SGB VIII, § 1626 Abs. 2 BGB)
ground-custody_joint = gemeinsam sorgeberechtigt (§§ 1626, 1629, 1687 BGB)
ground-custody_sole = allein sorgeberechtigt (§§ 1626a Abs. 3, 1671 BGB)
ground-custody_remaining = allein sorgeberechtigt, die Sorge der anderen Person ruht oder ist beendet (§§ 1678, 1680 BGB)
ground-custody_decided = Entscheidung vom Familiengericht übertragen (§ 1628 BGB)
ground-guardian = Vormund oder Pfleger*in mit diesem Teil der Sorge (§§ 1666, 1789, 1809 BGB)
ground-minor_parent = minderjähriger Elternteil, entscheidet neben der gesetzlichen Vertretung (§ 1673 Abs. 2 BGB)
ground-restricted = gesetzliche Vertretung, weil die Handlungsfähigkeit eingeschränkt ist (§ 36 Abs. 2 SGB I)
ground-betreuer = rechtliche Betreuung in diesem Aufgabenbereich (§§ 1814, 1815, 1823 BGB)
ground-confider = hat es anvertraut (§ 65 Abs. 1 S. 1 Nr. 1 SGB VIII)
ground-birth_unknown = Geburtsdatum fehlt (§ 33a SGB I)
ground-no_custodian = keine volljährige Person mit diesem Teil der Sorge bekannt (§§ 1673 Abs. 2, 1773 BGB)
ground-custody_unproven = Nachweis der Sorge fehlt (§ 58 SGB VIII, § 1626a Abs. 3 BGB)
ground-insight_doubted = Einsichtsfähigkeit ist noch zu klären (§ 36 Abs. 1 SGB I, Art. 4 Nr. 11 DSGVO)
ground-no_betreuer = keine rechtliche Betreuung in diesem Aufgabenbereich bekannt (§§ 1814, 1815 BGB)
ground-betreuer_unproven = Betreuerausweis fehlt (§ 290 FamFG)
ground-conflict = ruht wegen eines Interessenkonflikts, bis der ASD entscheidet (§§ 1666, 1629 Abs. 2 S. 3 BGB)
ground-deceased = verstorben, die Einwilligung endet (§ 35 Abs. 5 SGB I)

# Was aus dem letzten Ja wurde; ohne eigenen Satz fehlt die Unterschrift
lack-said-consent_missing = hat unterschrieben, als andere noch fehlten; bitte neu unterschreiben
lack-said-consent_expired = das Ja ist abgelaufen
lack-said-consent_not_yet_valid = das Ja gilt erst später
lack-said-form_missing = bisher nur mündlich, schriftliche Bestätigung fehlt (§ 67b Abs. 2 SGB X)
lack-said-notice_missing = im Text fehlte ein Hinweis, bitte neu fragen (Art. 7 Abs. 3 DSGVO)
lack-said-not_specific = der Text war zu unbestimmt, bitte neu fragen (Art. 4 Nr. 11 DSGVO)
lack-said-not_understood = in einer Sprache, die die Person nicht versteht; bitte neu fragen (Art. 7 Abs. 2 DSGVO, § 10a Abs. 1 SGB VIII)
lack-said-not_voluntary = war nicht freiwillig, bitte neu fragen (Art. 7 Abs. 4 DSGVO)

# Schweigepflichtentbindungen (§ 203 StGB, D25) und anvertraute Notizen (§ 65 SGB VIII, C7)
releases-title = Schweigepflichtentbindungen
releases-text = Sie entbinden eine benannte Person oder Funktion von der Schweigepflicht (§ 203 StGB). Sie sind keine Einwilligung: Was weitergegeben wird, braucht beides.
paper-bound = Wer sprechen darf
own-bound = Schweigepflicht: { $bound } darf dazu sprechen.
lack-said-consent_refused = hat Nein gesagt
lack-said-consent_withdrawn = hat das Ja zurückgenommen
note-lacks-nobody = Noch niemand gefragt. Vor dem Weitergeben müssen zustimmen:
note-lacks-still = Weitergeben ({ $refs }) – fehlt noch:
note-lacks-none = Weitergeben ({ $refs }): alle haben zugestimmt.
note-lacks-incomplete = Weitergeben: noch nicht vollständig.

# Wer eine vorbereitete Frage unterschreiben muss
talk-needed = Ja sagen müssen dazu:
