"""Every rule that a package is held to, by what it is about: the order of the reference, and what the quality page counts.

A rule is named by the type of the finding that it gives; its words are `findings.<type>`.
"""

from __future__ import annotations

from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, ...]] = {
    group: tuple(types.split())
    for group, types in {
        "file": """
            no-package missing-descriptor several-descriptors missing-file not-a-file symlink unreadable
            unlisted-file empty-file byte-count hash-count hash-unknown limit-exceeded encoding-error wrong-kind
            merge-conflict cut-off""",
        "description": """
            json-syntax yaml-syntax yaml-alias yaml-tag duplicate-property number-too-long lone-surrogate
            property-missing property-type property-choice property-format property-empty property-range
            property-repeated name-invalid name-reserved duplicate-package duplicate-resource path-unsafe
            path-reserved several-paths inline-data reference-not-inline schema-missing format-unsupported
            encoding-unknown dialect-unsupported fields-match-unsupported duplicate-field field-type-unknown
            constraint-invalid schema-error check-timeout check-failed title-missing translation-missing
            licence-missing licence-empty sources-missing source-empty link-not-http created-invalid duplicate-view
            view-type-unknown view-resource-unknown view-field-unknown""",
        "cell": """
            csv-syntax other-delimiter missing-label incorrect-label extra-label duplicate-label blank-row
            missing-cell extra-cell empty-table type-error constraint-error category-unknown non-finite-number
            inexact-number group-size spreadsheet-error blank-ends look-alike-letter look-alike-value lost-letter
            control-character formula-like duplicate-row""",
        "key": """
            unique-error primary-key unique-key foreign-key primary-key-unknown unique-key-unknown
            foreign-key-unknown foreign-key-malformed""",
        "shape": """
            shape-unknown shape-column-missing shape-column-extra required-value duplicate-key count-invalid
            degrees-invalid date-invalid code-unknown address-invalid parent-unknown parent-circle""",
        "observation": """
            value-not-decimal unknown-code unit-mismatch period-type-mismatch area-level-mismatch count-not-whole
            count-negative share-out-of-range count-over-population part-over-whole claims-disagree proof-failed""",
        "declared": """
            row-constraint parts-sum-to-whole share-of not-after monotone jump range-by-group required-source
            unique-together complete check-type-unknown check-field-unknown check-malformed check-too-large""",
        "series": "series-jump value-outlier area-not-valid",
        "change": """
            package-vanished package-renamed resource-vanished resource-renamed field-vanished field-type-changed
            unit-changed key-changed row-vanished past-value-changed past-text-changed area-vanished figure-vanished
            figure-changed revision-unrecorded base-unreadable""",
        "known": "known-malformed known-expired known-stale",
    }.items()
}


def group_of(type: str) -> str:
    """Return the group of a rule, or empty text where nobody has given it one."""
    return next((group for group, types in GROUPS.items() if type in types), "")
