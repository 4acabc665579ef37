"""The queue of keys, moved on as the threads of all process groups move it."""

from hub.gate.following import answer_wanted
from hub.gate.key_queue import read_answers, send_askings
from tests.kreis import Kreis

MAKERS = ("jobcenter", "jugendamt", "provider")


def send(kreis: Kreis) -> int:
    """Whoever asked signs and sends."""
    return sum(send_askings(kreis.house(group)) for group in (*MAKERS, "family"))


def answer_makers(kreis: Kreis) -> int:
    """Sent, answered by every maker, read by whoever asked; of how many families."""
    send(kreis)
    answered = sum(answer_wanted(kreis.house(group), kreis.at) for group in MAKERS)
    for group in (*MAKERS, "family"):
        read_answers(kreis.house(group), kreis.at)
    return answered
