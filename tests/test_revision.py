"""The published state from git: exactly what a folder held, nothing run, nothing followed, odd names refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.reading import Limits
from build_scripts.revision import RevisionError, read_base, tree
from tests.package_folder import descriptor, write

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository of its own, that knows nothing of the caller's settings."""
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)

    def run(*arguments: str) -> str:
        identity = ("-c", "user.name=Contoh", "-c", "user.email=contoh@example.org")
        command = ["git", *identity, "-C", str(tmp_path), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    run("init", "--quiet", "--initial-branch=main")
    return run


def commit(git: Git) -> str:
    git("add", "--all", "--force")
    git("commit", "--quiet", "--message=x", "--allow-empty")
    return git("rev-parse", "HEAD")


def files(place: Path) -> dict[str, bytes]:
    return {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()}


def test_a_tree_is_what_was_committed_byte_for_byte(git: Git, tmp_path: Path) -> None:
    raw = {"a.csv": b"x\r\ny\n", "b/c d.bin": bytes(range(256)), "é\u202e.txt": b"", "b/leer": b"\n"}
    for name, data in raw.items():
        path = tmp_path / "datasets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "outside.txt").write_text("x")
    (tmp_path / ".gitattributes").write_text("* text eol=crlf export-subst\n*.bin export-ignore filter=evil\n")
    first = commit(git)
    (tmp_path / "datasets" / "a.csv").unlink()
    (tmp_path / "datasets" / "neu.csv").write_text("x")
    commit(git)

    for name in (first, "main~1", "HEAD^", "@~"):
        with tree(name, tmp_path / "datasets") as place:
            assert files(place)["b/c d.bin"] == raw["b/c d.bin"]
            assert set(files(place)) == set(raw)
        assert not place.exists()


def test_the_folder_may_be_the_repository_itself_or_have_an_odd_name(git: Git, tmp_path: Path) -> None:
    (tmp_path / "x[a]*").mkdir()
    (tmp_path / "x[a]*" / "a.csv").write_text("1")
    (tmp_path / "xa").mkdir()
    (tmp_path / "xa" / "b.csv").write_text("2")
    commit(git)

    with tree("HEAD", tmp_path) as place:
        assert set(files(place)) == {"x[a]*/a.csv", "xa/b.csv"}
    with tree("HEAD", tmp_path / "x[a]*") as place:
        assert set(files(place)) == {"a.csv"}


def test_a_folder_that_was_not_there_held_nothing(git: Git, tmp_path: Path) -> None:
    commit(git)
    write(tmp_path / "datasets" / "contoh")

    assert read_base("HEAD", (tmp_path / "datasets",)) == ((), ())


@pytest.mark.parametrize(
    "name",
    [
        "", "-h", "--help", "--upload-pack=touch x", "no-such-branch", "HEAD:datasets", "HEAD..main", "a b", "HEAD\n", "HEAD\0",
        ":/x", "^HEAD", "$(touch x)", "`touch x`", "HEAD;touch x", "../../etc", "/etc", "refs/heads/*", "é", "x" * 300, "HEAD^{tree}",
        "HEAD@{u}", "--output=x", "0" * 40,
    ],
)  # fmt: skip
def test_odd_and_unknown_revisions_are_refused(git: Git, tmp_path: Path, name: str) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "a.csv").write_text("1")
    commit(git)
    before = files(tmp_path / "datasets")

    with pytest.raises(RevisionError), tree(name, tmp_path / "datasets"):
        pass
    assert files(tmp_path / "datasets") == before


def test_links_and_nested_repositories_are_left_out(git: Git, tmp_path: Path) -> None:
    place = tmp_path / "datasets"
    place.mkdir()
    (place / "a.csv").write_text("1")
    (place / "link.csv").symlink_to("/etc/passwd")
    (place / "folder").symlink_to("/etc")
    commit(git)
    git("update-index", "--add", "--cacheinfo", f"160000,{git('rev-parse', 'HEAD')},datasets/sub")
    git("commit", "--quiet", "--message=sub")

    with tree("HEAD", place) as found:
        assert [p.name for p in found.iterdir()] == ["a.csv"]


def test_names_that_lead_out_are_never_written(git: Git, tmp_path: Path) -> None:
    """A tree made by hand, as no `git add` would make it."""
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "a.csv").write_text("1")
    commit(git)
    blob = git("rev-parse", "HEAD:datasets/a.csv")

    def made(entries: bytes) -> str:
        command = ["git", "-C", str(tmp_path), "hash-object", "-t", "tree", "-w", "--stdin", "--literally"]
        return subprocess.run(command, input=entries, check=True, capture_output=True).stdout.decode().strip()

    evil = b"".join(b"100644 %s\0" % name + bytes.fromhex(blob) for name in (b"..", b".git", b"a.csv", b"b\\..\\c"))
    top = made(b"40000 datasets\0" + bytes.fromhex(made(evil)))
    crafted = git("commit-tree", top, "-m", "x")

    with tree(crafted, tmp_path / "datasets") as found:
        assert set(files(found)) == {"a.csv"}


def test_limits_hold_on_both_sides(git: Git, tmp_path: Path) -> None:
    place = tmp_path / "datasets"
    place.mkdir()
    for name in ("a", "b"):
        (place / name).write_text("12345")
    commit(git)

    with tree("HEAD", place, Limits(folder_entries=2, resource_bytes=5)) as found:
        assert len(files(found)) == 2
    with tree("HEAD", place, Limits(resource_bytes=4)) as found:
        assert files(found) == {}
    with pytest.raises(RevisionError, match="more than 1"), tree("HEAD", place, Limits(folder_entries=1)):
        pass


def test_nothing_of_the_repository_runs(git: Git, tmp_path: Path) -> None:
    place = tmp_path / "datasets"
    place.mkdir()
    (place / "a.csv").write_text("1")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    (tmp_path / ".gitattributes").write_text("* filter=evil diff=evil\n")
    commit(git)
    hooks = tmp_path / ".git" / "hooks"
    for name in ("post-checkout", "reference-transaction", "post-index-change", "pre-commit"):
        (hooks / name).symlink_to(trap)
    for key in (
        "filter.evil.smudge",
        "diff.evil.textconv",
        "diff.external",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
    ):
        git("config", key, str(trap))

    with tree("HEAD", place) as found:
        assert set(files(found)) == {"a.csv"}
    assert not (tmp_path / "sprung").exists()


def test_settings_that_lead_to_another_repository_are_not_heeded(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("1")
    commit(git)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", "/")

    with tree("HEAD", tmp_path) as found:
        assert set(files(found)) == {"a.csv"}


def test_a_folder_outside_any_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="git cannot read"), tree("HEAD", tmp_path):
        pass


def test_a_machine_without_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(RevisionError, match="not installed"), tree("HEAD", tmp_path):
        pass


def check(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build_scripts", "check", "--lang", "en", *map(str, arguments)]
    root = Path(__file__).resolve().parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def test_a_check_against_a_revision_tells_what_moved_and_asks_for_a_record(git: Git, tmp_path: Path) -> None:
    write(tmp_path / "datasets" / "contoh", descriptor(), {"table.csv": "area,year,value\nContoh Satu,2023,11\n"})
    commit(git)
    table = tmp_path / "datasets" / "contoh" / "table.csv"

    table.write_text("area,year,value\nContoh Satu,2023,11.0\nContoh Dua,2023,22\n")
    assert check(tmp_path, "--base", "main", "datasets").returncode == 0

    table.write_text("area,year,value\nContoh Satu,2023,12\n")
    for folder in ("datasets", "datasets/contoh"):
        done = check(tmp_path, "--base", "main", "--format", "github", folder)
        assert done.returncode == 1, done.stderr
        assert "file=datasets/contoh/table.csv" in done.stdout
        assert "line=2" in done.stdout
        assert "datasets/contoh/CHANGELOG.md" in done.stdout

    (tmp_path / "datasets" / "contoh" / "CHANGELOG.md").write_text("## 2\n\nContoh Satu was revised.\n")
    assert check(tmp_path, "--base", "main", "datasets").returncode == 0


def test_a_check_against_a_folder_compares_one_package_with_its_own(tmp_path: Path) -> None:
    for state, value in (("old", "11"), ("new", "12")):
        for name in ("satu", "dua"):
            rows = f"area,year,value\nContoh Satu,2023,{value}\n"
            write(tmp_path / state / name, descriptor(name=name), {"table.csv": rows})

    whole = check(tmp_path, "--base", "old", "--format", "github", "new")
    one = check(tmp_path, "--base", "old", "--format", "github", "new/satu")
    itself = check(tmp_path, "--base", "new", "new/dua", "new/satu")

    assert (whole.stdout.count("past-value-changed"), one.stdout.count("past-value-changed")) == (2, 1)
    assert "vanished" not in one.stdout
    assert itself.returncode == 0


def test_a_broken_published_state_is_one_warning(tmp_path: Path) -> None:
    write(tmp_path / "old" / "satu", "{")
    write(tmp_path / "old" / "dua", descriptor(name="dua"), {"table.csv": "a,b\n1,2\n"})
    write(tmp_path / "new" / "satu", descriptor(name="satu"))
    write(tmp_path / "new" / "dua", descriptor(name="dua"))

    done = check(tmp_path, "--base", "old", "--format", "github", "new")

    assert done.returncode == 0, done.stdout
    assert done.stdout.count("base-unreadable") == 1
    assert "json-syntax" not in done.stdout


@pytest.mark.parametrize("base", ["no-such", "-x", "a b", "\x1b[31m"])
def test_a_base_that_cannot_be_had_is_one_line_and_exit_code_two(git: Git, tmp_path: Path, base: str) -> None:
    write(tmp_path / "datasets" / "contoh")
    commit(git)

    done = check(tmp_path, f"--base={base}", "datasets")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("portal: ")


def test_an_accepted_change_is_accepted_and_no_burden_afterwards(git: Git, tmp_path: Path) -> None:
    place = tmp_path / "datasets" / "contoh"
    write(place, descriptor(), {"table.csv": "area,year,value\nContoh Satu,2023,11\n"})
    commit(git)
    (place / "table.csv").write_text("area,year,value\nContoh Satu,2023,12\n")
    (place / "CHANGELOG.md").write_text("Contoh Satu direvisi.\n")
    entry = '[[known]]\ntype = "past-value-changed"\nreason = "Sumber merevisi."\nby = "Contoh"\nuntil = "2999-12-31"\n'
    (place / "known-findings.toml").write_text(entry)

    accepted = check(tmp_path, "--base", "main", "--format", "json", "datasets")
    without = check(tmp_path, "--format", "json", "datasets")
    commit(git)
    afterwards = check(tmp_path, "--base", "main", "--format", "json", "datasets")

    assert '"past-value-changed"' in accepted.stdout
    assert [d.returncode for d in (accepted, without, afterwards)] == [0, 0, 0]
    assert "known-stale" not in without.stdout + afterwards.stdout


def test_a_file_that_git_lacks_is_told_and_no_traceback(git: Git, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n")
    commit(git)
    lost = git("rev-parse", "HEAD:a.csv")
    (tmp_path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()

    with pytest.raises(RevisionError), tree("HEAD", tmp_path):
        pass
