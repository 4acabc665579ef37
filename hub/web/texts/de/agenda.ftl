# Was heute wichtig ist
agenda-consent-ends = Einwilligung läuft ab
agenda-purpose = Die nächsten 30 Tage, gelesen für „{ $purpose }“. Auch das steht im Protokoll.
agenda-unknown = Ihre Termine können gerade nicht geladen werden. Alles andere geht.
