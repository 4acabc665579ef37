# Datenschutzhinweise: die Seite, die jede Familie ohne Anmeldung lesen kann (Art. 13, 26 DSGVO)

privacy-title = Datenschutzhinweise
privacy-text = Für Familien im Familienmanagement (FAM): wer verantwortlich ist, was auch ohne Ihr Ja geschieht und welche Rechte Sie haben. Für diese Seite müssen Sie sich nicht anmelden.
privacy-short = In Leichter Sprache
privacy-short-who = Zwei Ämter arbeiten zusammen: das Job-Center und das Jugend-Amt. Auf die gemeinsame Akte passen beide zusammen auf. Auf die eigenen Sachen passt jedes Amt allein auf.
privacy-short-yes = Mit Ihrem Ja dürfen die anderen lesen. Ohne Ihr Ja zeigen wir nur, was ein Gesetz erlaubt.
privacy-short-no = Ihr Nein ändert das Geld vom Job-Center **nicht**. Ihr Nein ändert die Hilfe vom Jugend-Amt **nicht**.
privacy-short-protection = Ist ein Kind in Gefahr? Dann hilft das Jugend-Amt. Auch ohne Ihr Ja. Wenn es geht, spricht es vorher mit Ihnen.
privacy-short-rights = Sie dürfen fragen: Was steht über mich da? Sie dürfen sagen: Das ist falsch. Oder: Löschen Sie das. Sie dürfen sich beschweren.
privacy-yes = Ihr Ja und Ihr Nein
privacy-yes-text = Eine Stelle sieht Angaben der anderen mit Ihrem Ja, oder mit dem Ja derer, die für Sie entscheiden. Ohne ein Ja gilt: Gezeigt wird nur, was ein Gesetz im Einzelfall erlaubt. Sie müssen nicht zustimmen. Geld vom Jobcenter und Hilfe vom Jugendamt bekommen Sie trotzdem. Für das FAM brauchen wir ein Ja zu Kontakt und gemeinsamer Planung. Sonst geht FAM vielleicht nicht. Alles andere ist frei.
privacy-protection = Wenn ein Kind in Gefahr ist
privacy-protection-text = Ist ein Kind in Gefahr, dürfen oder müssen Fachkräfte handeln, auch ohne Ihr Ja. Wenn es das Kind nicht gefährdet, sprechen sie vorher mit Ihnen (§ 8a SGB VIII, § 4 KKG).
