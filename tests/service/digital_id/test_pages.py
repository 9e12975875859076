"""What protects the Digital ID's pages, and what they tell operators."""

import pymongo
import pytest

from tests.builders.digital_id import PASSWORD, a_registration

pytestmark = pytest.mark.backing("mongo")

CITIZEN_ID = "3100600445635"
WRONG = "ผิดแน่นอนครับผม"
HEALTH = "http://localhost:9000"


def everything_stored(settings) -> str:
    with pymongo.MongoClient(settings.need("mongo_url")) as mongo:
        database = mongo[f"{settings.mongo_prefix}_digital_id"]
        return repr([list(database[name].find()) for name in database.list_collection_names()])


def test_a_form_that_no_page_of_ours_sent_is_refused(browser):
    browser.get("/register")
    for address in ("/register", "/sign-in", "/sign-out", "/consent"):
        page = browser.post(address, a_registration())
        assert (address, page.status) == (address, 400)
        assert "คำขอไม่ได้มาจากหน้าของระบบ" in page.text


def test_a_form_made_for_another_browser_is_refused(browser, browsers):
    form = browser.get("/register")
    stranger = browsers()
    stranger.get("/register")
    assert stranger.submit(form, **a_registration()).status == 400
    assert browser.submit(form, **a_registration()).status == 200


def test_a_made_up_ticket_leads_nowhere(browser):
    for address in ("/sign-in?ticket=x", "/consent?ticket=x", "/consent", "/register?ticket=x"):
        page = browser.get(address)
        assert (address, page.status, page.left_for) == (address, 400, None)


def test_a_sign_in_left_open_for_an_hour_must_start_again(browser, client, clock):
    browser.register()
    page = browser.get(client.address())
    clock.advance(hours=1)
    assert browser.sign_in(page).status == 400


def test_every_page_forbids_scripts_frames_and_caches(browser, settings):
    for address in ("/register", "/sign-in", "/nowhere", "/connect/authorize"):
        headers = browser.get(address).response.headers
        policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert policy["form-action"] == f"'self' {settings.gateway_url}"
        assert "unsafe" not in str(policy)
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "camera=()" in headers["Permissions-Policy"]


def test_the_typeface_comes_from_here_and_nothing_else_of_its_folder(browser):
    font = browser.get("/typeface/sarabun-thai-400-normal.woff2")
    style = browser.get("/static/digital_id.css")

    assert font.response.data.startswith(b"wOF2")
    assert font.response.mimetype == "font/woff2" and "max-age" in font.response.headers["Cache-Control"]
    assert "/typeface/sarabun-thai-400-normal.woff2" in style.text
    for other in ("govuk-frontend.min.js", ".made-from", "..%2Ficon.svg"):
        assert browser.get(f"/typeface/{other}").status == 404


def test_what_is_typed_is_shown_as_text(browser):
    page = browser.register(given_name="<b>\"'&")
    assert 'value="&lt;b&gt;&#34;&#39;&amp;"' in page.text


def test_secrets_are_not_stored(browser, client, settings):
    browser.register(citizen_id=CITIZEN_ID)
    page = browser.sign_in(browser.get(client.address()))
    browser.sign_in(browser.get("/sign-in"), WRONG, WRONG)
    code = browser.submit(page, decision="allow").answer["code"]
    token = client.exchange(code).json["access_token"]
    stored = everything_stored(settings)
    assert "somchai@agency.example" in stored
    assert "$argon2id$" in stored
    for secret in (PASSWORD, WRONG, CITIZEN_ID, code, token, browser.cookie()):
        assert secret not in stored


def test_pages_speak_the_language_that_is_asked_for(browsers, client):
    assert '<html lang="th">' in browsers(language="").get("/sign-in").text
    assert "Sign in with Digital ID" in browsers(language="en-GB,en;q=0.9,th;q=0.8").get("/sign-in").text
    assert "Sign in with Digital ID" in browsers().get(client.address(ui_locales="en-GB th")).text
    browser = browsers()
    assert "Sign in with Digital ID" in browser.get("/sign-in?lang=en").text
    assert "Register for a Digital ID" in browser.get("/register").text


def test_the_process_tells_that_it_lives_can_work_and_what_it_did(app, code):
    app.health_port = 9000
    operator = app.test_client()
    assert operator.get("/healthz", base_url=HEALTH).status_code == 200
    assert operator.get("/readyz", base_url=HEALTH).json == {"status": "ok", "mongo": "ok"}
    counted = operator.get("/metrics", base_url=HEALTH).get_data(as_text=True)
    assert 'digital_id_sign_ins_total{outcome="signed_in"} 1.0' in counted
    assert 'digital_id_consents_total{decision="allow"} 1.0' in counted
    assert "ticket" not in counted


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_what_is_for_operators_is_not_on_the_port_that_browsers_use(app, client, path):
    app.health_port = 9000
    assert client.get(path).status_code == 404
    assert app.test_client().get("/sign-in", base_url=HEALTH).status_code == 404


def test_a_program_is_told_in_json_that_it_asked_wrongly(client):
    wrong = client.get("/connect/token")
    assert (wrong.status_code, wrong.json["error"]) == (405, "invalid_request")
    assert "POST" in wrong.headers["Allow"]
