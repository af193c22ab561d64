import json

from issuing import an_id
from record_problems import OPEN
from registries import FILES, FIRST, make_registry, run, secret

BAD = {
    f"awards/2026/{FIRST}.yml": "achievement: visti\nlearner: l-1\nawardedDate: 2026-02-30\n",
    "learners/l-2.yml": "nmae: Zoë\n",
}
HOSTILE = {
    "learners/l-1.yml": 'name: "::error file=x::pwned\\nx"\n',
    "learners/l-2.yml": "<img src=x onerror=alert(1)>: 1\n",
    "achievements/visit.yml": "name: '##[add-mask]x [x](javascript:alert(1))\n",
}


def test_sound_records_are_counted_and_their_elements_too(tmp_path):
    make_registry(tmp_path)
    done = run("check", folder=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "2 awards, 1 achievement, 2 learners: no problems.\n"
        "Harbour Visit: 7 of 11 EU elements; "
        "missing: learning outcomes, level, type of assessment, quality assurance.\n"
    )


def test_eu_elements_are_counted_for_micro_credentials_only_unless_all_are_asked_for(tmp_path):
    make_registry(
        tmp_path, {"achievements/badge.yml": "name: Badge\nachievementType: Badge\ndescription: A.\ncriteria: B.\n"}
    )
    assert "Badge:" not in run("check", folder=tmp_path).out
    assert "Badge: 5 of 11" in run("check", "--all", folder=tmp_path).out


def test_every_problem_of_every_file_is_reported_with_line_reason_and_remedy(tmp_path):
    make_registry(tmp_path, BAD)
    done = run("check", folder=tmp_path)
    assert done.code == 1
    assert (
        f"credentials/awards/2026/{FIRST}.yml\n"
        "  line 1, column 14: achievement: there is no achievement of this name (found visti).\n"
        "      Did you mean visit? [unknown-reference]\n"
        "  line 3, column 14: awardedDate: February 2026 has 28 days (found 2026-02-30)." in done.out
    )
    assert "Did you mean name?" in done.out
    assert "in 2 files. Correct them, and run testamur check again." in done.out


def test_a_warning_is_reported_and_the_check_passes(tmp_path):
    make_registry(tmp_path, {f"awards/{an_id(3)}.yml": "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n"})
    done = run("check", folder=tmp_path)
    assert done.code == 0
    assert "warning: " in done.out
    assert "3 awards, 1 achievement, 2 learners: 1 warning in 1 file." in done.out


def test_problems_are_available_as_json(tmp_path):
    make_registry(tmp_path, BAD)
    done = run("check", "--format", "json", folder=tmp_path)
    found = json.loads(done.out)
    assert done.code == 1
    assert found["counts"]["errors"] == len(found["problems"]) == 4
    assert {"code", "file", "line", "column", "field", "value", "reason", "remedy", "severity"} == set(
        found["problems"][0]
    )


def test_json_for_sound_records_has_counts_and_elements(tmp_path):
    make_registry(tmp_path)
    found = json.loads(run("check", "--format=json", folder=tmp_path).out)
    assert found["counts"] == {"awards": 2, "achievements": 1, "learners": 2, "errors": 0, "warnings": 0}
    assert (found["pending"], found["problems"], found["elements"][0]["stated"]) == (None, [], 7)


def test_the_github_format_has_annotations_and_a_summary(tmp_path):
    make_registry(tmp_path, BAD)
    summary = tmp_path / "summary.md"
    done = run("check", "--format", "github", folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
    assert done.code == 1
    assert (
        f"::error file=credentials/awards/2026/{FIRST}.yml,line=3,col=14,title=date-impossible::awardedDate" in done.out
    )
    assert all(line.startswith(("::error ", "::warning ")) for line in done.out.splitlines())
    assert summary.read_text().startswith("## Records: 4 problems in 2 files")


def test_hostile_records_are_inert_in_every_format(tmp_path):
    make_registry(tmp_path, HOSTILE)
    summary = tmp_path / "summary.md"
    for form in ("text", "json", "github"):
        done = run("check", "--format", form, folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
        assert done.code == 1
        told = done.out + done.err
        assert "##[" not in told
        assert not any(
            line.lstrip().startswith("::") and not line.startswith("::error file=credentials/")
            for line in told.splitlines()
        )
        assert "\n::error file=x" not in told
    assert not any(live in summary.read_text() for live in ("<img", "](", "javascript:"))


def test_a_hostile_title_of_a_sound_record_starts_no_workflow_command(tmp_path):
    make_registry(
        tmp_path,
        {
            "achievements/visit.yml": 'name: "::error::pwned ##[add-mask]x"\n'
            "achievementType: MicroCredential\ndescription: A.\ncriteria: B.\n"
        },
    )
    for form in ("text", "github"):
        done = run("check", "--format", form, folder=tmp_path)
        assert done.code == 0
        assert not any(line.lstrip().startswith("::") or "##[" in line for line in (done.out + done.err).splitlines())


def test_beside_a_ledger_check_lists_pending_awards(tmp_path):
    make_registry(tmp_path)
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    assert "Nothing is pending." in run("check", folder=tmp_path).out
    make_registry(tmp_path, {f"awards/{an_id(3)}.yml": "achievement: visit\nlearner: l-2\nawardedDate: 2026-06-01\n"})
    assert "Pending: 1 to issue. testamur issue does it." in run("check", folder=tmp_path).out


def test_beside_a_ledger_check_reports_what_issue_would_refuse(tmp_path):
    make_registry(tmp_path)
    run("issue", folder=tmp_path, TESTAMUR_SIGNING_KEY=secret())
    make_registry(tmp_path, {"learners/l-1.yml": "name: Eve Okafor\n"})
    done = run("check", folder=tmp_path)
    assert done.code == 1
    assert "issued-record-changed" in done.out
    make_registry(tmp_path, base="https://elsewhere.example")
    assert "address-changed" in run("check", folder=tmp_path).out


def test_without_records_check_says_how_to_make_some(tmp_path):
    done = run("check", folder=tmp_path)
    assert done.code == 2
    assert "testamur init makes one" in done.err


DUE = {
    "achievements/hand.yml": FILES["achievements/visit.yml"].replace("Harbour Visit", "Quay <Hand>"),
    "pathways/quay.yml": "name: Work on the quay\nsteps: [{achievement: visit}]\nmilestone: hand\n",
}


def test_check_proposes_milestones_that_are_due(tmp_path):
    make_registry(tmp_path, DUE)
    done = run("check", folder=tmp_path)
    assert done.code == 0
    assert (
        "2 learners have completed Work on the quay: testamur new award --due writes the awards of Quay <Hand>, "
        "to Ada Okafor (l-1), Zoë Ó Briain (l-2).\n" in done.out
    )
    found = json.loads(run("check", "--format", "json", folder=tmp_path).out)
    assert found["due"] == [{"pathway": "quay", "milestone": "hand", "learner": learner} for learner in ("l-1", "l-2")]


def test_a_job_summary_proposes_milestones_and_has_no_live_markup(tmp_path):
    make_registry(tmp_path, {**DUE, "issuer.yml": OPEN})
    summary = tmp_path / "summary.md"
    run("check", "--format", "github", folder=tmp_path, GITHUB_STEP_SUMMARY=str(summary))
    text = summary.read_text(encoding="utf-8")
    assert "- 2 learners have completed Work on the quay&#58; testamur new award" in text
    assert "<Hand>" not in text
    assert "Ada" not in text


def test_a_mistake_of_yaml_is_said_in_the_language(tmp_path, monkeypatch):
    monkeypatch.setenv("TESTAMUR_LANGUAGE", "fr")
    make_registry(tmp_path, {"learners/l-2.yml": 'name: "Zoë\n'})
    done = run("check", folder=tmp_path)
    assert "un guillemet s’ouvre ici et aucun ne le ferme" in done.err + done.out
    assert "Écrivez un guillemet de la même sorte à la fin du texte" in done.err + done.out
