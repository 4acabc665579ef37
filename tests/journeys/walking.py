"""Who walks where: the pages that each role of the demo has, for checks on every one of them and for pictures."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

Z2 = "?zweck=fam_joint_support"


@dataclass(frozen=True)
class Walk:
    """Somebody of the demo, where they sign in, and their pages; `more` are looked at by people alone."""

    ref: str
    name: str
    group: str
    paths: tuple[str, ...]
    more: tuple[str, ...] = ()

    @property
    def purpose(self) -> str:
        """A purpose of their role, or any where there is none."""
        own = {"U05": "livelihood", "U12": "provider_service", "U16": "dpo_control"}
        return f"?zweck={own[self.ref]}" if self.ref in own else Z2


def _case(number: str, purpose: str = Z2) -> tuple[str, ...]:
    under = ("", "/personen", "/genogramm", "/einwilligungen", "/notiz")
    return (f"/familien/{number}", *(f"/familien/{number}{part}{purpose}" for part in under))


def _cases(*numbers: str) -> tuple[str, ...]:
    return tuple(path for number in numbers for path in _case(number))


WALKS = (
    Walk(
        "U01",
        "Jonas Kranichfeld",
        "jobcenter",
        ("/start", "/familien", "/aufgaben", "/vertretungen", "/meine-zugriffe", *_case("FAM-2025-011")),
        ("/befangenheit", *_cases("FAM-2025-003", "FAM-2025-007", "FAM-2026-004", "FAM-2026-006", "FAM-2026-001")),
    ),
    Walk(
        "U02",
        "Leyla Serçe",
        "jobcenter",
        (),
        ("/aufgaben", *_cases("FAM-2025-014", "FAM-2025-016", "FAM-2025-018", "FAM-2025-020")),
    ),
    Walk("U03", "Miriam Eisvogel", "jobcenter", (), _cases("FAM-2026-002", "FAM-2026-008")),
    Walk("U05", "Karin Haselstrauch", "jobcenter", ("/start", "/familien")),
    Walk(
        "U07",
        "Henrike Steinkauz",
        "jugendamt",
        (*_case("FAM-2026-006"), "/familien/FAM-2026-006/personen?zweck=sgb8_child_protection"),
        ("/start", "/familien", *_cases("FAM-2025-003", "FAM-2026-004")),
    ),
    Walk("U12", "Ronja Haubentaucher", "provider", ("/start", *_case("FAM-2026-001", "?zweck=provider_service"))),
    Walk("U16", "Dr. Ulrike Silberreiher", "oversight", ("/datenschutz/protokoll", "/meine-zugriffe"), ("/start",)),
    Walk(
        "U17",
        "Frank Grünspecht",
        "oversight",
        ("/anfragen", "/rueckfragen"),
        ("/start",),
    ),
    Walk("U19", "Max Stieglitz", "oversight", ("/start",), ("/datenschutz/protokoll",)),
)
CHECKED = tuple(walk for walk in WALKS if walk.paths)


def enter(page: Page, addresses: dict[str, str], walk: Walk) -> Page:
    """Sign in as this walk's person."""
    return arrive(page, addresses[walk.group], walk.name)


def arrive(page: Page, address: str, name: str, post: str = "") -> Page:
    """Sign in, and where there are several posts choose this one, or the first. Each click is waited for: what comes
    next must not overtake the answer of the provider."""
    page.goto(f"{address}/anmelden")
    page.get_by_role("link", name="Anmelden", exact=True).click()
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url(f"{address}/**")
    if page.url.startswith(f"{address}/anmelden/stelle"):
        page.get_by_role("main").get_by_role("button", name=post or None).first.click()
        page.wait_for_url(f"{address}/start")
    return page


def keep_picture(page: Page, folder: str, walk: Walk, path: str) -> None:
    """A picture of the whole page, named by who, where and how wide."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    name = path.strip("/").replace("/", "-").replace("?zweck=", "_") or "anfang"
    target = Path(folder) / f"{walk.ref}-{name}-{width}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target, full_page=True)
