talk-fault-reason_signs = Der Grund enthält Zeichen, die man nicht sieht. Bitte tippen Sie ihn neu.
talk-fault-place = Der Ort enthält Zeichen, die man nicht sieht. Bitte tippen Sie ihn neu.
talk-fault-interpreter = Der Name der übersetzenden Person enthält Zeichen, die man nicht sieht. Bitte tippen Sie ihn neu.
talk-fault-meanwhile = Seit der Unterschrift wurde etwas davon zurückgenommen. Bitte sprechen Sie noch einmal darüber.
