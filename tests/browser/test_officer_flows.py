"""What officers do on their pages, at a desk and on a phone; each in an agency of its own."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, FileChooser, Locator, Page, expect

from deploy.demo.officers import id_of
from deploy.demo.visitor import Visitor
from tests.browser.browsing import Browsing
from tests.browser.conftest import OpenBrowser
from tests.browser.following_up import begin_campaign
from tests.browser.publishing import Published, register
from tests.builders.pdfs import pdf
from tests.e2e.people import officers
from tests.running_system import System
from tests.waiting import until

pytestmark = pytest.mark.system

SAVED = "บันทึกรายงานเรียบร้อยแล้ว"
_names = (f"กองทดสอบหน้าเจ้าหน้าที่ {number}" for number in itertools.count(1))

# Whether it can be seen where one is: an outline, a shadow or another background, on the element itself or (for what is
# drawn in place of a checkbox) on its label.
FOCUS_IS_SEEN = """() => {
    const here = document.activeElement, label = here.nextElementSibling;
    const drawn = [[here], ...(label?.tagName === "LABEL" ? [[label], [label, "::before"]] : [])];
    return drawn.some(([element, part]) => {
        const style = getComputedStyle(element, part);
        return style.boxShadow !== "none" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
    });
}"""


@pytest.fixture
def agency(registrar: Visitor, published: Published) -> tuple[str, str]:
    """A new agency under the department, which inherits the ministry's notice: its id and name."""
    name = next(_names)
    agency_id = register(registrar, "agency", published.department, {"name_th": name})
    for room in ("filing", "tokens", "clients"):  # each service hears of it by itself
        until(
            lambda room=room: registrar.finds(f"/api/v1/agencies/{agency_id}/{room}"), "the agency is known everywhere"
        )
    return agency_id, name


@pytest.fixture
def officer(browsing: Browsing, registrar: Visitor) -> Browsing:
    """The browser of somebody who may file everywhere."""
    browsing.be(registrar)
    return browsing


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "ประกาศ 2566.pdf"
    file.write_bytes(pdf("ประกาศ"))
    return file


def type_date(page: Page, field: str, day: str, month: str, year: str) -> None:
    for part, text in (("day", day), ("month", month), ("year", year)):
        page.locator(f"#{field}-{part}").fill(text)


def save(page: Page) -> None:
    page.get_by_role("button", name="บันทึก", exact=True).click()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it is the one; wherever that leads on the way, it can be seen where one is."""
    target = wanted.element_handle()
    for _ in range(150):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("wanted => document.activeElement === wanted", target):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_the_whole_form_is_filled_in_by_the_keyboard_alone(
    officer: Browsing, agency: tuple[str, str], notice: Path
) -> None:
    page = officer.page
    choosing: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosing.append(chooser))
    officer.go(f"/agencies/{agency[0]}/filing")

    tab_to(page, page.locator("#s10_file"))
    page.keyboard.press("Enter")
    officer.until(lambda: choosing, "the file is asked for")
    choosing[0].set_files(notice)
    expect(page.get_by_text("อัปโหลดแล้ว กดบันทึกเพื่อยื่นเอกสาร")).to_be_visible()
    for part, text in (("day", "๒๒"), ("month", "ก.ย."), ("year", "๒๕๖๖")):
        tab_to(page, page.locator(f"#s10_date-{part}"))
        page.keyboard.type(text)
    tab_to(page, page.locator("#s10_scope"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("switch", name=re.compile("ประกาศของกระทรวง")))
    page.keyboard.press("Space")
    tab_to(page, page.locator("#has_licences"))
    page.keyboard.press("Space")
    tab_to(page, page.locator("#s13_2_name_0"))
    page.keyboard.type("ใบอนุญาตขุดดิน")
    tab_to(page, page.locator("#s13_2_url_0"))
    page.keyboard.type("https://soil.example.go.th/check")
    tab_to(page, page.locator("#obstacle_type_1"))
    for _ in range(6):  # งบประมาณ is the sixth
        page.keyboard.press("ArrowDown")
    tab_to(page, page.locator("[data-save]"))
    page.keyboard.press("Enter")

    expect(page.get_by_text(SAVED)).to_be_visible()
    row = page.get_by_role("row").filter(has_text="ประกาศ 2566.pdf")
    expect(row.get_by_text("22 ก.ย. 2566", exact=True)).to_be_visible()
    expect(row.get_by_role("combobox")).to_have_value("subtree")
    expect(page.get_by_role("switch", name=re.compile("ประกาศของกระทรวง"))).not_to_be_checked()
    expect(page.get_by_role("link", name="https://soil.example.go.th/check")).to_be_visible()
    expect(page.locator("#obstacle_type_1")).to_have_value("budget")
    officer.require_good()


def test_what_is_wrong_is_told_at_the_top_and_leads_to_the_field(
    officer: Browsing, agency: tuple[str, str], notice: Path
) -> None:
    page = officer.page
    officer.expect_status(422)
    officer.go(f"/agencies/{agency[0]}/filing")
    page.locator("#s10_file").set_input_files(notice)
    expect(page.get_by_text("อัปโหลดแล้ว")).to_be_visible()
    type_date(page, "s10_date", "31", "2", "2566")
    page.locator("#s13_2_name_0").fill("ใบอนุญาตที่ไม่มีช่องทาง")
    save(page)

    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(1)
    summary.get_by_role("link").click()
    expect(page.locator("#s10_date-day")).to_be_focused()
    expect(page.locator("#s10_date-day")).to_have_value("31")
    officer.picture("filing-wrong")
    officer.require_good()

    type_date(page, "s10_date", "28", "2", "2566")
    save(page)

    # The service's own rules, after the page's; the file need not be chosen again.
    expect(page.get_by_role("alert").get_by_role("link")).to_have_attribute("href", "#s13_2_url_0")
    page.locator("#s13_2_url_0").fill("https://example.go.th/check")
    save(page)
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_role("link", name="ประกาศ 2566.pdf", exact=True)).to_be_visible()


def test_a_file_that_is_no_pdf_is_refused_as_soon_as_it_is_chosen(
    officer: Browsing, agency: tuple[str, str], tmp_path: Path
) -> None:
    page = officer.page
    officer.expect_status(415)
    officer.go(f"/agencies/{agency[0]}/filing")
    (tmp_path / "ประกาศ.pdf").write_bytes("นี่ไม่ใช่ PDF".encode())
    (tmp_path / "ใหญ่.pdf").write_bytes(b"%PDF-1.7\n".ljust(5 * 1024 * 1024 + 1, b"0"))

    page.locator("#s10_file").set_input_files(tmp_path / "ประกาศ.pdf")
    expect(page.locator("#s10_file-error")).to_contain_text("ไฟล์นี้ไม่ใช่ PDF")
    page.locator("#s10_file").set_input_files(tmp_path / "ใหญ่.pdf")

    expect(page.locator("#s10_file-error")).to_contain_text("ไฟล์มีขนาดเกิน 5.0 MB")
    expect(page.locator("#s10_file")).to_have_value("")
    officer.picture("filing-file-refused")
    officer.require_good()


def test_two_officers_at_one_form_lose_nothing(
    officer: Browsing, open_browser: OpenBrowser, registrar: Visitor, agency: tuple[str, str]
) -> None:
    (other := open_browser()).be(registrar)
    officer.expect_status(412)
    for each in (officer, other):
        each.go(f"/agencies/{agency[0]}/filing")
    other.page.locator("#has_licences-2").check()
    other.page.locator("#obstacle_type_2").select_option("law")
    save(other.page)
    expect(other.page.get_by_text(SAVED)).to_be_visible()

    page = officer.page
    page.locator("#has_licences").check()
    page.locator("#obstacle_type_1").select_option("budget")
    save(page)

    panel = page.get_by_role("alert")
    expect(panel.get_by_text("มีผู้อื่นบันทึกรายงานนี้ก่อนท่าน")).to_be_visible()
    expect(panel.get_by_text("ท่านเลือก “มี”")).to_be_visible()
    expect(panel.get_by_text("กฎหมาย")).to_be_visible()
    officer.picture("filing-overtaken")
    officer.require_good()
    save(page)

    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.locator("#has_licences")).to_be_checked()
    expect(page.locator("#obstacle_type_1")).to_have_value("budget")
    expect(page.locator("#obstacle_type_2")).to_have_value("law")


def test_leaving_with_something_unsaved_is_asked_about(officer: Browsing, agency: tuple[str, str]) -> None:
    page = officer.page
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    officer.go(f"/agencies/{agency[0]}/filing")
    page.get_by_role("link", name="ดูหน้าที่ประชาชนเห็น").click()
    page.go_back()
    assert asked == []

    page.locator("#obstacle_detail_1").fill("ยังไม่บันทึก")
    page.get_by_role("link", name="ดูหน้าที่ประชาชนเห็น").click(no_wait_after=True)
    officer.until(lambda: asked == ["beforeunload"], "it is asked")

    expect(page.locator("#obstacle_detail_1")).to_have_value("ยังไม่บันทึก")


def test_without_scripts_a_notice_is_filed_and_lines_are_added(
    open_browser: OpenBrowser, registrar: Visitor, agency: tuple[str, str], notice: Path
) -> None:
    (plain := open_browser(scripts=False)).be(registrar)
    page = plain.page
    plain.go(f"/agencies/{agency[0]}/filing")
    page.locator("#s10_file").set_input_files(notice)
    type_date(page, "s10_date", "22", "กันยายน", "2566")
    page.locator("#s13_2_name_0").fill("ใบที่หนึ่ง")
    page.locator("#s13_2_url_0").fill("https://one.example.go.th")
    page.get_by_role("button", name="เพิ่มใบอนุญาตอีก").click()
    expect(page.get_by_text("ไฟล์ที่รอบันทึก: ประกาศ 2566.pdf")).to_be_visible()
    page.locator("#s13_2_name_1").fill("ใบที่สอง")
    page.locator("#s13_2_url_1").fill("https://two.example.go.th")
    save(page)

    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_role("link", name="ประกาศ 2566.pdf", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="https://two.example.go.th")).to_be_visible()


def test_a_token_is_issued_copied_refreshed_and_withdrawn(officer: Browsing, agency: tuple[str, str]) -> None:
    page = officer.page
    officer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    officer.go(f"/accounts/tokens?agency={agency[0]}&role=central_officer")
    page.get_by_role("button", name="ออก Token").click()
    number = page.locator("#number").input_value()
    assert re.fullmatch(r"(\d{3} ){4}\d{3}", number)
    page.get_by_role("button", name="คัดลอก").click()
    expect(page.get_by_text("คัดลอกแล้ว")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == number
    officer.picture("token-number")
    officer.require_good()

    page.get_by_role("link", name="กลับไปจัดการ Token").click()
    first = page.get_by_role("row").filter(has_text="เจ้าหน้าที่ส่วนกลาง").filter(has_text="ใช้ได้")
    first.get_by_role("button", name="Refresh").click()
    assert page.locator("#number").input_value() != number
    page.get_by_role("link", name="กลับไปจัดการ Token").click()
    page.get_by_role("button", name=re.compile("^ยกเลิก เจ้าหน้าที่ส่วนกลาง")).click()
    expect(page.get_by_text("ยกเลิกรหัส Token แล้ว")).to_be_visible()


def test_a_system_is_registered_and_ended(officer: Browsing, agency: tuple[str, str]) -> None:
    page = officer.page
    officer.expect_status(422)
    officer.go(f"/accounts/clients?agency={agency[0]}")
    page.get_by_role("button", name="ลงทะเบียน").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(4)
    officer.picture("client-wrong")
    officer.require_good()

    page.locator("#name").fill("ระบบสารบรรณ")
    page.get_by_label("อ่านรายงาน").check()
    page.locator("#addresses").fill("203.0.113.0/28")
    type_date(page, "expires_at", "30", "9", "2570")
    page.get_by_role("button", name="ลงทะเบียน").click()
    expect(page.locator("#client_secret")).not_to_have_value("")
    officer.picture("client-credentials")
    officer.require_good()

    page.get_by_role("link", name="ระบบที่เชื่อมต่อ").last.click()
    page.get_by_role("button", name=re.compile("ยกเลิกระบบ")).click()
    expect(page.get_by_text("ยกเลิกระบบเรียบร้อยแล้ว")).to_be_visible()


def test_the_tree_is_walked_and_an_agency_changed_moved_and_dissolved(
    officer: Browsing, agency: tuple[str, str], published: Published
) -> None:
    agency_id, name = agency
    page = officer.page
    officer.go(f"/structure?agency={published.ministry}")
    page.locator(f'main table a[href="/structure?agency={published.department}"]').click()
    page.locator(f'main table a[href="/structure?agency={agency_id}"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    page.get_by_role("link", name="แก้ไขข้อมูลหน่วยงาน").click()
    page.locator("#phone").fill("0 2000 0001")
    save(page)
    expect(page.get_by_text("บันทึกข้อมูลหน่วยงานเรียบร้อยแล้ว")).to_be_visible()

    page.get_by_role("link", name="ย้ายสังกัด", exact=True).click()
    page.locator("#find").fill("กระทรวงการทดสอบหน้าเว็บ")
    page.get_by_role("button", name="ค้นหา").click()
    page.locator(f"#pick-{published.ministry}").check()
    page.locator("#reason").fill("มติคณะรัฐมนตรี")
    officer.picture("reorganise-move-chosen")
    officer.require_good()
    page.get_by_role("button", name="ย้ายสังกัด").click()
    expect(page.get_by_text("ย้ายสังกัดเรียบร้อยแล้ว")).to_be_visible()

    page.get_by_role("link", name="ยุบเลิก", exact=True).click()
    page.locator("#reason").fill("มติคณะรัฐมนตรี")
    type_date(page, "effective_on", "1", "1", "2575")
    page.get_by_role("button", name="ยุบเลิก").click()
    expect(page.get_by_text("ยุบเลิกหน่วยงานเรียบร้อยแล้ว")).to_be_visible()
    expect(page.get_by_text("1 ม.ค. 2575").first).to_be_visible()
    officer.picture("structure-announced")
    officer.require_good()
    page.get_by_text("ยกเลิกการเปลี่ยนแปลงนี้").first.click()
    page.get_by_label("เหตุผล (ต้องระบุ)").fill("เลื่อนออกไป")
    page.get_by_role("button", name="ยกเลิกการเปลี่ยนแปลงนี้").click()
    expect(page.get_by_text("ยกเลิกการเปลี่ยนแปลงที่ประกาศไว้แล้ว")).to_be_visible()


def test_a_file_of_agencies_is_looked_through_corrected_and_imported(
    officer: Browsing, registrar: Visitor, agency: tuple[str, str], tmp_path: Path
) -> None:
    page = officer.page
    good = registrar.get("/api/v1/agency-exports", {"agency_id": agency[0], "format": "csv"}).content.decode(
        "utf-8-sig"
    )
    lines = good.splitlines()
    nameless = f"{lines[0]}\n{lines[1].replace(agency[1], '')}\n"
    (tmp_path / "wrong.csv").write_text(nameless, encoding="utf-8-sig")
    (tmp_path / "good.csv").write_text(good, encoding="utf-8-sig")
    officer.go("/structure/imports")
    page.locator("#file").set_input_files(tmp_path / "wrong.csv")
    page.get_by_role("button", name="ตรวจไฟล์").click()
    expect(page.get_by_role("heading", name="ปัญหาที่ต้องแก้ไข")).to_be_visible()
    officer.picture("import-problems")
    officer.require_good()

    page.get_by_role("link", name="นำเข้าไฟล์อื่น").click()
    page.locator("#file").set_input_files(tmp_path / "good.csv")
    page.get_by_role("button", name="ตรวจไฟล์").click()
    expect(page.get_by_text("ยังไม่มีข้อมูลใดถูกนำเข้า")).to_be_visible()
    page.get_by_role("button", name="นำเข้าทั้งไฟล์").click()
    expect(page.get_by_text("เสร็จเรียบร้อย")).to_be_visible()
    officer.picture("import-done")
    officer.require_good()


def test_an_office_completes_its_return_and_whom_it_goes_to_reopens_it(
    open_browser: OpenBrowser, system: System, registrar: Visitor
) -> None:
    office, collector = system.country.demo_agency.ancestors[:2]
    office_id = id_of(registrar, office.code)
    campaign = begin_campaign(registrar, id_of(registrar, collector.code))
    form = f"/campaigns/{campaign}/returns/{office_id}"
    with officers(system, registrar, {"monitor": office_id}) as people:
        (at_office := open_browser()).be(people["monitor"])
        page = at_office.page
        at_office.go(form)
        mark = page.get_by_label(re.compile("^ม.10 จัดทำแล้ว")).first
        mark.select_option("yes")
        page.locator("#signer_name").fill("นางสาวเขมิกา รอดสี")
        page.get_by_role("button", name="บันทึกร่าง").click()
        expect(page.get_by_text("บันทึกร่างเรียบร้อยแล้ว")).to_be_visible()
        expect(mark).to_have_value("yes")
        at_office.expect_status(422)
        page.get_by_role("button", name="บันทึกและส่ง").click()
        page.get_by_role("alert").get_by_role("link").click()
        expect(page.locator("#signer_position")).to_be_focused()
        page.keyboard.type("ท้องถิ่นจังหวัด")
        page.get_by_role("button", name="บันทึกและส่ง").click()
        expect(page.get_by_text("ส่งแบบรายงานเรียบร้อยแล้ว")).to_be_visible()
        expect(page.get_by_text("นางสาวเขมิกา รอดสี")).to_be_visible()
        at_office.picture("return-submitted")
        at_office.require_good()
        with page.expect_download() as saving:
            page.get_by_role("link", name="ดาวน์โหลดเพื่อลงนาม (PDF)").click()
        assert saving.value.path().read_bytes().startswith(b"%PDF-")

        (above := open_browser()).be(registrar)
        above.go(form)
        above.page.get_by_text("เปิดให้แก้ไขและส่งใหม่").first.click()
        above.page.get_by_label("เหตุผล (ต้องระบุ)").fill("จำนวน อปท. ไม่ครบ")
        above.page.get_by_role("button", name="เปิดให้แก้ไขและส่งใหม่").click()
        expect(above.page.get_by_text("เปิดให้แก้ไขแล้ว")).to_be_visible()

        at_office.go(form)
        expect(page.get_by_text("จำนวน อปท. ไม่ครบ")).to_be_visible()
        expect(page.get_by_role("button", name="บันทึกและส่ง")).to_be_visible()


def test_a_campaign_is_begun_and_its_lists_looked_into(officer: Browsing) -> None:
    page = officer.page
    officer.expect_status(422)
    officer.go("/campaigns/new")
    page.locator("#name_th").fill("เร่งรัดรอบทดสอบ")
    page.get_by_label("องค์กรปกครองส่วนท้องถิ่น", exact=True).check()
    type_date(page, "opens_on", "1", "11", "2567")
    save(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#due_on-day")).to_be_focused()
    type_date(page, "due_on", "๒๙", "พ.ย.", "๒๕๖๗")
    save(page)

    expect(page.get_by_text("เพิ่มรอบการเร่งรัดติดตามเรียบร้อยแล้ว")).to_be_visible()
    page.get_by_role("link", name=re.compile("เกินกำหนด")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("เกินกำหนด")
    assert page.locator("tbody tr").count() >= 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_report_to_the_cabinet_is_made_and_downloaded(
    scripts: bool, open_browser: OpenBrowser, registrar: Visitor, published: Published
) -> None:
    (officer := open_browser(scripts=scripts)).be(registrar)
    page = officer.page
    officer.go("/cabinet-reports")
    type_date(page, "as_of", "๑", "มี.ค.", "๒๕๖๗")
    page.get_by_role("button", name="จัดทำรายงาน").click()

    expect(page.get_by_text("จัดทำรายงานเรียบร้อยแล้ว")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("รายงานต่อคณะรัฐมนตรี ข้อมูล ณ วันที่ 1 มี.ค. 2567")
    expect(page.locator(".prakat-fingerprint")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    for name, begins in (("ดาวน์โหลดเพื่อเสนอ (PDF)", b"%PDF-"), ("ดาวน์โหลด Excel", b"PK")):
        with page.expect_download() as saving:
            page.get_by_role("link", name=name).click()
        assert saving.value.path().read_bytes().startswith(begins)
    page.get_by_role("link", name="รายงานต่อคณะรัฐมนตรีทุก 60 วัน").click()
    expect(page.get_by_role("link", name="1 มี.ค. 2567", exact=True).first).to_be_visible()
