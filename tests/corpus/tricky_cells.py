"""Tricky but valid cells: numbers, dates, codes and texts of all scripts that a careless reader would refuse or change."""

from __future__ import annotations

from typing import Any

from tests.package_folder import descriptor, resource

from .case import Case, csv_of, good, one, table


def _cells(name: str, cells: list[str], type: str = "string", **properties: Any) -> Case:
    """Return a case of one column whose cells must be read exactly as they stand; those with commas or quotes are quoted."""
    lines = "".join(f"{_quoted(cell)}\n" for cell in cells)
    return good(name, one(type, **properties), csv_of(f"c\n{lines}"), cells)


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if set(cell) & set(',"\n\r') else cell


NUMBERS = (
    _cells("decimals of every form", ["0", "-0", "1.", ".5", "-1.50", "007.10", "1e5", "1E-5", "+5", "3.0e+2"], "number"),
    _cells("integers of every form", ["0", "-1", "+5", "007", "123456789012345678901234567890"], "integer"),
    _cells("more digits than a float holds", ["0.1234567890123456789012345", "1e-300", "123456789.123456789123"], "number"),
    _cells("decimal comma that is declared", ["1.234,5", "0,5", "-1.000.000,25", "7"], "number", decimalChar=",", groupChar="."),
    _cells("group character that is declared", ["1,234,567", "1"], "integer", groupChar=","),
    _cells("blank as group character", ["1 234 567.5", "12"], "number", groupChar=" "),
    _cells("currency where numbers are not bare", ["Rp5000", "5000 orang", "95%"], "number", bareNumber=False),
    _cells("hyphen declared as missing", ["-", "5", "..", "n/a"], "number", missingValues=["", "-", "..", "n/a"]),
    _cells("NaN declared as missing", ["NaN", "1.5"], "number", missingValues=["NaN"]),
    _cells("missing values with labels", ["-99", "1"], "integer", missingValues=[{"value": "-99", "label": "tidak dijawab"}]),
    _cells("bounds that are just met", ["0", "100", "0.000"], "number", constraints={"minimum": 0, "maximum": 100}),
    _cells("bounds as text", ["0.1", "0.3"], "number", constraints={"minimum": "0.1", "maximum": "0.3"}),
    _cells("numbers that are listed in another form", ["1.0", "2"], "number", constraints={"enum": [1, 2]}),
    good("missing values of one field alone", table(schema={"fields": [{"name": "a"}, {"name": "b", "type": "integer", "missingValues": ["-"]}]}), csv_of("a,b\n-,-\nx,1\n"), [("-", "-"), ("x", "1")]),
    good("missing values of the table", table(schema={"fields": [{"name": "a"}, {"name": "b", "type": "number"}], "missingValues": ["", "tidak ada"]}), csv_of("a,b\nx,tidak ada\ny,\nz,1\n"), [("x", "tidak ada"), ("y", ""), ("z", "1")]),
)  # fmt: skip

WHEN = (
    _cells("dates", ["2023-12-31", "2024-02-29", "0001-01-01", "9999-12-31"], "date"),
    _cells("dates of Indonesia", ["31/12/2023", "01/02/2024"], "date", format="%d/%m/%Y"),
    _cells("dates with the name of a month", ["31 December 2023"], "date", format="%d %B %Y"),
    _cells("dates of two digits", ["31-12-23"], "date", format="%d-%m-%y"),
    _cells("times", ["00:00:00", "23:59:59"], "time"),
    _cells("times of a format", ["08.30", "17.00"], "time", format="%H.%M"),
    _cells("moments", ["2023-12-31T23:59:59Z", "2023-12-31T23:59:59"], "datetime"),
    _cells("moments of a format", ["31/12/2023 08:30"], "datetime", format="%d/%m/%Y %H:%M"),
    _cells("years", ["2023", "1945", "0001"], "year"),
    _cells("months", ["2023-01", "2023-12"], "yearmonth"),
    _cells("durations", ["P1Y2M3DT10H30M", "P3D", "PT0.5S"], "duration"),
    _cells("dates within bounds", ["2023-01-01", "2023-12-31"], "date", constraints={"minimum": "2023-01-01", "maximum": "2023-12-31"}),
)  # fmt: skip

KINDS = (
    _cells("booleans of the standard", ["true", "false", "True", "FALSE", "1", "0"], "boolean"),
    _cells("booleans in Indonesian that are declared", ["ya", "tidak"], "boolean", trueValues=["ya"], falseValues=["tidak"]),
    _cells("geopoints", ["106.8,-6.2", "-180,90"], "geopoint"),
    _cells("geopoints as arrays", ["[106.8, -6.2]"], "geopoint", format="array"),
    _cells("geopoints as objects", ['{"lon": 106.8, "lat": -6.2}'], "geopoint", format="object"),
    _cells("objects with quotes", ['{"a": "x \\"y\\"", "b": [1, null]}', "{}"], "object"),
    _cells("object with a rule of its own", ['{"a": 1}'], "object", constraints={"jsonSchema": {"type": "object", "required": ["a"]}}),
    _cells("words in JSON that are no numbers", ['{"a": "NaN", "b": ["Infinity"]}'], "object"),
    _cells("arrays", ["[1, 2]", "[]", '["a,b", {"c": "é"}]'], "array"),
    _cells("lists", ["a,b,c", "satu"], "list"),
    _cells("lists of integers between semicolons", ["1;2;3"], "list", delimiter=";", itemType="integer"),
    _cells("GeoJSON", ['{"type": "Point", "coordinates": [106.8, -6.2]}'], "geojson"),
    _cells("anything", ["1", "x", "2023-01-01"], "any"),
    _cells("e-mail addresses", ["a.b+c@contoh.example"], format="email"),
    _cells("web addresses", ["https://contoh.example/a?b=c&d=%20#e", "http://contoh.example"], format="uri"),
    _cells("UUIDs", ["123e4567-e89b-12d3-a456-426614174000"], format="uuid"),
    _cells("bytes in base64", ["QUJD", "QQ==", "/+8="], format="binary"),
    _cells("categories", ["a", "b"], categories=[{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]),
    _cells("categories that are numbers", ["1", "2"], "integer", categories=[{"value": 1, "label": "ya"}, {"value": 2, "label": "tidak"}], categoriesOrdered=True),
    _cells("pattern that begins and ends", ["AB-1"], constraints={"pattern": "^[A-Z]{2}-[0-9]$"}),
    _cells("pattern of XML Schema", ["AB1"], constraints={"pattern": "[A-Z]+[0-9]"}),
    _cells("lengths that are just met", ["ab", "é" * 5], constraints={"minLength": 2, "maxLength": 5}),
)  # fmt: skip

CODES = (
    _cells(
        "words that elsewhere mean nothing", ["NA", "N/A", "None", "null", "nan", "NaN", "NULL", "-", "TRUE", "inf"]
    ),
    _cells("codes with leading zeros", ["00123", "0", "000", "1e5", "1E10", "0x1f"]),
    _cells("codes of areas", ["35.09", "11.10", "91.00"]),
    _cells("telephone numbers", ["+62 21 1234567", "(021) 123-4567", "021-1234567"]),
    _cells("negative numbers as text", ["-5", "-1.5", "-10%"]),
    _cells("dates as text", ["2023-12-31", "31/12/2023", "1-2"]),
    _cells("codes of capitals and digits", ["ID-JK", "O0", "l1", "I1"]),
    _cells("one sign", ["-", "+", "@", "="]),
)

TEXTS = (
    _cells("Arabic", ["بيانات التأمين", "عدد\u200f 5", "\u061cبيانات"]),
    _cells("Hebrew with marks of direction", ["שלום\u200f, 2023", "\u200eABC שלום"]),
    _cells("Devanagari with joiners", ["क्\u200dष", "नमस्ते", "श्री\u200c"]),
    _cells("Persian with a non-joiner", ["می\u200cخواهم"]),
    _cells("emoji with joiners", ["👩\u200d⚕️", "🏳️\u200d🌈", "👨\u200d👩\u200d👧"]),
    _cells("Chinese, Japanese, Korean", ["健康保険", "건강보험", "インドネシア\u3000共和国"]),
    _cells("Javanese and Balinese letters", ["ꦗꦮ", "ᬩᬮᬶ"]),
    _cells("letters of two scripts in words of their own", ["Kota Москва", "vitamin β", "α dan β", "µg/l", "5 μm", "Ωmega"]),
    _cells("accents in both forms of Unicode", ["caf\u00e9", "cafe\u0301"]),
    _cells("letters beyond the first plane", ["𝒳", "𠀋"]),
    _cells("soft hyphen and no-break blank within", ["Jaminan\u00a0Kesehatan", "kese\u00adhatan"]),
    _cells("signs of comparison", ["<5", ">=10", "a<b", "a & b", "5 > 3"]),
    _cells("templates and markup", ["{{ x }}", "{% raw %}", "<b>tebal</b>", "&lt;", "${x}", "%(x)s", "{0}"]),
    _cells("Markdown", ["**tebal**", "# judul", "[a](b)", "* butir", "`kode`", "| a |"]),
    _cells("addresses within text", ["https://contoh.example", "lihat www.contoh.example", "C:\\data\\x.csv", "../x"]),
    _cells("quotes of every kind", ["“a”", "‘a’", "«a»", "a'b", '"a"', "5'3\""]),
    _cells("tabs and line feeds within", ["a\tb", "a\nb"]),
    _cells("long texts", ["kata " * 5_000 + "akhir"]),
    _cells("lines that look like a conflict of Git within a text", ["a ======= b", ">>> x", "<<<<<<", "|||||||"]),
    _cells("words of programs", ["DROP TABLE x; --", "' OR 1=1", "$(id)", "__proto__", "constructor"]),
)  # fmt: skip


def _keyed(name: str, text: str, rows: list[Any], **more: Any) -> Case:
    fields = [{"name": "a"}, {"name": "b"}]
    return good(name, table(schema={"fields": fields, **more}), csv_of(text), rows)


_TO_SELF = [{"fields": "b", "reference": {"resource": "", "fields": "a"}}]
KEYS = (
    _keyed("keys that differ in zeros", "a,b\n1,1\n01,1\n", [("1", "1"), ("01", "1")], primaryKey="a"),
    _keyed("key of two fields", "a,b\nx,1\nx,2\n", [("x", "1"), ("x", "2")], primaryKey=["a", "b"]),
    _keyed("unique keys where one is empty", "a,b\nx,\ny,\n", [("x", ""), ("y", "")], uniqueKeys=[["b"], ["a", "b"]]),
    _keyed("foreign key to itself with an empty root", "a,b\nID,\n11,ID\n", [("ID", ""), ("11", "ID")], foreignKeys=_TO_SELF),
    _keyed("foreign keys in a circle", "a,b\nx,y\ny,x\n", [("x", "y"), ("y", "x")], foreignKeys=_TO_SELF),
    good("foreign key of numbers in other digits", descriptor(
        resource("a", schema={"fields": [{"name": "n", "type": "integer"}], "foreignKeys": [{"fields": "n", "reference": {"resource": "b", "fields": "n"}}]}),
        resource("b", schema={"fields": [{"name": "n", "type": "integer"}]}),
    ), {"a.csv": "n\n05\n", "b.csv": "n\n5\n"}, ["05"], others={"b": [("5",)]}),
    good("table with a name of a program", descriptor(resource("select", path="table.csv", schema={"fields": [{"name": "order"}, {"name": "group by"}]})), csv_of("order,group by\n1,2\n"), [("1", "2")]),
    good("fields with signs and markup in their names", table(schema={"fields": [{"name": n} for n in ("a b", "a.b", "a,b", "<b>", "50%", "jumlah (orang)", "é", "__proto__")]}), csv_of('a b,a.b,"a,b",<b>,50%,jumlah (orang),é,__proto__\n1,2,3,4,5,6,7,8\n'), [tuple("12345678")]),
    good("fields that differ in case", table(schema={"fields": [{"name": "a"}, {"name": "A"}]}), csv_of("a,A\n1,2\n"), [("1", "2")]),
    good("view of a field with signs in its name", descriptor(resource(schema={"fields": [{"name": "a.b[0]"}, {"name": "n:Q", "type": "number"}]}), views=[{"name": "v", "type": "ranking", "resource": "table", "encoding": {"x": "a.b[0]", "y": "n:Q"}}]), csv_of("a.b[0],n:Q\nx,1\n"), [("x", "1")]),
)  # fmt: skip

CASES: tuple[Case, ...] = (*NUMBERS, *WHEN, *KINDS, *CODES, *TEXTS, *KEYS)
