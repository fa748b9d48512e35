"""Phone numbers: which are sound, what was meant, how one is dialled. Numbers of persons: which, and how hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import personal, phone

SOUND = (
    *("0000-1234567", "010-12345678", "0571-87654321转8001", "0571-87654321-8001", "0571-87654321、87654322"),
    *("12345", "12345热线", "12345政务服务热线", "119", "96110", "95598", "95105105", "0571-12345"),
    *("400-123-4567", "4001234567", "800-810-8888", "13812345678"),
)
MEANT = {
    "０５７１－８７６５４３２１": "0571-87654321",
    "0571—87654321": "0571-87654321",
    "（0571）87654321": "0571-87654321",
    "057187654321": "0571-87654321",
    "0571-8765 4321": "0571-87654321",
    "0571-87654321 转 8001": "0571-87654321转8001",
    "+86-571-87654321": "0571-87654321",
    "+8613812345678": "13812345678",
    "138-1234-5678": "13812345678",
    "电话：0571-87654321，87654322": "0571-87654321、0571-87654322",
    "0571-87654321 0571-87654322": "0571-87654321、0571-87654322",
    "87654321": "",
    "057-12345678": "",
    "0571-876543": "",
    "0571-87654321/22": "",
    "0571-87654321（张三）": "",
}


@pytest.mark.parametrize("number", SOUND)
def test_sound_numbers(number: str) -> None:
    assert phone.sound(number)


@pytest.mark.parametrize(("typed", "meant"), MEANT.items())
def test_what_was_meant_is_sound_and_said_only_where_it_is_certain(typed: str, meant: str) -> None:
    assert not phone.sound(typed)
    assert phone.meant(typed) == meant
    assert not meant or phone.sound(meant)


def test_the_area_code_of_the_county_is_put_in_front() -> None:
    assert phone.meant("87654321转3、87654322", "0571") == "0571-87654321转3、0571-87654322"
    assert phone.lacks_area("87654321")
    assert not phone.lacks_area("0571-876543")


def test_the_first_number_is_dialled_and_its_extension_after_a_pause() -> None:
    assert phone.dialled("0571-87654321转8001、87654322") == "057187654321,8001"
    assert phone.dialled("0571-87654321-8001") == "057187654321,8001"
    assert phone.dialled("12345热线") == "12345"
    assert phone.dialled("400-123-4567/119") == "4001234567"


@given(st.text("0123456789０１-—、/ （）()转分机电话+86Tel，:", max_size=40))
def test_any_text_is_answered_and_what_is_meant_is_always_sound(text: str) -> None:
    meant = phone.meant(text, "0571")
    assert not meant or phone.sound(meant)
    assert set(phone.dialled(text)) <= set("0123456789,")


@given(st.text("0123456789Xx１０Ｘ -张", max_size=60))
def test_hiding_keeps_every_other_place(text: str) -> None:
    said = personal.masked(text)
    assert len(said) == len(text)
    assert list(personal.identity_numbers(said)) == []


def test_only_numbers_with_a_birthday_and_the_right_last_digit_are_of_persons() -> None:
    assert list(personal.identity_numbers("张三11010519491231002X。")) == [(2, 20)]
    assert list(personal.identity_numbers("1 11010519491231002X")) == [(2, 20)]
    for other in ("110105194912310021", "11010519491331002X", "101105194912310021", "110105491231002"):
        assert list(personal.identity_numbers(other)) == []
    assert personal.masked("张三11010519491231002X") == "张三1101************2X"
