# Entries and parts

entry-numbered = { $label } ({ $number })
entry-part = { $label }, part { $part }: { $persons }

event-keys-wrapped = { $who } opened keys for other bodies after a new consent

menu-families = Families
families-title = My families
families-found-title = Families found
families-purpose = Shown is what may be seen for “{ $purpose }”.
families-caption = Families with names, next date and open points
families-column-nummer = Number
families-column-name = Name
families-column-termin = Next date
families-column-offen = Open
families-none = No family is assigned to you yet.
families-none-found = No family found, or none of yours.
families-found = { $count ->
    [1] One family found.
   *[other] { $count } families found.
}
families-all = All my families
families-more = More families
families-more-found = There are more. Please search more closely.
families-ends = Consent ends on { $day }
families-own-say = Own decision is due
families-written-down = The look at each family is written down; what was searched for is not.
