"""Token numbers as they are kept."""

import pytest
from cryptography.exceptions import InvalidTag

from services.identity.store.token_safe import TokenSafe

SECRET, ANOTHER_SECRET = "5e" * 32, "6f" * 32
NUMBER = "000000000005724"


def test_a_number_is_found_again_with_the_same_secret_only():
    assert TokenSafe(SECRET).lookup(NUMBER) == TokenSafe(SECRET).lookup(NUMBER)
    assert TokenSafe(SECRET).lookup(NUMBER) != TokenSafe(ANOTHER_SECRET).lookup(NUMBER)
    assert NUMBER not in TokenSafe(SECRET).lookup(NUMBER)


def test_a_sealed_number_is_shown_again():
    sealed = TokenSafe(SECRET).seal(NUMBER, "token")
    assert NUMBER.encode() not in sealed
    assert TokenSafe(SECRET).reveal(sealed, "token") == NUMBER


def test_sealing_twice_does_not_tell_that_it_is_the_same_number():
    assert TokenSafe(SECRET).seal(NUMBER, "token") != TokenSafe(SECRET).seal(NUMBER, "token")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: (SECRET, sealed, "another token"),
        lambda sealed: (ANOTHER_SECRET, sealed, "token"),
        lambda sealed: (SECRET, sealed[:-1] + bytes([sealed[-1] ^ 1]), "token"),
    ],
    ids=["another token", "another secret", "altered"],
)
def test_what_was_sealed_otherwise_is_not_shown(spoil):
    secret, sealed, token_id = spoil(TokenSafe(SECRET).seal(NUMBER, "token"))
    with pytest.raises(InvalidTag):
        TokenSafe(secret).reveal(sealed, token_id)
