"""What an example of a rule or an act can say of the tie between who asks and the family, and what is meant by it."""

from hub.terms.access import Mandate, Order

TIES = [
    ("assigned", False, Mandate(assigned=False)),
    ("deputy", True, Mandate(assigned=True, deputy=True)),
    ("related", True, Mandate(assigned=True, related=True)),
    ("hr_decision", True, Mandate(assigned=True, hr_decision=True)),
    ("named", False, Mandate(assigned=True, named=False)),
    ("order", "ended", Mandate(assigned=True, order=Order.ENDED)),
]
