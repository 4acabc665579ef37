"""A real browser. Without chromium these tests are skipped, and say so."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.demo import Demo, running_demo
from tests.journeys.walking import arrive
from tests.kreis import Kreis
from tests.web.houses import sit_down
from tests.web.servers import serving

expect.set_options(timeout=30_000)  # ms, as for a click: where several tests share a processor five seconds are short

Opens = Callable[..., Page]
CHROMIUM = Path(os.environ.get("HUB_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The whole demo, started as a user starts it, for all tests that neither stop it nor load anything into it.

    It ends with the journeys: left alone it takes a fifteenth of a processor from the tests that follow.
    """
    with running_demo(tmp_path_factory.mktemp("demo"), port=8500) as demo:
        yield demo


@pytest.fixture(scope="package")
def demo_hub(demo: Demo) -> Mapping[str, str]:
    """Its addresses by group."""
    return demo.addresses


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    if not CHROMIUM.exists():
        pytest.skip(f"no chromium at {CHROMIUM}: the journeys in a real browser were not tested")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh profile, at the width of a desk and of a phone; no script of ours is needed to read."""
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, locale="de-DE", java_script_enabled=True
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One window."""
    return context.new_page()


@pytest.fixture
def sign_in(page: Page) -> Callable[..., Page]:
    """`sign_in(address, "Jonas Kranichfeld")`: the page after signing in as a person of the demo."""

    def sign_in_as(address: str, name: str, post: str = "") -> Page:
        return arrive(page, address, name, post)

    return sign_in_as


@pytest.fixture
def opens(kreis: Kreis, chromium: Browser) -> Iterator[Opens]:
    """`opens("U01", "jobcenter", width=390)`: a window of somebody who is signed in, with or without a script."""
    with ExitStack() as stack:

        def opens_as(ref: str, group: str, width: int = 1280, *, scripts: bool = True) -> Page:
            client = sit_down(kreis, ref, group)
            name = client.application.config["SESSION_COOKIE_NAME"]
            cookie = client.get_cookie(name)
            address = stack.enter_context(serving(client.application))
            context = chromium.new_context(
                viewport={"width": width, "height": 900},
                locale="de-DE",
                base_url=address,
                java_script_enabled=scripts,
            )
            stack.callback(context.close)
            context.add_cookies([{"name": name, "value": cookie.value if cookie else "", "url": address}])
            return context.new_page()

        yield opens_as
