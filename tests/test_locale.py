"""Words, numbers and dates of the languages."""

import ast
import re
import string
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from build_scripts.errors import UnknownNameError
from build_scripts.locale import FOLDER, Locale, Texts, languages, placeholders, read_locale

CODE = FOLDER.parent
ID, EN = read_locale("id"), read_locale("en")


def test_indonesian_comes_first() -> None:
    assert languages() == ("id", "en")


def test_an_unknown_language_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="id, en"):
        read_locale("xx")


def test_all_languages_have_the_same_files_and_keys() -> None:
    files = {
        language: sorted(p.relative_to(FOLDER / language) for p in (FOLDER / language).rglob("*.toml"))
        for language in languages()
    }

    assert files["id"] == files["en"]
    assert set(ID.words) == set(EN.words)


def test_a_file_of_words_is_read_when_a_key_of_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "voice.toml").write_text('clean = "clean"\n[head]\nfile = "file"\n', encoding="utf-8")
    (tmp_path / "findings").mkdir()
    (tmp_path / "findings" / "cell.toml").write_text("this is no TOML", encoding="utf-8")
    words = Texts(tmp_path)

    assert words["voice.clean"] == "clean"
    assert words["voice.head.file"] == "file"
    assert "voice.unclean" not in words
    with pytest.raises(tomllib.TOMLDecodeError):
        list(words)


def test_words_are_listed_without_being_asked_for(tmp_path: Path) -> None:
    (tmp_path / "voice.toml").write_text('clean = "clean"\n', encoding="utf-8")
    (tmp_path / "live.toml").write_text('chart = "chart"\n', encoding="utf-8")

    assert list(Texts(tmp_path)) == ["live.chart", "voice.clean"]


@pytest.mark.parametrize("key", sorted(ID.words))
def test_all_languages_fill_the_same_placeholders(key: str) -> None:
    assert placeholders(ID.words[key]) == placeholders(EN.words[key])


def spoken_keys() -> tuple[set[str], tuple[str, ...]]:
    """Return the texts and the beginnings of composed texts that stand in code and templates."""
    texts: set[str] = set()
    beginnings: set[str] = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "name":
                # Pages name the codes of a list by the list: `scope.name("theme", code)`.
                beginnings.update(f"words.{a.value}." for a in node.args[:1] if isinstance(a, ast.Constant))
    for path in (CODE / "templates").rglob("*.*"):
        texts.update(re.findall(r"""["']([a-z-]+(?:\.[a-z-]*)+)["']""", path.read_text(encoding="utf-8")))
    # Sentences of findings ask for the name of a code: `{value:level}`.
    for said in ID.words.values():
        beginnings.update(f"words.{spec}." for _, _, spec, _ in string.Formatter().parse(said) if spec)
    beginnings.update(t for t in texts if t.endswith("."))
    # A composed key names at least its file and table, otherwise it would excuse any word.
    return texts, tuple(b for b in beginnings if re.match(r"[a-z-]+\.[a-z-]+", b))


@pytest.mark.parametrize("file", ["sentences", "words"])
def test_every_word_is_spoken_somewhere(file: str) -> None:
    texts, beginnings = spoken_keys()
    words = [key for key in ID.words if key.startswith(f"{file}.")]
    idle = [key for key in words if key not in texts and not key.startswith(beginnings)]

    assert idle == []


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        ("1234567.50", "1.234.567,50", "1,234,567.50"),
        ("1234", "1.234", "1,234"),
        ("-0.5", "−0,5", "−0.5"),
        ("100.20", "100,20", "100.20"),
        ("1E+3", "1.000", "1,000"),
    ],
)
def test_numbers_keep_their_digits(value: str, indonesian: str, english: str) -> None:
    assert (ID.number(Decimal(value)), EN.number(Decimal(value))) == (indonesian, english)


def test_a_number_is_rounded_half_away_from_zero_where_decimals_are_given() -> None:
    assert (ID.number(Decimal("2.345"), 2), EN.number(Decimal("0.5"), 0), ID.number(7, 1)) == ("2,35", "1", "7,0")


@pytest.mark.parametrize(
    ("value", "short", "spoken"),
    [
        (282_700_000, "282,7 juta", "282,7 juta"),
        (282_477_584, "282,5 juta", "282.477.584"),
        (999_960_000, "1 miliar", "999,96 juta"),
        (995_000, "995.000", "995.000"),
        (1_000_000, "1 juta", "1 juta"),
        (9_870_000_000_000, "9,87 triliun", "9,87 triliun"),
        (-9_100_000_000_000, "−9,1 triliun", "−9,1 triliun"),
        (5 * 10**15, "5.000 triliun", "5.000 triliun"),
        (0, "0", "0"),
    ],
)
def test_large_numbers_are_said_in_words_of_their_scale(value: int, short: str, spoken: str) -> None:
    assert (ID.short(value), ID.spoken(value)) == (short, spoken)


@pytest.mark.parametrize(
    ("locale", "as_of", "with_year", "without"),
    [
        (ID, "2023-12-31", "31 Desember 2023", "31 Desember"),
        (EN, "2023-12", "December 2023", "December"),
        (ID, "2023", "2023", "2023"),
    ],
)
def test_dates_are_as_precise_as_given(locale: Locale, as_of: str, with_year: str, without: str) -> None:
    assert locale.date(as_of) == with_year
    assert locale.date(as_of, year=len(as_of) == 4) == without


def test_a_quantity_has_its_unit_and_the_sign_stands_first() -> None:
    assert ID.quantity(Decimal("98.45"), "percent") == "98,45 persen"
    assert EN.quantity(Decimal("-9100000000000"), "idr", short=True) == "−Rp9.1 trillion"
    assert (EN.quantity(Decimal(1), "months"), EN.quantity(Decimal(2), "months")) == ("1 month", "2 months")
    assert (EN.quantity(Decimal(3), "furlongs"), EN.quantity(Decimal(3), "")) == ("3 furlongs", "3")
    assert ID.quantity(Decimal("2.345"), "percent", decimals=1) == "2,3 persen"


def test_words_are_filled_and_a_missing_key_is_a_bug() -> None:
    locale = Locale("id", {"a.b": "{x} dan {y}"})

    assert locale.word("a.b", x=1, y=2) == "1 dan 2"
    assert (locale.has("a.b"), locale.has("a.c")) == (True, False)
    with pytest.raises(KeyError):
        locale.word("a.c")


def test_folder_holds_only_languages() -> None:
    assert [p.name for p in Path(FOLDER).iterdir() if not p.is_dir()] == []
