"""Who answers for what was shared before a withdrawal."""
