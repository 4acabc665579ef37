"""Joint case conferences: who is present, what the shared screen shows, what was agreed.

Rule 1: the screen shows what every single person present may see, guests among them; nothing else ever reaches it.
Rule 2: a meeting is known to those who sit in it, topic by topic.
Rule 3: values pass through the gate and are not kept here.
"""
