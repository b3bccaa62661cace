"""Reference periods in words."""

import pytest

from build_scripts.narrative import at_date, over_period, period_text, when
from build_scripts.narrative.when import span
from tests.narrative.sample import EN, ID, claim


@pytest.mark.parametrize(
    ("as_of", "indonesian", "english"),
    [
        ("2023-12-31", "pada 31 Desember 2023", "on 31 December 2023"),
        ("2023-12", "pada Desember 2023", "in December 2023"),
        ("2023", "pada 2023", "in 2023"),
        ("soon", "soon", "soon"),
    ],
)
def test_a_state_is_dated_as_precisely_as_the_source_says(as_of: str, indonesian: str, english: str) -> None:
    assert (at_date(as_of, ID), at_date(as_of, EN)) == (indonesian, english)


@pytest.mark.parametrize(
    ("as_of", "start", "indonesian", "english"),
    [
        ("2023", "", "sepanjang 2023", "in 2023"),
        ("2023-03-14", "", "pada 14 Maret 2023", "on 14 March 2023"),
        ("2025-08", "2025-01", "dari Januari sampai Agustus 2025", "from January to August 2025"),
        ("2018", "2014", "dari 2014 sampai 2018", "from 2014 to 2018"),
        ("2018-03-31", "2018-01-01", "dari 1 Januari sampai 31 Maret 2018", "from 1 January to 31 March 2018"),
        ("2026-02", "2014", "dari 2014 sampai Februari 2026", "from 2014 to February 2026"),
        ("2020-01", "2019-11", "dari November 2019 sampai Januari 2020", "from November 2019 to January 2020"),
    ],
)
def test_a_flow_is_told_over_its_time(as_of: str, start: str, indonesian: str, english: str) -> None:
    assert (over_period(as_of, start, ID), over_period(as_of, start, EN)) == (indonesian, english)


def test_an_observation_is_a_state_or_a_flow() -> None:
    flow = claim("benefit-expense", "ID", "2025-08", "11", period_from="2025-01")

    assert when(claim("coverage", "ID", "2023", "11"), ID) == "pada 2023"
    assert when(flow, ID) == "dari Januari sampai Agustus 2025"
    assert (period_text(flow, ID), period_text(flow, EN)) == ("Januari–Agustus 2025", "January–August 2025")
    assert period_text(claim("coverage", "ID", "2023-12", "11"), EN) == "December 2023"


def test_a_span_names_both_ends_unless_one_holds_the_other() -> None:
    assert span(["2014", "2026-01"], ID) == "bertanggal 2014 sampai Januari 2026"
    assert span(["2023-12-31"], EN) == "dated 31 December 2023"
    assert span(["2025-06-17", "2025-06"], EN) == "dated June 2025"
