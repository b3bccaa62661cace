"""What the text of a cell gives away, and that a column is never cleared where a rule would tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts import cell

ANY_TEXT = st.text(max_size=12) | st.text("AaАа1１ \u00a0\u200b-=+@#.,/eE9\ufffd\u202e\U000e0041", max_size=8)


@pytest.mark.parametrize("text", ["\x00", "a\u202eb", "\u2066a", "\ufeffa", "a\x85", "a\U000e0041", "\uffff"])
def test_what_changes_how_a_text_is_read_is_forbidden(text: str) -> None:
    assert cell.forbidden(text)
    assert not cell.forbidden(cell.visible(text))


@pytest.mark.parametrize(
    "text",
    [
        "a\tb\nc",
        "\u200fشرق\u200e",
        "می\u200cخواهم",
        "क्\u200dष",
        "\u061c١٢",
        "🏴\U000e0067\U000e0062\U000e007f",
        "naïve",
    ],
)
def test_marks_that_scripts_need_are_not_forbidden(text: str) -> None:
    assert not cell.forbidden(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-a",
            "@SUM(A1)",
            "\t=a",
            "-a\nb",
            "-1-A1",
            "-1/A1",
            "-1- AA",
            "-1*A",
            "-5 A1:B2",
        ),
        *("+1,SUM(A1)", "-2+3+cmd|' /C calc'!A0", "-1 A(1)", "-1 +A1", "-5=A"),
    ],
)
def test_formulas_are_seen(text: str) -> None:
    assert cell.formula_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "+62 21 555",
        "-",
        "--",
        "-/-",
        "==",
        "-3.5%",
        "a=b",
        "2023-12",
        "− 5",
        "-5 derajat",
        "-12°C",
        "+62 21 555-01 ext. 5",
    ],
)
def test_signed_numbers_quantities_dashes_and_marks_are_no_formulas(text: str) -> None:
    assert not cell.formula_like(text)


@pytest.mark.parametrize("text", [" a", "a ", "\u00a0a", "a\u3000", "a\n", "a\u200b", "\u2060 a", " "])
def test_blanks_of_every_width_are_seen_at_the_ends(text: str) -> None:
    assert cell.has_blanks(text)
    assert not cell.has_blanks(cell.trimmed(text))


@pytest.mark.parametrize("text", ["", "a b", "a\u200bb", "شرق\u200f"])
def test_blanks_inside_and_marks_of_direction_are_no_blanks_at_the_ends(text: str) -> None:
    assert not cell.has_blanks(text)


@pytest.mark.parametrize(
    ("text", "letter", "meant"),
    [
        ("Аceh", "А", "Aceh"),
        ("di Jаwa Barat", "а", "di Jawa Barat"),
        ("ＡBC", "Ａ", "ABC"),
        ("１2", "１", "12"),
        ("HbΑ1c", "Α", "HbA1c"),
    ],
)
def test_a_letter_that_is_not_what_it_looks_like_is_seen(text: str, letter: str, meant: str) -> None:
    assert cell.look_alike(text) == letter
    assert cell.straightened(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "μg",
        "kΩ",
        "Δt",
        "SMSка",
        "Москва",
        "СОР",
        "ＡＢＣ",
        "TNF-α",
        "3D-печать",
        "ＪＫＮ参加者abc",
        "Ørsted",
        "5²",
        "½",
    ],
)
def test_units_and_words_of_other_alphabets_are_left_alone(text: str) -> None:
    assert cell.look_alike(text) == ""
    assert cell.straightened(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aceh", "aceh"),
        ("Aceh", "Асеh"),
        ("Jawa Barat", " Jawa\u00a0 Barat"),
        ("ABC", "ＡＢＣ"),
        ("é", "e\u0301"),
        ("ab", "a\u00adb"),
        ("COP", "СОР"),
    ],
)
def test_texts_that_look_the_same_have_one_skeleton(one: str, other: str) -> None:
    assert cell.skeleton(one) == cell.skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("mg", "μg"), ("A0", "AO"), ("1", "l"), ("m2", "m²"), ("e", "é"), ("", "a")]
)
def test_texts_that_look_different_have_two(one: str, other: str) -> None:
    assert cell.skeleton(one) != cell.skeleton(other)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("9" * 38, ""), ("9" * 39, "digits"), ("0" * 60 + "1", ""), ("0.1" + "0" * 37, ""), ("0.1" + "0" * 38, "digits"),
        ("1e308", ""), ("1e309", "size"), ("-1e-308", ""), ("1e-309", "size"), ("0e999", ""), ("1e" + "9" * 40, "size"),
        ("0.1", ""), ("9007199254740993", ""), ("10e308", "size"), ("0.01e310", ""), (".", ""),
    ],
)  # fmt: skip
def test_numbers_that_no_download_could_hold_are_seen_at_the_limit(number: str, why: str) -> None:
    assert cell.inexact(number) == why


@given(number=st.from_regex(cell.NUMBER, fullmatch=True))
def test_what_is_called_exact_fits_a_decimal_and_is_not_lost_as_a_float(number: str) -> None:
    from decimal import Decimal

    if cell.inexact(number) == "":
        value = Decimal(number)
        assert len(str(value.as_tuple().digits).strip("(),").split(", ")) <= cell.DIGITS or value == 0
        assert (float(value) == 0) == (value == 0)
        assert abs(float(value)) != float("inf") or abs(value) > Decimal("1.7e308")


@given(text=ANY_TEXT, type=st.sampled_from(["string", "any", "date", "boolean", "integer", "number", "year", "object"]))
def test_a_column_is_never_cleared_where_a_rule_would_tell(text: str, type: str) -> None:
    told = bool(cell.forbidden(text))
    told |= type in cell.WORD_TYPES and cell.has_blanks(text)
    told |= type in cell.TEXT_TYPES and any(
        rule(text) for rule in (cell.formula_like, cell.spreadsheet_error, cell.lost_letter, cell.look_alike)
    )
    told |= type == "integer" and (not cell.INTEGER.fullmatch(text) or bool(cell.inexact(text)))
    told |= type == "number" and (not cell.NUMBER.fullmatch(text) or bool(cell.inexact(text)))
    told |= type == "year" and not cell.YEAR.fullmatch(text)

    assert cell.odd(text, type) or not told


@given(text=st.text("AbZ09 ~!=-+@#", max_size=6))
def test_plain_text_breaks_no_rule(text: str) -> None:
    if cell.PLAIN.fullmatch(text):
        assert not cell.forbidden(text)
        assert not cell.has_blanks(text)
        assert not cell.formula_like(text)
        assert not cell.look_alike(text)
        assert not cell.spreadsheet_error(text)


@given(text=ANY_TEXT)
def test_a_skeleton_is_its_own(text: str) -> None:
    if text.isascii():
        assert cell.skeleton(cell.skeleton(text)) == cell.skeleton(text)
    assert cell.skeleton(text.upper()) == cell.skeleton(text.lower()) or not text.isascii()


@pytest.mark.parametrize(
    ("one", "other", "type", "same"),
    [
        ("1.0", "1.00", "number", True),
        ("01", "1", "integer", True),
        ("01", "1", "string", False),
        ("nan", "nan", "number", True),
        ("x", "y", "number", False),
    ],
)
def test_numbers_are_the_same_by_value_and_texts_by_letter(one: str, other: str, type: str, same: bool) -> None:
    assert (cell.identity(one, type) == cell.identity(other, type)) is same
