"""The same rules in pandera on pandas: `python -m benchmarks.with_pandera FOLDER` reads and validates the package there."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from benchmarks.tables import INDICATORS, SEGMENTS


def main(folder: Path) -> int:
    areas = pd.read_csv(folder / "areas.csv", dtype=str, keep_default_na=False)
    text = pa.Column(str, nullable=False)
    schema = pa.DataFrameSchema(
        {
            "area": pa.Column(str, [pa.Check.str_matches(r"^[0-9]{2}\.[0-9]{2}$"), pa.Check.isin(set(areas["code"]))]),
            "period": pa.Column("int64"),
            "indicator": pa.Column(str, pa.Check.isin(INDICATORS)),
            "segment": pa.Column(str, pa.Check.isin(SEGMENTS)),
            "value": pa.Column("float64", [pa.Check.ge(0), pa.Check.le(100)]),
            "unit": text,
            "note": text,
        },
        unique=["area", "period", "indicator"],
        strict=True,
        ordered=True,
        coerce=True,
    )
    table = pd.read_csv(folder / "coverage.csv", dtype=str, keep_default_na=False)
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        print(len(errors.failure_cases))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
