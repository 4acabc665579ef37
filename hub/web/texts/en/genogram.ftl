# Genogram

genogram-title = Genogram
genogram-heading = Who belongs together, and how?
genogram-nothing = Nothing entered yet that may be shown here.
genogram-picture = Genogram { $number }
genogram-scroll = Picture of the genogram, scrolls sideways
genogram-as-table = Show as a table
genogram-legend = □ male · ○ female · ◇ other or not stated · △ pregnancy · number = age · ✕ deceased · double edge = person in focus
genogram-legend-lines = Solid = married · dashed = living together · / separated · // divorced · A = adopted · P dashed = foster child · area with a dashed edge = household; in two areas = alternating
genogram-nameless = { $sex } ({ $age })
genogram-nameless-note = Without names and with age groups: this is how the Jugendamt shares it.
genogram-alternating = { $name } (alternating)
genogram-household = in one household live { $names }
genogram-people = { $count ->
    [1] 1 person, no bond that may be shown here.
   *[other] { $count } people, no bond that may be shown here.
}
genogram-home = { $letters }
genogram-homes = alternating { $letters }
genogram-focus = person in focus
genogram-deceased = deceased
genogram-expected = not born yet
genogram-person = Person
genogram-age = Age
genogram-sex = Sex
genogram-couples = Relationship
genogram-parents = Parents
genogram-households = Household
genogram-notes = Note
sex-female = female
sex-male = male
sex-other = other or not stated
sex-unborn = pregnancy
bond-married = { $one } and { $other } are married
bond-together = { $one } and { $other } live together
bond-separated = { $one } and { $other } live apart
bond-divorced = { $one } and { $other } are divorced
couple-married = married to { $name }
couple-together = lives with { $name }
couple-separated = separated from { $name }
couple-divorced = divorced from { $name }
parents-birth = { $names }
parents-adopted = adopted by { $names }
parents-foster = foster child of { $names }
genogram-line-age = age { $age }
genogram-line-born = born { $day }
genogram-line-deceased = died { $day }
genogram-line-home = { $count ->
    [1] household { $names }
   *[other] alternating between households { $names }
}
genogram-line-birth = { $child } is a child of { $names }
genogram-line-adopted = { $child } was adopted by { $names }
genogram-line-foster = { $child } is a foster child with { $names }
