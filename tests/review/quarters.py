"""What pages call somebody in a quarter, worked out behind the doors."""

from dataclasses import replace

from hub.review.context.aliases import Aliases, period_of
from hub.review.log import open_log
from hub.terms.lists import Agency
from hub.terms.log import LogQuery


def number_of(kreis, ref, period=None):
    """A filter by the number that a member of staff has in a quarter; the officers' first reading makes the quarter."""
    officer = replace(kreis.principal("U16", "oversight"), agency=Agency.JOBCENTER)
    open_log(kreis.house("oversight"), officer, LogQuery(limit=1), kreis.at)
    rows = kreis.superuser().execute("select period, secret from review.period").fetchall()
    aliases, period = Aliases(dict(rows)), period or period_of(kreis.at)
    return {"pseudonym": aliases.alias(period, kreis.principal(ref).pseudonym), "period": period}
