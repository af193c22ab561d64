"""`testamur check --base`: a change compared with its base."""

import json

import pytest

from issuing import an_id
from record_problems import OPEN
from registries import FILES, FIRST, make_registry, run
from repositories import commit, git, make_repository, write

AWARD = f"credentials/awards/2026/{FIRST}.yml"
OLD = FILES[f"awards/2026/{FIRST}.yml"]
NEW = {f"credentials/awards/{an_id(9)}.yml": "achievement: visit\nlearner: l-1\nawardedDate: 2026-06-01\n"}


def change(folder, now, base=None):
    """Make a repository with the files `base` on main and the files `now` on the branch checked out."""
    make_repository(folder, base)
    for name, text in now.items():
        write(folder, name, text)


def test_the_output_begins_with_a_sentence_about_the_change(tmp_path):
    change(tmp_path, NEW)
    done = run("check", "--base", "main", folder=tmp_path)
    assert done.code == 0
    assert done.out == (
        "This change awards Harbour Visit to 1 learner: Ada Okafor (l-1).\n\n"
        "3 awards, 1 achievement, 2 learners: no problems.\n"
        "Harbour Visit: 7 of 11 EU elements; "
        "missing: learning outcomes, level, type of assessment, quality assurance.\n"
    )


def test_a_forbidden_change_is_reported_at_its_line(tmp_path):
    change(tmp_path, {AWARD: OLD.replace("05-14", "05-16")})
    done = run("check", "--base", "main", "--format", "github", folder=tmp_path)
    assert done.code == 1
    assert done.out.startswith(f"::error file={AWARD},line=3,col=14,title=issued-record-changed::awardedDate: ")
    assert "act%3A corrected" in done.out or "act: corrected" in done.out


def test_problems_of_records_files_and_the_change_are_reported_at_once(tmp_path):
    files = {
        AWARD: None,
        "credentials/learners/l-2.yml": "nmae: Zoë\n",
        "pelicanconf.py": "import os\n",
        "theme/x.css": "",
    }
    change(tmp_path, files)
    done = run("check", "--base", "main", folder=tmp_path)
    assert done.code == 1
    for code in ("issued-record-missing", "unknown-field", "mixed-change"):
        assert f"[{code}]" in done.out
    assert "pelicanconf.py, theme/x.css" in done.out


def test_an_award_that_became_too_long_is_not_reported_as_gone(tmp_path):
    change(tmp_path, {AWARD: OLD + "#" * 300_000})
    done = run("check", "--base", "main", folder=tmp_path)
    assert ("[size]" in done.out, "[issued-record-missing]" in done.out) == (True, False)


def test_beyond_a_limit_nothing_is_compared_with_the_base(tmp_path, monkeypatch):
    change(tmp_path, NEW)
    monkeypatch.setattr("testamur.records.parsing.files.MAX_RECORDS", 2)
    done = run("check", "--base", "main", folder=tmp_path)
    assert (done.code, done.out.count("credentials")) == (1, 1)
    assert "more than 2 files lie here" in done.out


def test_a_symbolic_link_in_the_records_is_reported_once(tmp_path):
    make_repository(tmp_path)
    (tmp_path / "credentials" / "learners" / "l-3.yml").symlink_to("/etc/hostname")
    done = run("check", "--base", "main", folder=tmp_path)
    assert done.code == 1
    assert done.out.count("[symlink]") == 1


def test_a_job_summary_begins_with_a_sentence_about_the_change(tmp_path):
    change(tmp_path, NEW)
    summary = tmp_path.parent / f"{tmp_path.name}.md"
    run("check", "--base", "main", "--format", "github", folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
    first, _, rest = summary.read_text().partition("\n\n")
    assert first == "This change awards *Harbour Visit* to 1 learner: Ada Okafor &#40;l&#45;1&#41;."
    assert rest.startswith("## Records: no problems")
    assert "7 of 11 EU elements" in rest


def test_a_job_summary_of_an_open_repository_has_no_names(tmp_path):
    change(tmp_path, NEW, {"issuer.yml": OPEN})
    summary = tmp_path.parent / f"{tmp_path.name}.md"
    run("check", "--base", "main", "--format", "github", folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
    assert summary.read_text().startswith("This change awards *Harbour Visit* to 1 learner: l&#45;1.")
    assert "Ada" not in summary.read_text()


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "* [x](https://spy.example) *", "x ##[add-mask]y"])
def test_a_hostile_name_in_a_change_is_inert(tmp_path, name):
    title = FILES["achievements/visit.yml"].replace("name: Harbour Visit", f"name: {json.dumps(name)}")
    learner = {"credentials/learners/l-1.yml": f"name: {json.dumps(name)}\n"}
    change(tmp_path, {**NEW, **learner, "credentials/achievements/visit.yml": title})
    summary = tmp_path.parent / f"{tmp_path.name}.md"
    for form in ("text", "github"):
        done = run("check", "--base", "main", "--format", form, folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
        assert "##[" not in done.out + done.err
    assert not any(live in summary.read_text() for live in ("<img", "](", "https://", "##["))


def test_json_has_the_change_and_its_base(tmp_path):
    change(tmp_path, NEW)
    found = json.loads(run("check", "--base", "main", "--format", "json", folder=tmp_path).out)
    assert found["change"] == {
        "base": git(tmp_path, "rev-parse", "main"),
        "sentences": ["This change awards Harbour Visit to 1 learner: Ada Okafor (l-1)."],
    }


def test_eu_elements_are_counted_only_for_achievements_that_the_change_touches(tmp_path):
    change(tmp_path, {"content/pages/about.md": "x"})
    done = run("check", "--base", "main", folder=tmp_path)
    assert (done.code, "of 11" in done.out) == (0, False)
    assert "of 11" in run("check", "--base", "main", "--all", folder=tmp_path).out


def test_reverting_a_withdrawal_is_refused(tmp_path):  # G-11
    withdrawn = OLD + "history:\n  - {date: 2026-06-01, act: revoked, reason: other}\n"
    change(tmp_path, {}, {f"awards/2026/{FIRST}.yml": withdrawn})
    write(tmp_path, AWARD, OLD)
    commit(tmp_path, "Revert")
    done = run("check", "--base", "main", folder=tmp_path)
    assert done.code == 1
    assert "[un-revoke]" in done.out


def test_problems_of_the_base_do_not_fail_the_check(tmp_path):
    change(tmp_path, {"credentials/learners/l-2.yml": "name: Zoë\n"}, {"learners/l-2.yml": "nmae: Zoë\n"})
    assert run("check", "--base", "main", folder=tmp_path).code == 0


@pytest.mark.parametrize("revision", ["nope", "", "--help", "$(touch pwned)"])
def test_an_unknown_base_is_refused_in_one_line_with_exit_code_2(tmp_path, revision):
    make_repository(tmp_path)
    done = run("check", f"--base={revision}", folder=tmp_path)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "pwned").exists()


def test_for_a_shallow_clone_the_error_says_what_to_fetch(tmp_path):
    commit(make_repository(tmp_path / "all"), "More")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path / 'all'}", "shallow")
    done = run("check", "--base", "origin/main", folder=tmp_path / "shallow")
    assert done.code == 2
    assert "fetch-depth: 0" in done.err


def test_a_missing_git_or_repository_is_reported(tmp_path):
    make_registry(tmp_path)
    done = run("check", "--base", "main", folder=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert done.code == 2
    assert "this is no git working tree" in done.err
    done = run("check", "--base", "main", folder=tmp_path, PATH=str(tmp_path))
    assert done.code == 2
    assert "git is not installed" in done.err
