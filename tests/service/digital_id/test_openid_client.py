"""A certified relying-party library of other people's making, npm's openid-client, gets along with the provider."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server

from deploy.local.processes import ROOT

pytestmark = pytest.mark.backing("mongo")

SCRIPT = Path(__file__).with_name("openid_client.mjs")


class RelyingPartyInNode:
    """The script, running."""

    def __init__(self, settings, authentication: str) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "ISSUER": settings.digital_id_url,
            "CLIENT_ID": settings.oidc_client_id,
            "CLIENT_SECRET": settings.need("oidc_client_secret"),
            "AUTHENTICATION": authentication,
            "REDIRECT_URI": f"{settings.gateway_url}/auth/callback",
            "POST_LOGOUT_REDIRECT_URI": f"{settings.gateway_url}/",
        }
        self.process = subprocess.Popen(
            ["node", str(SCRIPT)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def says(self):
        """The next thing that it says."""
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        return json.loads(line)

    def hears(self, what: str) -> None:
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def on_the_network(app, settings) -> Iterator[None]:
    """The provider answers at its address."""
    server = make_server("127.0.0.1", settings.digital_id_port, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("authentication", ["basic", "post"])
def test_openid_client_signs_in_learns_who_it_is_gives_the_token_back_and_signs_out(
    on_the_network, browser, client, settings, authentication
):
    browser.register("somchai", given_name="สมชาย", family_name="ใจดี")
    party = RelyingPartyInNode(settings, authentication)
    try:
        consent_page = browser.sign_in(browser.get(party.says().removeprefix(settings.digital_id_url)))
        party.hears(browser.submit(consent_page, decision="allow").left_for)
        learnt = party.says()
        assert learnt["claims"]["iss"] == settings.digital_id_url
        assert learnt["claims"]["acr"] == "AAL1"
        assert learnt["userinfo"] == {
            "sub": learnt["claims"]["sub"],
            "name": "สมชาย ใจดี",
            "given_name": "สมชาย",
            "family_name": "ใจดี",
            "preferred_username": "somchai",
            "email": "somchai@agency.example",
        }
        assert learnt["afterRevocation"] == 401
        assert learnt["refreshToken"] is None
        assert browser.is_signed_in(client)
        sign_out = party.says().removeprefix(settings.digital_id_url)
        assert browser.get(sign_out).left_for == f"{settings.gateway_url}/?state=bye"
        assert not browser.is_signed_in(client)
    finally:
        party.end()
