import json
import shutil

import pytest

import verifying
from award_link_table import ELSEWHERE, ID, THE_SAME
from issuing import NOW, Random
from issuing import run as issue
from published_files import site_items
from registries import FILES, FIRST, SECOND, make_registry, run
from testamur.authoring.issuing import preview_issue
from testamur.authoring.issuing.preview_issue import Throwaway
from testamur.cli.commands.site import verify_result
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site.items import File
from testamur.publishing.views import site_info
from testamur.records import registry
from testamur.terminal import verify_subjects
from testamur.verification.resolving.resolver import FolderResolver, Unavailable
from vector_making import endorsement_cases, sample_credentials

BASE = "https://badges.harbour.example"
PAGE = f"{BASE}/awards/{FIRST}/"
NAMES = ["document", "issuer", "proof", "validity", "status", "edition"]


def write_site(folder, loaded):
    """Write a registry's site without its pages, which these tests do not read."""
    published = publication.read(loaded, Ledger(folder / "ledger"), now=NOW)
    for one in site_items(published, [site_info.site(loaded.issuer, now=NOW)]):
        if isinstance(one, File):
            path = folder / "output" / one.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.data)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An issued registry and its site."""
    folder = tmp_path_factory.mktemp("home")
    loaded = registry.load(make_registry(folder), today=NOW.date())
    issue(loaded, folder / "ledger")
    write_site(folder, loaded)
    return folder


def check(home, *arguments, **more):
    return run("verify", *arguments, folder=home, **more)


@pytest.mark.parametrize(
    "given",
    [
        FIRST,
        FIRST.upper().replace("-", ""),
        "Ada Okafor",
        PAGE,
        f"{PAGE}#mine",
        f"{PAGE}credential.json",
        f"{PAGE}badge.png",
        f"output/awards/{FIRST}/credential.json",
        f"output/awards/{FIRST}/badge.png",
        f"output/awards/{FIRST}/badge.svg",
    ],
)
def test_a_file_id_or_link_is_verified_offline_against_a_site(home, given):
    done = check(home, given, "--site", "output")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1].startswith("VALID: Genuine and current. badges.harbour.example issued this")


@pytest.mark.parametrize("given", [text for text in THE_SAME.values() if ID in text.lower()])
def test_a_link_is_understood_as_people_write_it(home, given):
    done = check(home, given.replace(ID, FIRST).replace(ID.upper(), FIRST.upper()), "--site", "output")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [pair for pair in ELSEWHERE.values() if pair[0]],
    ids=[key for key in ELSEWHERE if ELSEWHERE[key][0]],
)
def test_a_link_that_leads_elsewhere_is_never_the_award(home, text, elsewhere):
    assert check(home, text.replace(ID, FIRST), "--site", "output").code in {2, 3}


def test_a_page_of_another_registry_is_read_in_any_of_its_languages(home, tmp_path):
    for page in (PAGE, f"{BASE}/fr/awards/{FIRST}/", f"{BASE}/fr/awards/{FIRST}"):
        done = check(tmp_path, page, "--resolve", f"{BASE}={home / 'output'}", "--trust", BASE)
        assert done.code == 0, done.out


def test_the_document_at_a_page_is_held_to_the_address_of_that_page(home, tmp_path):
    site_folder = tmp_path / "output"
    shutil.copytree(home / "output", site_folder)
    shutil.copy(site_folder / "awards" / SECOND / "credential.json", site_folder / "awards" / FIRST)
    for page in (PAGE, f"{BASE.upper()}/fr/awards/{FIRST}/index.html"):
        assert check(home, page, "--site", site_folder).out.splitlines()[-1].startswith("INVALID")


def test_every_check_is_printed_as_a_line_with_its_outcome_and_a_sentence(home):
    lines = check(home, FIRST, "--site", "output").out.splitlines()
    assert [line[16:25].strip() for line in lines[:6]] == NAMES
    assert {line[:16].strip() for line in lines[:6]} == {"passed"}


def test_a_folder_can_take_the_place_of_the_web(home):
    assert check(home, FIRST, "--resolve", f"{BASE}=output").code == 0


def test_of_several_files_each_is_a_line_and_the_exit_code_is_the_worst(home, tmp_path):
    broken = tmp_path / "broken.json"
    signed = (home / "output" / "awards" / FIRST / "credential.json").read_text()
    broken.write_text(signed.replace("Ada", "Eve"))
    unreadable = tmp_path / "letter.txt"
    unreadable.write_text("Dear Sir")
    done = check(home, FIRST, broken, unreadable, "--site", "output")
    assert done.code == 1
    assert [line.split()[0] for line in done.out.splitlines()] == ["VALID", "INVALID", "INDETERMINATE"]
    assert check(home, FIRST, unreadable, "--site", "output").code == 3


@pytest.mark.parametrize(("codes", "code"), [([0, 0], 0), ([0, 3], 3), ([3, 1, 0], 1), ([], 0)])
def test_a_definite_failure_outranks_a_check_that_could_not_run(codes, code):
    assert verify_result.worst_exit_code(codes) == code


def test_every_check_is_available_as_json(home):
    done = check(home, FIRST, "--site", "output", "--json")
    result = json.loads(done.out)["results"][0]
    assert (result["subject"], result["verdict"]) == (FIRST, "VALID")
    assert [one["name"] for one in result["checks"]] == NAMES


def test_results_that_cannot_be_read_are_available_as_json(home):
    done = check(home, f"{BASE}/awards/0000-0000-0000-0000/", "--site", "output", "--json")
    assert done.code == 3
    assert json.loads(done.out)["results"][0]["verdict"] == "INDETERMINATE"


LISTED = "id: did:web:badges.harbour.example:issuer\nname: Harbour\nsince: 2026-03-01\nconfirmedBy: the registrar\n"


def test_an_issuer_on_a_list_is_known_to_whoever_keeps_it(home, tmp_path):
    (tmp_path / "known.yml").write_text(LISTED, encoding="utf-8")
    file = home / "output" / "awards" / FIRST / "badge.png"
    done = check(tmp_path, file, "--site", home / "output", "--trust", "known.yml")
    assert done.code == 0
    assert "Known to the list known.yml as Harbour since 2026-03-01; confirmed by the registrar." in done.out


def test_a_list_that_cannot_be_read_is_told_before_anything_is_verified(home, tmp_path):
    (tmp_path / "known.yml").write_text(LISTED + "until: never\n", encoding="utf-8")
    done = check(tmp_path, home / "output" / "awards" / FIRST / "badge.png", "--trust", "known.yml")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("known.yml\n  line 5, column 8: until: ")


def test_an_issuer_of_the_records_is_known_to_the_institution(home, tmp_path):
    quay = make_registry(
        tmp_path,
        {
            "issuer.yml": FILES["issuer.yml"].replace("badges.harbour", "badges.quay"),
            "known-issuers/harbour.yml": LISTED,
        },
    )
    file = home / "output" / "awards" / FIRST / "badge.png"
    done = check(tmp_path, file, "--site", home / "output", "--records", quay)
    assert (done.code, "Known to Harbour Institute as Harbour since" in done.out) == (0, True)


def test_another_registry_is_trusted_only_if_named(home, tmp_path):
    file, site_folder = home / "output" / "awards" / FIRST / "badge.png", home / "output"
    done = check(tmp_path, file, "--site", site_folder)
    assert (done.code, done.out.splitlines()[-1].split(":")[0]) == (1, "UNTRUSTED ISSUER")
    for trusted in ("did:web:badges.harbour.example:issuer", BASE, f"{BASE}/"):
        assert check(tmp_path, file, "--site", site_folder, "--trust", trusted).code == 0


def test_of_an_unknown_issuer_it_is_printed_what_was_signed(home, tmp_path):
    site_folder = home / "output"
    done = check(tmp_path, site_folder / "awards" / FIRST / "badge.png", "--site", site_folder)
    said = [line.split()[2] for line in done.out.splitlines() if line.startswith("it says")]
    assert said == ["issuer", "its", "learner", "for", "awarded", "from", "id"]


def test_of_a_known_issuer_no_more_is_printed_than_was_found(home):
    file = home / "output" / "awards" / FIRST / "badge.png"
    assert "it says" not in check(home, file, "--site", home / "output").out


def test_the_time_of_verification_can_be_given(home):
    done = check(home, FIRST, "--site", "output", "--now", "2026-10-31")
    assert done.code != 0
    assert check(home, FIRST, "--site", "output", "--now", "2026-11-02T00:00:00Z").code == 0


def test_a_past_day_is_answered_for_and_not_blamed_on_the_clock(home):
    said = check(home, FIRST, "--site", "output", "--now", "2026-10-31").out.splitlines()[-1]
    assert said.startswith("NOT YET VALID: Asked about 2026-10-31 00:00 UTC: Genuine; ")
    assert "clock" not in said


def test_all_proofs_are_verified_if_asked(home):
    assert "eddsa-rdfc-2022" in check(home, FIRST, "--site", "output", "--all-proofs").out


def test_an_award_id_that_is_also_a_folder_means_the_award(home):
    (home / SECOND).mkdir(exist_ok=True)
    assert check(home, SECOND, "--site", "output").code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing.json"], "there is no file nothing.json"),
        (["output"], "output is a folder"),
        (["http://badges.harbour.example/awards/x/"], "only https:// links are followed"),
        ([FIRST, "--site", "credentials"], "is not a site that testamur build made"),
        ([FIRST, "--resolve", "output"], "write BASE=DIR"),
        ([FIRST, "--resolve", f"{BASE}=nowhere"], "there is no folder nowhere"),
        ([FIRST, "--trust", "Harbour"], "write the issuer's DID"),
        ([FIRST, "--trust", "https://[::1"], "write the issuer's DID"),
        ([FIRST, "--resolve", "https://[::1=output"], "write BASE=DIR"),
        ([FIRST, "--now", "yesterday"], "write 2026-05-14"),
        (["Zoe"], "no award is called Zoe"),
        ([], "Missing argument"),
    ],
)
def test_impossible_options_are_refused_with_a_reason(home, arguments, told):
    done = check(home, *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_without_records_an_id_alone_is_refused(tmp_path):
    done = check(tmp_path, FIRST)
    assert done.code == 2
    assert "whose award is" in done.err


def test_records_with_problems_trust_no_issuer(tmp_path):
    records = make_registry(tmp_path, {"issuer.yml": "nmae: Harbour\n"})
    assert registry.own_issuer(records) is None


def test_without_a_folder_documents_are_fetched_from_the_web(home, monkeypatch):
    asked = []

    class Web(FolderResolver):
        def fetch(self, url, *, limit):
            asked.append(url)
            return super().fetch(url, limit=limit)

    monkeypatch.setattr(verify_subjects, "WebResolver", lambda: Web({BASE: home / "output"}))
    assert check(home, PAGE).code == 0
    assert asked[0] == f"{PAGE}credential.json"
    assert check(home, f"{BASE}/awards/0000-0000-0000-0000/").code == 3


def test_hostile_text_in_a_credential_is_printed_without_control_characters(home, tmp_path):  # C-28
    signed = json.loads((home / "output" / "awards" / FIRST / "credential.json").read_bytes())
    signed["issuer"]["id"] = "did:web:\x1b[2J\n::error::evil.example"
    signed["id"] = "https://evil.example/\n::add-mask::x ##[error]y"
    hostile = tmp_path / "::error::x.json"
    hostile.write_text(json.dumps(signed))
    for more in ((), ("--json",), (FIRST,)):
        done = check(home, hostile, *more, "--site", "output")
        assert done.code == 3
        assert "\x1b" not in done.out
        assert not any(line.lstrip().startswith("::") for line in done.out.splitlines())


# Wrappers -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def vectors(tmp_path_factory):
    """The web of the vectors of wrappers, as folders."""
    folder = tmp_path_factory.mktemp("web")
    for url, data in verifying.Web(["issuer", "status", "index", "stranger"]).documents.items():
        path = folder / url.removeprefix("https://")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    hosts = [one for one in folder.iterdir() if one.is_dir()]
    return [part for host in hosts for part in ("--resolve", f"https://{host.name}={host}")]


def open_wrapper(vectors, name, *more):
    file = verifying.VECTORS / "wrappers" / name / "credential.json"
    trusted = ("--trust", BASE, "--now", sample_credentials.NOW)
    return run("verify", file, *vectors, *trusted, *more, folder=file.parent)


def test_each_credential_in_a_learner_record_has_its_own_heading(vectors):
    lines = open_wrapper(vectors, "record").out.splitlines()
    record = lines.index(
        "LEARNER RECORD: badges.harbour.example signed this record; credentials in it: 2. Each is judged by itself."
    )
    first = lines.index("Credential 1 of 2: Data Analysis Foundations")
    second = lines.index("Credential 2 of 2: Data Analysis Foundations")
    assert record < first < second
    assert [line[16:25].strip() for line in lines[:6]] == NAMES
    verdicts = [line.split(":")[0] for line in lines if line.startswith(("VALID", "REVOKED"))]
    assert verdicts == ["VALID", "REVOKED"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("record", 1),
        ("record-with-endorsed-awards", 0),
        ("record-unsigned", 1),
        ("record-by-a-stranger", 1),
        ("record-of-an-issuer-that-is-no-did", 3),
        ("presentation", 1),
        ("presentation-of-one", 0),
        ("presentation-of-a-record", 3),
        ("presentation-of-too-many", 3),
    ],
)
def test_the_exit_code_is_the_worst_of_the_wrapper_and_its_credentials(vectors, name, code):
    assert open_wrapper(vectors, name).code == code


def test_a_presentation_is_only_opened_and_not_judged(vectors):  # C-24
    said = open_wrapper(vectors, "presentation-of-one").out
    assert said.startswith("PRESENTATION: A presentation; credentials in it: 1. Who presents it is not checked. Each")


def test_json_lists_a_wrapper_followed_by_its_credentials(vectors):
    results = json.loads(open_wrapper(vectors, "record", "--json").out)["results"]
    assert [one.get("wrapper") for one in results] == ["ClrCredential", None, None]
    assert [one["verdict"] for one in results] == [None, "VALID", "REVOKED"]
    assert results[2]["subject"].endswith("credential.json (2 of 2)")


def test_a_wrapper_is_not_accepted_as_the_credential_of_a_page(home, tmp_path):
    site_folder = tmp_path / "output"
    shutil.copytree(home / "output", site_folder)
    file = site_folder / "awards" / FIRST / "credential.json"
    held = json.loads(file.read_bytes())
    file.write_text(json.dumps({"type": "VerifiablePresentation", "verifiableCredential": [held]}))
    done = check(home, PAGE, "--site", site_folder)
    assert (done.code, done.out.splitlines()[-1].split(":")[0]) == (3, "INDETERMINATE")


def test_an_endorsement_is_reported_as_such_with_its_subject(vectors):  # C-24
    file = verifying.VECTORS / "verification" / "endorsement" / "credential.json"
    trusted = ("--trust", BASE, "--now", sample_credentials.NOW)
    done = run("verify", file, *vectors, *trusted, folder=file.parent)
    assert done.code == 0
    assert done.out.splitlines()[-1].endswith(f"It is an endorsement of '{endorsement_cases.ENDORSED}', not an award.")


def test_a_credential_of_a_preview_is_never_valid(tmp_path):
    loaded = registry.load(make_registry(tmp_path), today=NOW.date())
    write_site(tmp_path, preview_issue.issue(loaded, tmp_path / "ledger", throwaway=Throwaway.draw(Random(), NOW)))
    done = check(tmp_path, FIRST, "--site", "output")
    assert done.code == 3
    assert done.out.splitlines()[-1].startswith("PREVIEW (VALID): Preview: on the real site this would say")


def test_an_unreadable_file_could_not_be_checked(tmp_path):
    one = verify_subjects.Subject(name="x", file=tmp_path / "gone.json")
    with pytest.raises(Unavailable, match="the file cannot be read"):
        one.read(FolderResolver({}))
