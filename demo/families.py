"""The 14 families as the description of the demo tells of them (its section 3)."""

from demo.people import BOTH, BY_ORDER, SOLE, Custody, Household, Member

WEST, NORTH = ("U01", "U07"), ("U02", "U08")

F01 = Household(
    "F01", "FAM-2025-003", "West", "2025-02-03", WEST, "2023-06-01",
    (
        Member("Sandra", "Ahornwald", "1991-03-12", "female", "Mutter"),
        Member("Mia", "Ahornwald", "2017-09-04", "female", "Kind", SOLE),
        Member("Ben", "Ahornwald", "2021-01-21", "male", "Kind", SOLE),
    ),
    {"A": ("Ahornweg 7", "Birkenfurt")},
    accounts={"1": ("sandra.ahornwald", "parent")},
)  # fmt: skip
F02 = Household(
    "F02", "FAM-2025-007", "Mitte", "2025-04-15", WEST, "2023-11-01",
    (
        Member("Julia", "Brombeer", "1988-06-23", "female", "Mutter"),
        Member("Markus", "Brombeer", "1986-02-02", "male", "Vater", homes="B"),
        Member("Leon", "Brombeer", "2013-11-30", "male", "Kind", BOTH),
        Member("Emma", "Brombeer", "2016-05-17", "female", "Kind", BOTH),
    ),
    {"A": ("Brombeerhang 12", "Talbrück"), "B": ("Quellgasse 3", "Quellstadt")},
    without_benefit="2",
    accounts={"1": ("julia.brombeer", "parent"), "2": ("markus.brombeer", "parent")},
)  # fmt: skip
F03 = Household(
    "F03", "FAM-2025-011", "West", "2025-09-01", WEST, "2024-02-01",
    (
        Member("Nicole", "Distelau", "1985-09-09", "female", "Mutter von Tim und Ela"),
        Member("Cem", "Zeytindal", "1983-04-14", "male", "Partner, Vater von Deniz und Ela", languages=("de", "tr")),
        Member("Tim", "Distelau", "2012-11-11", "male", "Kind (im Wechsel)", Custody("16"), homes="AB"),
        Member("Deniz", "Zeytindal", "2010-07-06", "male", "Kind", Custody("27"), languages=("de", "tr")),
        Member("Ela", "Zeytindal", "2019-02-28", "female", "Kind", SOLE),
        Member("Olaf", "Distelau", "1982-10-20", "male", "Vater von Tim", homes="B"),
        Member("Sevgi", "Narbahçe", "1985-05-05", "female", "Mutter von Deniz", homes="C", languages=("de", "tr")),
    ),
    {"A": ("Distelgrund 4", "Birkenfurt"), "B": ("Uferstraße 21", "Talbrück"), "C": ("Olivenweg 9", "Neu-Eichen")},
    without_benefit="67",
)  # fmt: skip
F04 = Household(
    "F04", "FAM-2026-002", "Nord", "2026-09-15", ("U03", "U08"), "2026-09-01",
    (
        Member("Kim", "Efeuland", "2006-03-30", "other", "junge volljährige Person", salutation="keine Anrede"),
        Member("Ute", "Efeuland", "1979-01-19", "female", "Mutter", homes="", is_third=True),
    ),
    {"A": ("Efeugasse 2", "Quellstadt")},
    proposed_by="jugendamt",
    accounts={"1": ("kim.efeuland", "young_person")},
)  # fmt: skip
F05 = Household(
    "F05", "FAM-2025-014", "Ost", "2025-11-30", NORTH, "2023-09-01",
    (
        Member("Zahra", "Rummanzadeh", "1990-08-01", "female", "Mutter", languages=("prs",)),
        Member("Farid", "Rummanzadeh", "1987-05-20", "male", "Vater", languages=("prs",)),
        Member("Mina", "Rummanzadeh", "2009-12-15", "female", "Kind", BOTH, languages=("de", "prs")),
        Member("Omid", "Rummanzadeh", "2013-03-03", "male", "Kind", BOTH, languages=("de", "prs")),
        Member("Soraya", "Rummanzadeh", "2018-10-10", "female", "Kind", BOTH, languages=("de", "prs")),
        Member("Arman", "Rummanzadeh", "2026-02-14", "male", "Kind", BOTH, languages=("prs",)),
    ),
    {"A": ("Granatweg 15", "Neu-Eichen")},
    accounts={"1": ("zahra.rummanzadeh", "parent")},
)  # fmt: skip
F06 = Household(
    "F06", "FAM-2025-016", "Ost", "2026-01-12", NORTH, "2023-10-01",
    (
        Member("Anja", "Ginsterhof", "1980-10-19", "female", "Mutter"),
        Member("Peter", "Ginsterhof", "1978-01-30", "male", "Vater"),
        Member("Jonas", "Ginsterhof", "2009-01-05", "male", "Kind", BOTH),
        Member("Lara", "Ginsterhof", "2010-04-22", "female", "Kind", BOTH),
        Member("Finn", "Ginsterhof", "2015-07-07", "male", "Kind", BOTH),
    ),
    {"A": ("Ginsterheide 30", "Neu-Eichen")},
    accounts={"4": ("lara.ginsterhof", "young_person")},
)  # fmt: skip
F07 = Household(
    "F07", "FAM-2026-004", "Mitte", "2026-03-02", WEST, "2024-01-01",
    (
        Member("Beate", "Haselstrauch", "1984-12-02", "female", "Mutter"),
        Member("Nele", "Haselstrauch", "2011-05-13", "female", "Kind", BY_ORDER),
        Member("Piet", "Haselstrauch", "2014-02-20", "male", "Kind", BY_ORDER),
    ),
    {"A": ("Haselweg 18", "Talbrück")},
    accounts={"2": ("nele.haselstrauch", "young_person")},
)  # fmt: skip
F08 = Household(
    "F08", "FAM-2026-006", "West", "2026-05-04", WEST, "2024-05-01",
    (
        Member("Jessica", "Farnkraut", "2002-06-06", "female", "Mutter"),
        Member("Kevin", "Farnkraut", "1999-11-30", "male", "Vater"),
        Member("Lina", "Farnkraut", "2025-03-18", "female", "Kind", BOTH),
    ),
    {"A": ("Farnstraße 44", "Birkenfurt")},
    focus="3",
)  # fmt: skip
F09 = Household(
    "F09", "FAM-2024-001", "Mitte", "2024-09-01", WEST, "2021-03-01",
    (
        Member("Katrin", "Immergrün", "1982-07-15", "female", "Mutter"),
        Member("Ole", "Immergrün", "2008-09-09", "male", "Kind (volljährig)", BY_ORDER),
        Member("Jule", "Immergrün", "2012-12-12", "female", "Kind", BY_ORDER),
    ),
    {"A": ("Immergrünpfad 5", "Talbrück")},
    status="ended",
    until="2026-08-31",
)  # fmt: skip
F10 = Household(
    "F10", "FAM-2026-008", "Nord", "2026-07-01", ("U03", "U08"), "2026-01-01",
    (
        Member("Alina", "Kornblum", "2007-01-25", "female", "Mutter"),
        Member("Mats", "Kornblum", "2025-12-01", "male", "Kind", SOLE),
        Member("Tarek", "Ringelblum", "2005-03-17", "male", "Vater von Mats", homes="B"),
    ),
    {"A": ("Kornblumenring 8", "Quellstadt"), "B": ("Bachzeile 11", "Quellstadt")},
    proposed_by="jugendamt",
    without_benefit="3",
)  # fmt: skip
F11 = Household(
    "F11", "FAM-2026-001", "West", "2026-01-19", WEST, "2023-08-01",
    (
        Member("Doris", "Lerchensporn", "1987-03-27", "female", "Mutter"),
        Member("Uwe", "Lerchensporn", "1984-08-08", "male", "Vater"),
        Member("Pascal", "Lerchensporn", "2014-06-18", "male", "Kind", BOTH),
        Member("Svenja", "Lerchensporn", "2017-01-09", "female", "Kind", BOTH),
    ),
    {"A": ("Lerchenweg 27", "Birkenfurt")},
    proposed_by="jugendamt",
    focus="3",
)  # fmt: skip
F12 = Household(
    "F12", "FAM-2025-018", "Ost", "2025-08-01", NORTH, "2022-12-01",
    (
        Member("Grit", "Mohnfeld", "1983-11-11", "female", "Mutter"),
        Member("Elias", "Mohnfeld", "2008-12-20", "male", "Kind", BY_ORDER),
        Member("Noah", "Mohnfeld", "2011-12-08", "male", "Kind", BY_ORDER),
    ),
    {"A": ("Mohnwiese 6", "Neu-Eichen")},
    accounts={"1": ("grit.mohnfeld", "parent"), "3": ("noah.mohnfeld", "young_person")},
)  # fmt: skip
F13 = Household(
    "F13", "FAM-2026-A05", "West", "2026-11-02", WEST, "2023-05-01",
    (
        Member("Daniela", "Nesselgrund", "1989-02-14", "female", "Mutter"),
        Member("Rico", "Nesselgrund", "1990-09-21", "male", "Vater"),
        Member("Amy", "Nesselgrund", "2019-01-30", "female", "Kind", BOTH),
        Member("Luca", "Nesselgrund", "2022-08-15", "male", "Kind", BOTH),
    ),
    {"A": ("Nesselstieg 3", "Birkenfurt")},
    status="proposed",
)  # fmt: skip
F14 = Household(
    "F14", "FAM-2025-020", "Nord", "2025-10-01", NORTH, "2023-07-01",
    (
        Member("Irina", "Quittengarten", "1990-09-30", "female", "Mutter", languages=("de", "ru"), is_protected=True),
        Member("Stefan", "Quittengarten", "1988-04-03", "male", "Vater", homes="B"),
        Member("Alma", "Quittengarten", "2015-02-19", "female", "Kind", BOTH, "A", ("de", "ru"), is_protected=True),
        Member("Jakob", "Quittengarten", "2018-06-08", "male", "Kind", BOTH, "A", ("de", "ru"), is_protected=True),
    ),
    {"A": ("Schutzhaus 1", "Quellstadt"), "B": ("Quittenallee 19", "Neu-Eichen")},
    accounts={"1": ("irina.quittengarten", "parent"), "2": ("stefan.quittengarten", "parent")},
)  # fmt: skip

FAMILIES = (F01, F02, F03, F04, F05, F06, F07, F08, F09, F10, F11, F12, F13, F14)
