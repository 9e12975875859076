"""What a registration for a Digital ID must look like."""

import pytest

from services.identity.digital_id.registration import Registration, RegistrationRefused, check
from tests.builders.digital_id import PASSWORD, a_registration

NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
CITIZEN_ID = "3100600445635"


def problems(**changed: str) -> dict[str, str]:
    with pytest.raises(RegistrationRefused) as refused:
        check(a_registration(**changed))
    assert all(problem.message_th for problem in refused.value.problems)
    return {problem.field: problem.message_en for problem in refused.value.problems}


def test_a_form_filled_in_well_is_a_registration():
    assert check(a_registration()) == Registration("สมชาย", "ใจดี", "somchai@agency.example", "somchai", PASSWORD)


def test_every_problem_is_told_at_once_in_the_order_of_the_form():
    with pytest.raises(RegistrationRefused) as refused:
        check({"citizen_id": "1", "mobile": "1"})
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["given_name", "family_name", "email", "username", "password", "citizen_id", "mobile"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  สมชาย  ", "สมชาย"),
        (f"ก{NIKHAHIT}{SARA_AA}ธร", f"ก{SARA_AM}ธร"),
        ("Rene\u0301", "René"),
        ("ม.ล. ปิ่น", "ม.ล. ปิ่น"),
        ("O'Neil-Smith", "O'Neil-Smith"),
    ],
)
def test_names_are_kept_in_one_spelling(typed, kept):
    assert check(a_registration(given_name=typed)).given_name == kept


@pytest.mark.parametrize("name", ["<script>", "สมชาย2", ". -", "a\x00b", "somchai@home", "ก" * 101])
def test_a_name_that_cannot_be_one_is_refused(name):
    assert set(problems(family_name=name)) == {"family_name"}


@pytest.mark.parametrize("typed", ["somchai", "SOMCHAI", " SomChai ", "ｓｏｍｃｈａｉ"])
def test_a_username_is_the_same_in_upper_and_lower_case(typed):
    assert check(a_registration(email="s@agency.example", username=typed)).username == "somchai"


@pytest.mark.parametrize("username", ["abc", "a" * 41, "som chai", "สมชาย", "som/chai", "somchai\n.", ""])
def test_a_username_of_other_length_or_characters_is_refused(username):
    assert set(problems(email="s@agency.example", username=username)) == {"username"}


@pytest.mark.parametrize("username", ["a.b_", "a" * 40, "0-9z"])
def test_the_shortest_and_longest_usernames_are_accepted(username):
    assert check(a_registration(username)).username == username


def test_the_domain_of_an_email_is_kept_in_lower_case():
    assert check(a_registration(email=" Somchai.J@Agency.Example ")).email == "Somchai.J@agency.example"


@pytest.mark.parametrize(
    "email", ["somchai", "a@b", "a b@agency.example", "a@agency.example, b@agency.example", "@x.th"]
)
def test_what_is_no_email_address_is_refused(email):
    assert problems(email=email) == {"email": "The e-mail address is not valid. Write it like name@agency.go.th."}


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("elevenchars", "at least 12"),
        ("x" * 257, "no more than 256"),
        ("my-SOMCHAI-password", "must not contain the username"),
        ("password1234", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("qwertyuiop123", "easy to guess"),
        ("สวัสดีสวัสดี", "easy to guess"),
        ("agency.example", "easy to guess"),
    ],
)
def test_a_weak_password_is_refused(password, says):
    told = problems(password=password, password_again=password)
    assert set(told) == {"password"}
    assert says in told["password"]


@pytest.mark.parametrize("password", ["twelve chars", "ดอกแก้วริมคลอง", PASSWORD + "ก" * 237])
def test_a_long_and_uncommon_password_is_accepted(password):
    assert check(a_registration(password=password, password_again=password)).password == password


@pytest.mark.parametrize("again", ["other@agency.example", "", "somchai@agency.example.", "x"])
def test_an_address_typed_differently_the_second_time_is_refused(again):
    assert set(problems(email_again=again)) == {"email_again"}


def test_an_address_may_be_typed_in_capitals_the_second_time():
    assert check(a_registration(email_again=" SOMCHAI@Agency.example")).email == "somchai@agency.example"


def test_a_password_typed_differently_the_second_time_is_refused():
    assert set(problems(password_again=PASSWORD + "x")) == {"password_again"}


def test_a_password_is_the_same_however_the_keyboard_composes_it():
    composed, decomposed = "caf\u00e9-caf\u00e9-caf\u00e9", "cafe\u0301-cafe\u0301-cafe\u0301"
    assert check(a_registration(password=composed, password_again=decomposed)).password == composed


@pytest.mark.parametrize("typed", [CITIZEN_ID, "3-1006-00445-63-5", "๓๑๐๐๖๐๐๔๔๕๖๓๕", " ๓ ๑๐๐๖ ๐๐๔๔๕ ๖๓ ๕ "])
def test_a_citizen_id_is_accepted_in_thai_digits_and_with_separators(typed):
    assert check(a_registration(citizen_id=typed)).citizen_id == CITIZEN_ID


@pytest.mark.parametrize(
    "typed", ["3100600445634", "310060044563", "31006004456350", "0100600445637", "9100600445637", "٣١٠٠٦٠٠٤٤٥٦٣٥", "x"]
)
def test_a_citizen_id_with_a_wrong_check_digit_length_or_first_digit_is_refused(typed):
    assert set(problems(citizen_id=typed)) == {"citizen_id"}


@pytest.mark.parametrize("first", range(1, 9))
def test_a_citizen_id_is_accepted_exactly_with_the_check_digit_of_the_rule(first):
    digits = [first, 1, 0, 0, 6, 0, 0, 4, 4, 5, 6, 3]
    right = (11 - sum(d * (13 - i) for i, d in enumerate(digits)) % 11) % 10
    for last in range(10):
        typed = "".join(map(str, [*digits, last]))
        if last == right:
            assert check(a_registration(citizen_id=typed)).citizen_id == typed
        else:
            assert set(problems(citizen_id=typed)) == {"citizen_id"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0812345678", "0812345678"), ("๐๖๑-๒๓๔-๕๖๗๘", "0612345678"), ("09 1234 5678", "0912345678"), ("", None)],
)
def test_a_mobile_number_is_ten_digits_starting_06_08_or_09(typed, kept):
    assert check(a_registration(mobile=typed)).mobile == kept


@pytest.mark.parametrize("typed", ["0712345678", "021234567", "08123456789", "081234567", "+66812345678", "08x2345678"])
def test_another_number_is_not_a_mobile_number(typed):
    assert set(problems(mobile=typed)) == {"mobile"}


def test_secrets_do_not_show_when_a_registration_is_printed():
    shown = repr(check(a_registration(citizen_id=CITIZEN_ID, mobile="0812345678")))
    assert PASSWORD not in shown
    assert CITIZEN_ID not in shown
    assert "0812345678" not in shown
