# Papers of accountability: register, arrangement, impact assessment, stand of consents.

menu-papers = Papers
papers-title = Papers of accountability
papers-text = These papers are made the moment you open them: from the catalogue of fields, the rules in force, the periods and the settings. What only people decide stands in them as open until it is agreed. They are in German.
papers-read = Read
papers-pdf = Take along as PDF
papers-data = Take along as data (JSON)
papers-back = Back to the papers
papers-page = Seite
papers-limits = Opening the stand of consents is an entry in the log. Numbers below five are shown as “•”. Staff are counted nowhere.
paper-verzeichnis = Register of processing activities
    .text = What your office processes in FAM, for what, about whom, for whom and for how long (Art. 30 GDPR).
paper-vereinbarung = Essence of the arrangement
    .text = Who is jointly responsible for what, fit to be made available to families (Art. 26 GDPR).
paper-folgenabschaetzung = Impact assessment with register of risks
    .text = Frame of the data protection impact assessment: necessity, risks, measures and the tests that show them (Art. 35 GDPR).
paper-abrufverfahren = What is laid down for retrieval
    .text = Occasion, recipients, kinds of data, measures, and what has to happen before the start (§ 79 SGB X).
paper-einwilligungsstand = Stand of consents
    .text = For how many persons which categories are open, refused or ended, as numbers alone (Art. 5(2) GDPR).

kind-log-coverage = look at the stand of consents
event-log-coverage = { $who } looked at the stand of consents in numbers
event-log-coverage-denied = { $who } wanted to look at the stand of consents in numbers and was refused
