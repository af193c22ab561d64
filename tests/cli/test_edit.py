import pytest

from issuing import an_id
from registries import FIRST, SECOND, VISIT, make_registry, run, value

ACHIEVEMENT = "credentials/achievements/visit.yml"
LEARNER = "credentials/learners/l-1.yml"
ISSUER = "credentials/issuer.yml"
TOUR = "# kept\nname: {en: Tour, fr: Visite}  # as on the door\nachievementType: Badge\ndescription: A.\ncriteria: B.\n"


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path, {"achievements/tour.yml": TOUR}, languages="[en, fr]")
    return tmp_path


def edit(folder, *arguments, **more):
    return run("edit", *arguments, folder=folder, **more)


def tree(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_option_changes_its_field_and_no_other_byte(folder):
    done = edit(folder, "achievement", "tour", "--criteria", "Come twice.")
    assert (done.code, done.out) == (0, "credentials/achievements/tour.yml\n")
    assert (folder / done.out.strip()).read_text() == TOUR.replace("criteria: B.", "criteria: Come twice.")


@pytest.mark.parametrize("arguments", [("--criteria", "Come twice."), ("--in", "fr", "--name", "Tour"), ("--eqf", "4")])
def test_windows_line_ends_stay(folder, arguments):
    path = folder / "credentials/achievements/tour.yml"
    path.write_bytes(TOUR.replace("\n", "\r\n").encode())
    assert edit(folder, "achievement", "tour", *arguments).code == 0
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_what_will_be_different_is_shown_first(folder):
    done = edit(folder, "achievement", "tour", "--criteria", "Come twice.")
    assert "  - criteria: B.\n  + criteria: Come twice.\n" in done.err


def test_a_dry_run_shows_it_and_writes_nothing(folder):
    before = tree(folder)
    done = edit(folder, "achievement", "tour", "--criteria", "Come twice.", "--dry-run")
    assert (done.code, done.out, tree(folder)) == (0, "", before)
    assert "+ criteria: Come twice." in done.err


def test_an_empty_text_takes_a_field_out(folder):
    edit(folder, "issuer", "--contact", "")
    assert "contact" not in value(folder, ISSUER)


@pytest.mark.parametrize(
    ("language", "name"),
    [((), {"en": "Walk", "fr": "Visite"}), (("--in", "fr"), {"en": "Tour", "fr": "Walk"})],
    ids=["main", "given"],
)
def test_of_a_text_in_several_languages_one_changes(folder, language, name):
    edit(folder, "achievement", "tour", "--name", "Walk", *language)
    assert value(folder, "credentials/achievements/tour.yml")["name"] == name


def test_a_text_in_a_further_language_leaves_the_one_that_is_there(folder):
    edit(folder, "achievement", "tour", "--criteria", "Venez.", "--in", "fr")
    assert value(folder, "credentials/achievements/tour.yml")["criteria"] == {"en": "B.", "fr": "Venez."}


def test_a_language_that_the_site_lacks_is_refused(folder):
    done = edit(folder, "achievement", "tour", "--name", "Rundgang", "--in", "de")
    assert (done.code, "the site has en, fr" in done.err) == (2, True)


def test_details_inside_a_field_change_one_by_one(folder):
    edit(folder, "achievement", "tour", "--eqf", "4", "--quality", "QQI", "--quality-type", "external")
    found = value(folder, "credentials/achievements/tour.yml")
    assert (found["level"], found["qualityAssurance"]) == ({"eqf": 4}, {"name": "QQI", "type": "external"})


def test_a_change_that_the_rules_refuse_is_not_written(folder):
    before = tree(folder)
    done = edit(folder, "achievement", "tour", "--quality", "QQI")
    assert (done.code, tree(folder)) == (1, before)
    assert "qualityAssurance" in done.err


def test_an_achievement_that_was_awarded_needs_a_new_version(folder):
    before = tree(folder)
    done = edit(folder, "achievement", "visit", "--criteria", "Come twice.")
    assert (done.code, tree(folder)) == (2, before)
    assert "what its awards say changes here: criteria" in done.err
    assert "--version is missing" in done.err


def test_with_a_new_version_it_may_change(folder):
    done = edit(folder, "achievement", "visit", "--criteria", "Come twice.", "--version", "2027")
    assert done.code == 0
    after = VISIT.replace("Come, and look.", "Come twice.") + 'version: "2027"\n'
    assert value(folder, ACHIEVEMENT) == {**value(folder, ACHIEVEMENT), "version": "2027", "criteria": "Come twice."}
    assert sorted((folder / ACHIEVEMENT).read_text().splitlines()) == sorted(after.splitlines())


def test_a_colour_may_change_without_a_new_version(folder):
    assert edit(folder, "achievement", "visit", "--color", "#0b6e4f").code == 0


def test_an_emblem_may_change_without_a_new_version(folder):
    assert edit(folder, "achievement", "visit", "--emblem", "boat").code == 0
    assert value(folder, "credentials/achievements/visit.yml")["emblem"] == "boat"


def test_a_new_name_corrects_every_award_of_the_learner_that_has_not_ended(folder):
    third = an_id(3)
    line = "{date: 2026-06-01, act: revoked, reason: other}"
    revoked = f"achievement: visit\nlearner: l-1\nawardedDate: 2026-05-20\nhistory:\n  - {line}\n"
    (folder / f"credentials/awards/2026/{third}.yml").write_text(revoked)
    done = edit(folder, "learner", "Ada Okafor", "--name", "Ada Lovelace")
    assert done.code == 0
    assert (folder / LEARNER).read_text() == "name: Ada Lovelace\n"
    acts = [
        value(folder, f"credentials/awards/2026/{key}.yml").get("history", [{}])[-1] for key in (FIRST, third, SECOND)
    ]
    assert [line.get("act") for line in acts] == ["corrected", "revoked", None]


def test_a_detail_that_no_award_states_corrects_none(folder):
    edit(folder, "learner", "l-1", "--email", "ada@mail.example")
    assert (folder / LEARNER).read_text() == "name: Ada Okafor\nemail: ada@mail.example\n"
    assert "history" not in value(folder, f"credentials/awards/2026/{FIRST}.yml")


def test_consent_is_written_with_its_day(folder):
    edit(folder, "learner", "l-1", "--consent", "2026-05-02", "--profile", "yes")
    assert value(folder, LEARNER)["consent"] == {"date": "2026-05-02", "profile": True}


def test_what_a_file_says_already_is_no_change(folder):
    done = edit(folder, "learner", "l-1", "--name", "Ada Okafor")
    assert (done.code, "says all of this already: nothing was changed" in done.err) == (2, True)


def test_in_a_script_something_has_to_be_given(folder):
    done = edit(folder, "learner", "l-1")
    assert (done.code, "nothing says what changes: give it (--name, --email, --consent, …)" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("learner", "l-9", "--name", "A"), "no learner is called l-9"),
        (("achievement", "nothing", "--name", "A"), "nothing"),
        (("achievement", "tour", "--credits", "many"), "--credits: many is not a number"),
        (("achievement", "tour", "--type", "Bdge"), "--type Bdge: write one of"),
        (("achievement", "tour", "--name", "a\u202eb"), "a record cannot contain this"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(folder, arguments, message):
    before = tree(folder)
    done = edit(folder, *arguments)
    assert (done.code, message in done.err, tree(folder)) == (2, True, before)


@pytest.mark.usefixtures("somebody_there")
def test_on_a_terminal_each_field_is_asked_for_with_what_it_is(folder):
    answers = ["", "", "ada@", "ada@mail.example", "", "", "", "y"]
    done = edit(folder, "learner", "l-1", answers="".join(f"{answer}\n" for answer in answers))
    assert done.code == 0
    assert "The name as the learner writes it: Ada Okafor" in done.err
    assert value(folder, LEARNER) == {"name": "Ada Okafor", "email": "ada@mail.example"}


@pytest.mark.usefixtures("somebody_there")
def test_a_hyphen_takes_a_field_out(folder):
    answers = ["kontact", "contact", "-", "y"]
    done = edit(folder, "issuer", answers="".join(f"{answer}\n" for answer in answers))
    assert (done.code, "Kontact is none of name, description" in done.err) == (0, True)
    assert "contact" not in value(folder, ISSUER)


@pytest.mark.usefixtures("somebody_there")
def test_an_answer_that_no_record_may_have_is_asked_for_again_at_once(folder):
    answers = ["eqf, tag, valid-for", "40", "4", "x" * 61, "sea", "", "3 years", "P3Y", "y"]
    done = edit(folder, "achievement", "tour", answers="".join(f"{answer}\n" for answer in answers))
    found = value(folder, "credentials/achievements/tour.yml")
    assert (found["level"], found["tag"], found["validFor"]) == ({"eqf": 4}, ["sea"], "P3Y")
    assert "The number is more than 8. Write 8 or less." in done.err


@pytest.mark.usefixtures("somebody_there")
def test_whoever_does_not_agree_changes_nothing(folder):
    before = tree(folder)
    done = edit(folder, "learner", "l-1", "--email", "a@mail.example", answers="n\n")
    assert (done.code, tree(folder)) == (130, before)


@pytest.mark.usefixtures("somebody_there")
def test_on_a_terminal_the_version_is_asked_for(folder):
    done = edit(folder, "achievement", "visit", "--criteria", "Come twice.", answers="2027\ny\n")
    assert (done.code, value(folder, ACHIEVEMENT)["version"]) == (0, "2027")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="#0b6e4f" d="M0 0h100v100H0z"/></svg>'


def test_an_achievement_gets_a_picture_and_then_another(folder):
    (folder / "a.svg").write_text(SVG)
    assert edit(folder, "achievement", "tour", "--image", "a.svg", "--caption", "A square").code == 0
    (folder / "a.svg").write_text(SVG.replace("0b6e4f", "123456"))
    done = edit(folder, "achievement", "tour", "--image", "a.svg")
    assert (done.code, "images/tour.svg" in done.err) == (0, True)
    assert "123456" in (folder / "credentials/achievements/images/tour.svg").read_text()
    assert value(folder, "credentials/achievements/tour.yml")["image"] == {
        "file": "images/tour.svg",
        "caption": "A square",
    }


COURSE = """\
# from the calendar
achievement: visit
name: {en: Spring 2026}
period: {from: 2026-02-02, to: 2026-05-08}  # on the poster
places: 30
"""


@pytest.mark.parametrize(("languages", "is_told"), [(["fr", "en"], True), (["en", "de"], False)])
def test_another_main_language_is_told_for_what_it_does_to_texts_without_one(folder, languages, is_told):
    done = edit(folder, "issuer", *(word for tag in languages for word in ("--language", tag)))
    assert done.code == 0
    assert ("every text that names no language is taken to be in fr" in done.err) is is_told


def test_who_may_find_an_award_changes_without_a_correction(folder):
    assert edit(folder, "award", "Ada Okafor", "--visibility", "unlisted").code == 0
    found = value(folder, f"credentials/awards/2026/{FIRST}.yml")
    assert (found["visibility"], "history" in found) == ("unlisted", False)


def test_the_institution_gets_a_logo(folder):
    (folder / "our.svg").write_text(SVG)
    assert edit(folder, "issuer", "--logo", "our.svg").code == 0
    assert value(folder, ISSUER)["image"] == "images/logo.svg"
    assert (folder / "credentials/images/logo.svg").read_text() == SVG


def test_how_a_course_went_is_written_into_its_record(folder):
    (folder / "credentials/offerings").mkdir()
    path = folder / "credentials/offerings/spring.yml"
    path.write_text(COURSE)
    figures = ["--enrolled", "22", "--completed", "20", "--as-of", "2026-05-12", "--source", "Mark sheets"]
    assert edit(folder, "offering", "spring", *figures).code == 0
    assert path.read_text() == COURSE + "enrolled: 22\ncompleted: 20\nasOf: 2026-05-12\nsource: Mark sheets\n"


def test_what_was_said_of_a_course_joins_what_was_said_before(folder):
    (folder / "credentials/offerings").mkdir()
    path = folder / "credentials/offerings/spring.yml"
    path.write_text(COURSE)
    for day in ("2026-05-12", "2026-09-01"):
        said = ["--responses", "16", "--score", "4.3", "--scale", "1-5", "--asked-on", day]
        assert edit(folder, "offering", "spring", *said).code == 0
    found = value(folder, "credentials/offerings/spring.yml")["feedback"]
    assert [one["date"] for one in found] == ["2026-05-12", "2026-09-01"]
    assert path.read_text().startswith(COURSE)


@pytest.mark.parametrize("arguments", [("--enrolled", "19", "--completed", "20"), ("--enrolled", "many")])
def test_figures_that_cannot_be_are_refused(folder, arguments):
    (folder / "credentials/offerings").mkdir()
    (folder / "credentials/offerings/spring.yml").write_text(COURSE)
    before = tree(folder)
    assert edit(folder, "offering", "spring", *arguments).code != 0
    assert tree(folder) == before


def test_a_known_issuer_ends(folder):
    (folder / "credentials/known-issuers").mkdir()
    path = folder / "credentials/known-issuers/quay.yml"
    path.write_text("id: did:web:quay.example\nname: Quay\nsince: 2026-01-01\nconfirmedBy: the office\n")
    assert edit(folder, "known-issuer", "quay", "--until", "2026-10-31").code == 0
    assert value(folder, "credentials/known-issuers/quay.yml")["until"] == "2026-10-31"


@pytest.mark.parametrize("name", ["sprng", "../issuer"])
def test_a_record_that_is_not_there_is_named(folder, name):
    (folder / "credentials/offerings").mkdir()
    (folder / "credentials/offerings/spring.yml").write_text(COURSE)
    done = edit(folder, "offering", name, "--places", "2")
    assert (done.code, "spring" in done.err) == (2, True)
