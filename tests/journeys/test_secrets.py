"""What whoever may list processes, or read what the demo writes, learns of its secrets: nothing."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import requests

from hub.settings.demo import load_state

FAMILY = "/families/FAM-2025-003?purpose=fam_joint_support"


def _secrets(demo) -> set[str]:
    """Everything that this demo was given to keep, and what its people got since."""
    state = load_state(Path(demo.environment["HUB_STATE"]))
    kept = {*state.secret_keys.values(), *state.client_secrets.values(), state.signing_key["d"]}
    with requests.Session() as browser:
        page = browser.get(f"{demo.addresses['jobcenter']}/anmelden/los", timeout=60).url
        back = browser.get(f"{page}&account=U01", allow_redirects=False, timeout=60).headers["Location"]
        assert browser.get(back, timeout=60).url.endswith("/start")
        assert 400 == browser.get(back, timeout=60).status_code
        kept |= {*parse_qs(urlsplit(back).query)["code"], *browser.cookies.values()}
    token = demo.token("U01")
    assert 200 == demo.ask("jobcenter", FAMILY, token).status_code
    assert 401 == demo.ask("jobcenter", FAMILY, token[:-4]).status_code
    requests.post(f"{demo.addresses['jobcenter']}/abmelden/rueckkanal", {"logout_token": token}, timeout=60)
    return {secret for secret in kept | {token} if secret}


def test_no_secret_stands_in_a_command_line_or_in_the_output(demo):
    """Keys, client secrets, codes, cookies and tokens: in no process of the machine, and in no line of the log."""
    secrets = _secrets(demo)
    lines = [" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"])]
    output = demo.output.read_text(encoding="utf-8")

    assert len(secrets) >= 14
    assert any("demo run" in line for line in lines)
    assert "a logout token was refused" in output
    assert [] == [secret for secret in secrets if any(secret in text for text in (*lines, output))]
