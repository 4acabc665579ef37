"""What stops a start: a setting that is missing, or one that cannot be understood."""


class SettingMissing(RuntimeError):
    """The hub cannot start without it."""


class SettingFaulty(RuntimeError):
    """A setting cannot be understood: the message names it, and what it should look like."""
