"""How many requests an address may make."""

from gateway.limits import RateLimiter


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_address_may_make_as_many_requests_as_the_limit_says_and_no_more() -> None:
    limiter = RateLimiter(3, Clock())

    waits = [limiter.take("192.0.2.1").wait for _ in range(4)]

    assert waits[:3] == [0, 0, 0]
    assert waits[3] == 20  # a third of a minute until the next one


def test_whoever_waits_as_long_as_told_may_go_on() -> None:
    clock = Clock()
    limiter = RateLimiter(3, clock)
    for _ in range(3):
        limiter.take("192.0.2.1")
    clock.now += limiter.take("192.0.2.1").wait

    assert limiter.take("192.0.2.1").wait == 0


def test_one_address_does_not_use_up_what_another_may() -> None:
    limiter = RateLimiter(1, Clock())
    limiter.take("192.0.2.1")

    assert limiter.take("192.0.2.2").wait == 0


def test_all_addresses_of_one_ipv6_line_count_as_one() -> None:
    limiter = RateLimiter(1, Clock())
    limiter.take("2001:db8:0:1::1")

    assert limiter.take("2001:db8:0:1:ffff::2").wait
    assert limiter.take("2001:db8:0:2::1").wait == 0


def test_the_headers_say_how_many_are_left() -> None:
    limiter = RateLimiter(3, Clock())

    assert limiter.take("192.0.2.1").headers == {
        "RateLimit-Policy": '"address";q=3;w=60',
        "RateLimit": '"address";r=2;t=20',
    }
