kind-log-evaluated = Auswertung des Protokolls nach Regeln
event-log-evaluated = Das System wertete das Protokoll nach Regeln aus
