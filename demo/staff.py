"""Agencies and staff (section 2). A lead who stands in for a worker does so in a second post while it lasts."""

from collections.abc import Mapping, Sequence

AGENCIES: Sequence[Mapping[str, str]] = (
    {"id": "jobcenter", "kind": "jobcenter", "name": "Pro Arbeit – Kreis Musterau (AöR), Kommunales Jobcenter",
     "short": "Pro Arbeit"},
    {"id": "jugendamt", "kind": "jugendamt", "name": "Jugendamt Kreis Musterau, Allgemeiner Sozialer Dienst",
     "short": "ASD"},
    {"id": "oft", "kind": "provider", "name": "Musterauer Familienwerk gGmbH (OFT)", "short": "OFT"},
    {"id": "nb", "kind": "provider", "name": "Brückensteg Jugendhilfe gGmbH (Nachbetreuung)", "short": "NB"},
)  # fmt: skip

Post = Mapping[str, str]


def _post(role: str, agency: str, since: str = "", until: str = "") -> Post:
    return {"role": role, "agency": agency, **({"from": since} if since else {}), **({"to": until} if until else {})}


def _both(role: str) -> tuple[Post, Post]:
    """Appointed by both bodies: acts for one at a time, chosen at sign-in."""
    return _post(role, "jobcenter"), _post(role, "jugendamt")


STAFF: Sequence[tuple[str, str, tuple[Post, ...]]] = (
    ("U01", "Jonas Kranichfeld", (_post("jobcoach", "jobcenter"),)),
    ("U02", "Leyla Serçe", (_post("jobcoach", "jobcenter"),)),
    ("U03", "Miriam Eisvogel", (_post("jobcoach_u25", "jobcenter"),)),
    ("U04", "Tobias Zaunkönig", (_post("jobcoach", "jobcenter"),)),
    ("U05", "Karin Haselstrauch", (_post("benefit_officer", "jobcenter"),)),
    ("U06", "Dorothea Wiedehopf", (_post("fam_coordinator", "jobcenter"),)),
    ("U07", "Henrike Steinkauz", (_post("asd_worker", "jugendamt"),)),
    ("U08", "Viktor Pirol", (_post("asd_worker", "jugendamt"),)),
    (
        "U09",
        "Sabine Rotmilan",
        (_post("asd_lead", "jugendamt"), _post("asd_deputy", "jugendamt", "2026-10-18", "2026-11-30")),
    ),
    ("U10", "Emil Mauersegler", (_post("asd_deputy", "jugendamt"),)),
    ("U11", "Nadja Goldammer", (_post("asd_worker", "jugendamt", "", "2026-10-31"),)),
    ("U12", "Ronja Haubentaucher", (_post("provider_worker", "oft"),)),
    ("U13", "Bernd Uferschwalbe", (_post("provider_lead", "oft"),)),
    ("U14", "Aylin Feldlerche", (_post("provider_worker", "nb"),)),
    ("U15", "Paula Bekassine", (_post("provider_lead", "nb"),)),
    ("U16", "Dr. Ulrike Silberreiher", _both("dpo")),
    ("U17", "Frank Grünspecht", _both("staff_council")),
    ("U18", "Carla Kleiber", (_post("planner", "jugendamt"),)),
    ("U19", "Max Stieglitz", _both("it_admin")),
    ("U21", "Gisela Storchenau", (_post("asd_lead", "jugendamt"),)),
    ("U22", "Ralf Habichtsee", (_post("jobcenter_lead", "jobcenter"),)),
    ("U23", "Till Buchfink", (_post("jobcoach", "jobcenter"),)),
)
"""U20, who interprets, has no account; consents name her as a contact outside."""

NAMES = {ref: name for ref, name, _ in STAFF}
