"""Rules of a house where there are none."""


class NoRules:
    """No version, no proposal."""

    def versions(self):
        """None."""
        return ()

    def matrix(self, number, role):
        """None."""

    def cell(self, number, ref):
        """None."""

    def proposals(self, principal, at):
        """None."""
        return ()

    def proposal(self, principal, number, at):
        """None."""
