"""A small synthetic portal: one country, twelve provinces, twenty-four districts, values that are visibly made up."""

from __future__ import annotations

from decimal import Decimal

from build_scripts.dataset import Area, Breakdown, Centre, Dataset, Indicator, Observation, Segment, Source, Tile
from build_scripts.figures import Figures, compute
from build_scripts.package import Text

NUMBERS = [
    "Satu",
    "Dua",
    "Tiga",
    "Empat",
    "Lima",
    "Enam",
    "Tujuh",
    "Delapan",
    "Sembilan",
    "Sepuluh",
    "Sebelas",
    "Belas",
]


def indicator(name, unit="percent", **more):
    facts = {
        "decimals": 2,
        "theme": "coverage",
        "period_type": "point",
        "higher_is": "better",
        "aggregation": "none",
    } | more
    return Indicator(
        id=name, name=Text(f"Ukuran {name}", {"en": f"Measure {name}"}), definition=Text("Contoh"), unit=unit,
        numerator="", denominator="", **facts,
    )  # fmt: skip


def claim(value, as_of, **more):
    facts = {
        "indicator": "coverage", "kind": "observed", "area_level": "country", "area_code": "ID", "segment": "",
        "breakdown": "", "source_id": "contoh-1", "period_from": "", "period_type": "point", "unit": "percent",
        "precision": "exact",
    } | more  # fmt: skip
    return Observation(
        raw_area_name="", as_of=as_of, statement=1, value=Decimal(value), text=value, note="", package="contoh",
        resource="contoh", line=2, **facts,
    )  # fmt: skip


def areas():
    found = {"ID": Area("ID", "country", "", Text("Indonesia"))}
    for n, name in enumerate(NUMBERS, 11):
        found[str(n)] = Area(str(n), "province", "ID", Text(f"Contoh {name}", {"en": f"Example {n}"}))
        for d in (1, 2):
            found[f"{n}.0{d}"] = Area(f"{n}.0{d}", "district", str(n), Text(f"Kabupaten Contoh {n}-{d}"))
    return found


def observations():
    provinces = [str(n) for n in range(11, 23)]
    rows = [
        claim("22", "2014"),
        claim("44", "2016-06"),
        claim("33", "2016-06", source_id="contoh-2"),
        claim("88.5", "2020-12-31"),
        claim("88", "2020", kind="target"),
        claim("95", "2020", kind="threshold"),
    ]
    for n, code in enumerate(provinces[:11]):
        rows.append(claim(str(60 + 3 * n), "2020-12-31", area_code=code, area_level="province"))
        rows.append(claim("55", "2018", area_code=code, area_level="province", source_id="contoh-2"))
        rows.append(claim(str(57 + n), "2019", area_code=code, area_level="province", source_id="contoh-2"))
        for d in (1, 2):
            rows.append(claim(f"{50 + 2 * n + d}.25", "2019", area_code=f"{code}.0{d}", area_level="district"))
    members = {"indicator": "members", "unit": "persons"}
    for as_of, whole, paid, self_paid, shared in (("2019", 110, 77, 33, 22), ("2020-12-31", 220, 132, 88, 44)):
        for segment, value in (("", whole), ("pbi", paid), ("non-pbi", self_paid), ("pbi-sharing", shared)):
            rows.append(claim(f"{value}000000", as_of, segment=segment, **members))
    return tuple(rows)


def segment(code, parent="", role="part"):
    return Segment(code, Text(f"Segmen {code}", {"en": f"Segment {code}"}), Text(""), parent, role)


def figures(rows=None) -> Figures:
    return compute(
        Dataset(
            indicators={i.id: i for i in (indicator("coverage"), indicator("members", "persons", aggregation="sum"))},
            areas=areas(),
            segments={
                s.code: s for s in (segment("pbi"), segment("non-pbi"), segment("pbi-sharing", "pbi", "aggregate"))
            },
            breakdowns={("coverage", "urban"): Breakdown("coverage", "urban", Text("Perkotaan"))},
            sources={
                f"contoh-{n}": Source(
                    f"contoh-{n}", "Judul", f"Penerbit {n}", "2021", "https://example.org/", "id", "news", ""
                )
                for n in (1, 2)
            },
            observations=observations() if rows is None else tuple(rows),
            tiles={str(n): Tile(str(n), f"C{n}", (n - 11) // 6, (n - 11) % 6 * 2) for n in range(11, 23)},
            centres={
                f"{n}.0{d}": Centre(f"{n}.0{d}", -2.0 - d, 96.0 + 3 * (n - 11) + d)
                for n in range(11, 23)
                for d in (1, 2)
            },
        )
    )
