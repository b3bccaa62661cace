"""Grammar that several sentences share: lists, counts, capitals, full stops. Kept apart from what the sentences say."""

from __future__ import annotations

from collections.abc import Sequence

from build_scripts.locale import Locale


def listing(items: Sequence[str], locale: Locale) -> str:
    """Join items as a language does: `a`, `a dan b`, `a, b, dan c`; empty text for no item."""
    if len(items) < 2:
        return "".join(items)
    form = "pair" if len(items) == 2 else "many"
    return locale.word(f"sentences.list.{form}", first=", ".join(items[:-1]), last=items[-1])


def counted(number: int, noun: str, locale: Locale) -> str:
    """Write a count with its noun: `1 source`, `2 sources`; nouns are those of `sentences.count`."""
    form = "one" if number == 1 else "other"
    return locale.word(f"sentences.count.{noun}.{form}", number=locale.number(number))


def upper_first(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str, locale: Locale) -> str:
    """Begin with a small letter, for the middle of a sentence; acronyms and proper names keep their capital.

    A name is a word of `sentences.proper`, or one followed by another word that is written like a name
    (`Child Protection Index`); an acronym has a second capital or a digit (`PBI-JK`, `UHC`).
    """
    words = text.split()
    if not words or words[0].strip("(),.") in locale.word("sentences.proper.words").split():
        return text
    acronym = len(words[0]) > 1 and any(c.isupper() or c.isdigit() for c in words[0][1:])
    name = len(words) > 1 and words[1][:1].isupper() and words[1][1:2].islower()
    return text if acronym or name else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Make a clause a sentence: capital, full stop."""
    return upper_first(text).rstrip(".") + "."


def paragraph(clauses: Sequence[str]) -> str:
    """Make clauses sentences and join them; empty clauses fall out."""
    return " ".join(sentence(c) for c in clauses if c)
