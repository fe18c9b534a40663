"""Formats as LOOK "Type, space, numbers" prints them."""

import pytest

from atlas.domain import formats as f

NAN = float("nan")


@pytest.mark.parametrize(("got", "want"), [
    (f.score(68.94), "68.9"), (f.share(0.54), "54\u00a0%"), (f.share(0.004), "<1\u00a0%"), (f.share(0.996), ">99\u00a0%"),
    (f.share(0), "0\u00a0%"), (f.share(1), "100\u00a0%"), (f.money(71_200), "$71k"), (f.money(1_612_000), "$1.61m"),
    (f.money_band(64_000, 79_000), "$64k–79k"), (f.money_band(64_100, 64_300), "$64k"), (f.money(280_000, "PLN"), "PLN\u00a0280k"),
    (f.money(-2_400, "EUR"), "−€2k"), (f.money(650), "$650"), (f.count(119_200), "119,200"),
    (f.count_band(43_100, 137_900), "43k–138k"), (f.hours(3.5), "3.5\u00a0h"), (f.hours(8), "8\u00a0h"),
    (f.change(3.2), "+3.2"), (f.change(-2), "−2.0"), (f.change(0), "0.0"), (f.percent(33.8), "33.8\u00a0%"),
    (f.percent(22), "22\u00a0%"), (f.km(1449.6), "1,450\u00a0km"), (f.ordinal_rank(1, True), "1="), (f.number(0.0), "0"),
    (f.figure(2.25), "2.25"), (f.figure(59_962.75), "59,963"), (f.figure(-1_234.5), "−1,234"), (f.figure(4.56, 1), "4.6"),
    (f.raw("level", 0.8), "EU adequacy"), (f.raw("speed", 154.5), "154\u00a0Mbit/s"), (f.raw("money", 100_000, "GBP", 0.8), "£80k"),
])
def test_each_kind_of_value(got, want):
    assert got == want


@pytest.mark.parametrize("formatter", [f.score, f.share, f.money, f.count, f.hours, f.km, f.change, f.percent, f.number,
                                       f.figure])
def test_unknown_is_a_dash(formatter):
    assert formatter(None) == formatter(NAN) == "—"
