"""What the text of one cell gives away: the conditions of the rules on cells, each a pure function of a text.

The checks and the look at whole columns share them, so that what a column clears is what a check would pass.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

NUMBER_TYPES = ("integer", "number")
TEXT_TYPES = ("string", "any")
# Of values of these types blanks at the ends are never a part; a structure (JSON, a list) may have them, a number has a form of its own.
WORD_TYPES = (*TEXT_TYPES, "boolean", "date", "datetime", "time", "yearmonth")
# What decimal columns of 128 bits hold, and how far the exponent of a double goes.
DIGITS = 38
EXPONENT = 308

INTEGER = re.compile(r"[+-]?[0-9]+")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
# A plain decimal with the digits of its source: no exponent, no plus sign.
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
YEAR = re.compile(r"[0-9]{4}")
NON_FINITE = re.compile(r"[+-]?(nan|snan|inf|infinity)[0-9]*", re.IGNORECASE)
# A text of this form breaks no rule on a single text, whatever it says (it is also the syntax of RE2).
PLAIN = re.compile(r"[A-Za-z0-9]([ -~]*[!-~])?")

# Tab and line feeds are text. Marks of direction (LRM, RLM, ALM) and joiners belong to scripts that need them; overrides, embeddings
# and isolates make text read otherwise than it is written. Tags are allowed in a flag alone: elsewhere they hide a text in a text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"
)
_C1 = frozenset(map(chr, range(0x80, 0xA0)))
_FORMULA = re.compile(r"[=+\-@\t\r].*[^\W_]", re.DOTALL)
_SIGNED_NUMBER = re.compile(r"[+-]?[0-9][0-9 .,()/-]*%?")
# A signed quantity with its words (`-5 derajat`, `-12°C`, `+62 21 555 ext. 5`) is no formula: a number stands beside no name there.
_SIGNED_QUANTITY = re.compile(r"[+-][0-9](?:[ .,]*[-/]?[0-9])*[ .,]*[°%]? ?[^\W\d_]+\.?(?: [^\W_]+\.?)*")
_SPREADSHEET_ERROR = re.compile(r"#(REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|N/A|SPILL!|CALC!)")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
# Blanks that `str.strip` does not take for such, because they have no width.
_WIDTHLESS = "\u200b\u2060"
_WORD = re.compile(r"[^\W_]+")
_EXPONENT_DIGITS = 6

# Capital and small letters of other alphabets that look exactly like a Latin one. Letters that merely resemble one (Greek mu, alpha,
# nu) are left out: they stand in units and formulas.
_TWINS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaesijopcyxhdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
_FULL_WIDTH = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_NARROW = str.maketrans({**_FULL_WIDTH, "\u3000": " "})
_LATIN = str.maketrans({**_TWINS, **_FULL_WIDTH})
_OTHER_ALPHABET = re.compile("[\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_NOT_LATIN = re.compile("[^0-9A-Za-z\u00c0-\u024f]")
_DIGIT = re.compile("[0-9]")
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff"))


def forbidden(text: str) -> re.Match[str] | None:
    """Find the first character that is invisible and changes how a text is read."""
    # Of what is forbidden nothing is printable; this is told much faster.
    return None if text.isprintable() else _FORBIDDEN.search(text)


def visible(text: str) -> str:
    """Return a text without what `forbidden` finds; what was a letter in the old encoding of Windows becomes that letter again."""
    return _FORBIDDEN.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore") if m[0] in _C1 else "", text)


def formula_like(text: str) -> bool:
    """Say whether a spreadsheet could take a text for a formula; signed numbers and quantities, dashes and marks are none.

    Where people type in full width, spreadsheets take those signs as well.
    """
    text = narrow(text)
    return bool(_FORMULA.match(text)) and not (_SIGNED_NUMBER.fullmatch(text) or _SIGNED_QUANTITY.fullmatch(text))


def spreadsheet_error(text: str) -> bool:
    """Say whether a text is what a spreadsheet shows in place of a result, such as `#REF!`."""
    return bool(_SPREADSHEET_ERROR.fullmatch(text))


def lost_letter(text: str) -> bool:
    """Say whether a text holds the sign that stands for a letter lost in an earlier conversion."""
    return "\ufffd" in text


def is_base64(text: str) -> bool:
    """Say whether a text is the content of a file as RFC 4648 writes it; line breaks between the letters may be there."""
    letters = "".join(text.splitlines())
    return len(letters) % 4 == 0 and bool(_BASE64.fullmatch(letters))


def trimmed(text: str) -> str:
    """Return a text without blanks at its ends, of whatever width."""
    former = None
    while former != text:
        former, text = text, text.strip().strip(_WIDTHLESS)
    return text


def has_blanks(text: str) -> bool:
    """Say whether a text begins or ends with a blank."""
    # No blank but the common one is printable.
    if text.isprintable():
        return text[:1] == " " or text[-1:] == " "
    return trimmed(text) != text


def narrow(text: str) -> str:
    """Return a text with ASCII digits, letters and signs in place of those of full width."""
    return text if text.isascii() else text.translate(_NARROW)


def to_latin(text: str) -> str:
    """Return a text with letters of other alphabets and of full width in place of which Latin ones could stand; a text that is still
    not all Latin then is returned as it is."""
    latin = text.translate(_LATIN)
    return text if _OTHER_ALPHABET.search(latin) else latin


def look_alike(text: str) -> str:
    """Return the first letter that is not what it looks like: of another alphabet or of full width, in a word that is otherwise Latin.

    A word that holds a letter which cannot be mistaken (`kΩ`, `SMSка`) is no such word, nor is one all in another alphabet.
    """
    return "" if text.isascii() else next(filter(None, map(_strange, _WORD.findall(text))), "")


def straightened(text: str) -> str:
    """Return a text with Latin letters in place of those that `look_alike` finds."""
    return _WORD.sub(lambda match: match[0].translate(_LATIN) if _strange(match[0]) else match[0], text)


def _strange(word: str) -> str:
    latin = word.translate(_LATIN)
    mixed = _LATIN_LETTER.search(word) or (_DIGIT.search(word) and set(word) & _FULL_WIDTH.keys())
    if latin == word or not mixed or _NOT_LATIN.search(latin):
        return ""
    return next(c for c in word if c in _TWINS or c in _FULL_WIDTH)


def skeleton(text: str) -> str:
    """Return what texts have in common that differ only in letter case, look-alike letters, blanks, or what cannot be seen.

    Of plain ASCII text it is the text in small letters with single blanks.
    """
    if not text.isascii():
        text = to_latin(unicodedata.normalize("NFC", text).translate(_UNSEEN)).casefold()
    return " ".join(text.lower().split())


def plain_number(text: str, decimal: str = ".", group: str = "") -> str:
    """Return a number written with the given signs as one with a decimal point and no groups."""
    if group:
        text = text.replace(group, "")
    return text if decimal == "." else text.replace(decimal, ".")


def inexact(text: str) -> str:
    """Say why a number (as `NUMBER`) is not kept exactly in every download: `digits`, `size`, or nothing where it is.

    Decimals whose digits a double cannot hold are kept: they are written as decimals.
    """
    if len(text) <= DIGITS and "e" not in text and "E" not in text:
        return ""
    mantissa, _, exponent = text.lower().lstrip("+-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    if len(digits) > DIGITS:
        return "digits"
    if not digits:
        return ""
    if len(exponent.lstrip("+-").lstrip("0")) > _EXPONENT_DIGITS:
        return "size"
    adjusted = int(exponent or "0") + len(digits) - len(fraction) - 1
    return "size" if abs(adjusted) > EXPONENT else ""


def identity(text: str, type: str) -> str | Decimal:
    """Return what equal values of a type have in common: numbers are compared by value, all else by its text."""
    if type not in NUMBER_TYPES:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return number if number.is_finite() else text


def odd(text: str, type: str) -> bool:
    """Say whether a rule on single texts could tell anything of a cell of a type; never false where one does.

    The cell is not a missing value, and a number has the signs of the default.
    """
    if type == "integer":
        return not INTEGER.fullmatch(text) or bool(inexact(text))
    if type == "number":
        return not NUMBER.fullmatch(text) or bool(inexact(text))
    if type == "year":
        return not YEAR.fullmatch(text)
    if PLAIN.fullmatch(text):
        return False
    plain = not forbidden(text) and not (type in WORD_TYPES and has_blanks(text))
    return not plain or (type in TEXT_TYPES and _odd_text(text))


def _odd_text(text: str) -> bool:
    return formula_like(text) or spreadsheet_error(text) or lost_letter(text) or bool(look_alike(text))
