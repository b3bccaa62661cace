"""Stages are announced as they begin, and what each took is kept under its name."""

from __future__ import annotations

import time

from build_scripts.stages import Stages


def test_each_stage_is_announced_and_its_seconds_are_kept_in_order() -> None:
    told: list[str] = []
    stage = Stages(told.append)
    assert stage.done() == {}

    stage("read")
    time.sleep(0.02)
    stage("write")
    stage("read")
    seconds = stage.done()

    assert told == ["read", "write", "read"]
    assert list(seconds) == ["read", "write"]
    assert seconds["read"] >= 0.02


def test_nothing_is_counted_between_the_end_of_a_stage_and_the_next() -> None:
    stage = Stages(lambda _name: None)
    stage("read")
    before = stage.done()
    time.sleep(0.02)

    assert stage.done() == before
