"""What the benchmarks make of what was measured: figures, tables, lines of docs/bench.jsonl, and docs/scale.md."""

import re
import subprocess
import sys

import pytest

from benchmarks import history, log_costs, our_side, report, rounds, rows, scale_page, sides, site_peers, usage
from paths import ROOT
from testamur.log import proof

LOG_COSTS = {
    "steps": {log_costs.TREE: 0.25, log_costs.FILES: 0.125, log_costs.PROOFS: 0.5},
    "files": 785,
    "bytes": 20_612_512,
    "proof": 1_236,
}
BURN = "import time\nwhile time.process_time() < 0.4: pass\n"


def stages(*, cpu, wall=0.0, names=our_side.STAGES):
    """A side's stages; the last of them takes `cpu` seconds, the others one each."""
    taken = {name: {"cpu": 1.0, "wall": wall} for name in names}
    taken[names[-1]] = {"cpu": cpu, "wall": wall}
    return taken


def answers(size=1000, **changes):
    """A round in which every side answered."""
    tree = {"files": 4 * size + 7, "bytes": 50_000 * size + 9_000, "largest": 200 * size}
    ours = {
        "size": size,
        "stages": stages(cpu=6.0),
        "start": 80e6,
        "peak": 100e6,
        "trees": {"records": tree, "ledger": tree, "site": tree},
        "award files": {"badge.png": 20_000.0, "index.html": 14_000.0},
    }
    answered = {
        "testamur": ours,
        "pelican": {"stages": stages(cpu=5.0, wall=4.0, names=("build",)), "start": 60e6, "peak": 150e6},
        "testamur, two processes": {**ours, "stages": stages(cpu=6.0, wall=1.0)},
        "hugo": {"stages": stages(cpu=3.0, names=("build",))},
        "bare writing": {"cpu": 0.5, "files": 9},
        "bare signatures": {"each": 0.0005},
        "openbadgeslib, data integrity": {"each": 0.01},
        "openbadgeslib, JWT": {"each": 0.0001},
        "digital bazaar": {"each": 0.02},
        "testamur, with a log": {**ours, "stages": stages(cpu=7.0)},
        "log": {"logs": {str(entries): LOG_COSTS for entries in log_costs.SIZES}},
        "one change": {"full": 10.0, "changed": 0.2, "unchanged": 0.05},
        "poison": {"cpu": 0.7, "title": "PNG, a bomb of pixels", "files": 80},
    }
    return {**answered, **changes}


def of(key, *measured):
    [row] = [row for row in rows.ROWS if row.key == key]
    return row.figures(measured or [answers()])


def slower(factor):
    """A round in which our last stage takes so many times as much."""
    return answers(testamur={**answers()["testamur"], "stages": stages(cpu=6.0 * factor)})


# Figures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("issueAndBuild", 2.0),  # 1 + 1 + 1 + 1 + 6 beside 5
        ("twoProcesses", 1.25),  # 5 stages of one second by the clock, beside 4
        ("hugo", 2.0),
        ("digitalBazaar", 20.0),  # issuing takes 1 s for 1,000: 1 ms each
        ("openbadgeslib", 10.0),
        ("openbadgeslibJwt", 10.0),
        ("bareWriting", 12.0),
        ("bareSignatures", 2.0),
        ("oneChange", 0.02),
        ("noChange", 0.05),
        ("peakMemory", 100.0),
        ("itemMemory", 20.0),
        ("pelicanPeakMemory", 150.0),
        ("awardSize", 34.0),
        ("poison", 0.7),
        ("withLog", 1.1),  # 11 seconds beside 10
        ("logTree", 0.375),
        ("logProof", 5.0),  # half a second for 100,000
    ],
)
def test_figure_of_a_row(key, figure):
    assert of(key) == [pytest.approx(figure)]


def test_every_figure_of_a_row_is_tested_here():
    [cases] = [mark.args[1] for mark in test_figure_of_a_row.pytestmark]
    assert [key for key, _ in cases] == [row.key for row in rows.ROWS]


def test_a_ratio_is_taken_within_a_round():
    assert of("hugo", slower(1), slower(2)) == [2.0, 4.0]


def test_rows_are_chosen_by_their_numbers():
    assert {row.number for row in rows.chosen(["P5", "P1"])} == {"P1", "P5"}


def test_a_number_that_no_row_has_is_refused():
    with pytest.raises(ValueError, match="there is no row P12: P1, P2"):
        rows.chosen(["P12"])


def test_every_side_that_a_row_needs_exists():
    assert {side for row in rows.ROWS for side in row.sides} <= set(sides.SIDES)


# Rounds --------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch):
    """What `rounds` runs, as (side, size); the side `hugo` is missing."""
    ran = []

    def run(name, size, folder):
        ran.append((name, size))
        return {"missing": "no hugo"} if name == "hugo" else {}

    monkeypatch.setattr(sides, "run", run)
    return ran


def test_sides_run_in_turn(asked):
    rounds.measure([20], ["pelican", "testamur"], repeat=2)
    assert [name for name, _ in asked] == ["records", "testamur", "pelican", "testamur", "pelican"]


def test_a_side_that_is_missing_is_asked_once(asked):
    measured = rounds.measure([20], ["hugo"], repeat=2)
    assert asked == [("records", 20), ("hugo", 20)]
    assert measured[20] == [{"hugo": {"missing": "no hugo"}}] * 2


def test_what_depends_on_no_size_is_measured_at_the_first(asked):
    rounds.measure([20, 30], ["poison"], repeat=1)
    assert asked == [("records", 20), ("poison", 20), ("records", 30)]


def test_there_are_fewer_rounds_of_many_awards():
    assert (rounds.repeats(1000), rounds.repeats(10_000)) == (5, 3)


# What a process uses -------------------------------------------------------------------------------------------


def test_cpu_of_an_ended_child_is_counted():
    before = usage.cpu()
    subprocess.run([sys.executable, "-c", BURN], check=True)
    assert usage.cpu() - before > 0.3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists the children of a process")
def test_cpu_of_a_running_child_is_counted():
    before = usage.cpu()
    waits = BURN + "print(flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", waits], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        assert usage.cpu() - before > 0.3
        child.stdin.close()


def test_stages_have_cpu_and_clock():
    taken = usage.Stages()
    sum(range(10**6))
    taken.end("counting")
    assert taken["counting"]["cpu"] > 0
    assert taken["counting"]["wall"] > 0


# Sides ---------------------------------------------------------------------------------------------------------


def test_bare_writing_writes_every_file_of_the_site(tmp_path, monkeypatch):
    site = {"index.html": b"a", "awards/7/index.html": b"b", "awards/7/badge.png": bytes(300_000)}
    for name, data in site.items():
        (tmp_path / "output" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "output" / name).write_bytes(data)
    written = {}
    real = site_peers.write_file

    def write(name, data):
        real(name, data)
        written[name.removeprefix(f"{tmp_path}/copy/")] = (tmp_path / "copy" / name).read_bytes()

    monkeypatch.setattr(site_peers, "write_file", write)
    answer = site_peers.bare_writing(1, tmp_path)
    assert written == site
    assert answer["files"] == 3
    assert not (tmp_path / "copy").exists()


def test_a_log_is_measured_step_by_step(tmp_path, monkeypatch):
    monkeypatch.setattr(log_costs, "SIZES", (300,))
    [measured] = log_costs.log_costs(1, tmp_path)["logs"].values()
    assert list(measured["steps"]) == [log_costs.TREE, log_costs.FILES, log_costs.PROOFS]
    # Two tiles of 256 and 44 hashes, one above them, and two bundles.
    assert (measured["files"], measured["proof"] < proof.MAX_BYTES) == (5, True)


def test_what_pelican_loads_by_itself_is_loaded_before_the_clock_starts():
    loaded = "loading.load_pelican(); import sys; print('pelican.plugins.testamur' in sys.modules)"
    script = f"import sys; sys.path[:0] = ['plugins', 'tests']; from benchmarks import loading; {loaded}"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_our_side_loads_no_plugin_but_ours():
    asked = "sorted({name.split('.')[2] for name in sys.modules if name.startswith('pelican.plugins.')} - {'_utils'})"
    script = "import sys; sys.path[:0] = ['plugins', 'tests']; from benchmarks import loading; "
    script += f"loading.load_our_pelican(); print({asked})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "['signals', 'testamur']\n"


# Tables --------------------------------------------------------------------------------------------------------


def told(measured, chosen=rows.ROWS):
    return report.report(measured, chosen, "2 cores of a machine", "2026-11-29")


def test_the_table_has_every_row():
    lines = told({1000: [answers()]}).splitlines()
    numbers = [match[1] for line in lines if (match := re.match(r"\| (P[0-9]+|log) \|", line))]
    assert numbers == [row.number for row in rows.ROWS]
    assert set(numbers) == {"log", *(f"P{number}" for number in range(1, 10))}


def test_the_report_names_day_machine_and_rounds():
    text = told({20: [answers()], 1000: [answers(), answers()]})
    assert "Measured on 2026-11-29: 2 cores of a machine." in text
    assert "(1 at 20, 2 at 1,000)" in text


def test_a_cell_has_the_median_with_the_least_and_the_most():
    assert "| 2.20 (1.60–4.40) |" in told({1000: [slower(3), slower(7 / 6), slower(2 / 3)]}, rows.chosen(["P1"]))


def test_a_cell_says_what_is_missing():
    measured = {1000: [answers(hugo={"missing": site_peers.NO_HUGO})]}
    assert f"| ≤ 2 | {site_peers.NO_HUGO} |" in told(measured, rows.chosen(["P3"]))


def test_the_cell_of_a_side_that_was_not_asked_is_empty():
    later = {name: answer for name, answer in answers().items() if name != "poison"}
    assert "| ≤ 1 | 0.70 | |" in told({20: [answers()], 1000: [later]}, rows.chosen(["P9"]))


def test_the_slowest_hostile_file_is_named():
    assert "The slowest of 80 hostile files was: PNG, a bomb of pixels." in told({1000: [answers()]})


def test_stages_add_up():
    text = told({1000: [answers()]}, rows.chosen(["P1"]))
    assert "| write the site | 6,000 | 1.20 |" in text
    assert "| all together | 10,000 | 2.00 |" in text
    assert "| stock Pelican, an article | 5,000 | 1 |" in text


def test_an_awards_files_are_listed_by_name():
    assert "| `badge.png` | 20.0 |\n| `index.html` | 14.0 |" in told({1000: [answers()]}, rows.chosen(["P8"]))


def test_the_costs_of_a_log_stand_beside_the_prototype():
    text = told({1000: [answers()]}, rows.chosen(["log"]))
    assert "| a proof of each entry | 0.50 | 0.50 | 0.50 |" in text
    assert "| the prototype: tree, checkpoint and files | 0.01 | 0.05 | 0.58 |" in text
    assert "| files, and KB of them | 785, 20,613 | 785, 20,613 | 785, 20,613 |" in text


@pytest.mark.parametrize(("figure", "text"), [(0.0123, "0.012"), (0.5, "0.50"), (12.34, "12.3"), (1234.5, "1,234")])
def test_a_figure_has_about_three_digits(figure, text):
    assert report.digits(figure) == text


# docs/bench.jsonl ----------------------------------------------------------------------------------------------


def test_a_line_has_the_median_of_each_figure():
    line = history.line({1000: [slower(1), slower(2), slower(3)]}, rows.chosen(["P3"]), "a machine", "2026-11-29")
    assert line["figures"] == {"hugo": {"1000": 4.0}}
    assert (line["date"], line["machine"]) == ("2026-11-29", "a machine")


def test_a_line_leaves_out_what_is_missing():
    measured = {1000: [answers(hugo={"missing": "no hugo"})]}
    assert history.line(measured, rows.chosen(["P3"]), "a machine", "2026-11-29")["figures"] == {}


def test_the_last_line_that_has_a_figure_counts(tmp_path):
    file = tmp_path / "bench.jsonl"
    for figures in ({"hugo": {"1000": 4.0}}, {"hugo": {"1000": 3.0}}, {"hugo": {"20": 9.0}}):
        history.append({"figures": figures}, file)
    assert history.last("hugo", 1000, file) == 3.0


def test_without_a_line_there_is_no_figure(tmp_path):
    assert history.last("hugo", 1000, tmp_path / "bench.jsonl") is None


# docs/scale.md -------------------------------------------------------------------------------------------------

PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


def test_every_place_of_the_page_is_filled_in():
    filled = scale_page.fill(PAGE, {1000: [answers()]}, "a machine", "2026-11-29")
    assert PAGE.count("<!-- measured: ") == 3
    assert filled.count("<!-- measured: ") == 3
    assert "Not measured yet" not in filled
    assert "| 1,000 (measured) | 100,000 | 1,000,000 | 10,000,000 |" in filled


def test_filling_in_twice_is_filling_in_once():
    measured = {1000: [answers()]}
    filled = scale_page.fill(PAGE, measured, "a machine", "2026-11-29")
    assert scale_page.fill(filled, measured, "a machine", "2026-11-29") == filled


def test_a_quantity_is_a_straight_line_through_the_two_largest_sizes():
    measured = {10: [answers(10)], 1000: [answers(1000)], 2000: [answers(2000)]}
    line = scale_page.line(scale_page.QUANTITIES["site files"], measured)
    assert (line.base, line.each, line.at(10_000)) == (7, 4, 40_007)


def test_a_size_that_the_program_bounds_stays_as_it_was_where_more_awards_took_less():
    measured = {1000: [answers(1000)], 2000: [answers(2000)]}
    for size, largest in ((1000, 90_000), (2000, 80_000)):
        ours = measured[size][0]["testamur"]
        ours["trees"] = {**ours["trees"], "site": {**ours["trees"]["site"], "largest": largest}}
    line = scale_page.line(scale_page.QUANTITIES["site's largest"], measured)
    assert (line.base, line.at(1_000_000)) == (90_000, 90_000)


def test_a_limit_is_reached_where_the_line_meets_it():
    assert scale_page.Line(base=9_000, each=50_000).reaches(1e9) == 19_999


@pytest.mark.parametrize(("number", "text"), [(2, "2"), (2.5, "2.5"), (50_415.2, "50,415")])
def test_a_number_of_files_is_whole_where_it_can_be(number, text):
    assert scale_page.count(number) == text


def test_a_place_that_nothing_is_measured_for_is_refused():
    page = "<!-- measured: prices -->\n<!-- end of prices -->"
    with pytest.raises(ValueError, match="nothing is measured for prices"):
        scale_page.fill(page, {1000: [answers()]}, "a machine", "2026-11-29")


def test_nothing_is_calculated_from_sizes_of_which_the_larger_took_less():
    measured = {20: [slower(2)], 30: [slower(1)]}
    with pytest.raises(ValueError, match="CPU of a cold issue and build: more awards took less"):
        scale_page.fill(PAGE, measured, "a machine", "2026-11-29")


def test_a_page_is_not_filled_in_without_our_side():
    with pytest.raises(ValueError, match="measure P8"):
        scale_page.fill(PAGE, {1000: [{"hugo": {}}]}, "a machine", "2026-11-29")


@pytest.mark.parametrize(
    ("number", "text"), [(0.0021, "2.1 ms"), (2.94, "2.9 s"), (90, "90 s"), (1800, "30 min"), (7200, "2.0 h")]
)
def test_a_time_is_written_in_its_unit(number, text):
    assert scale_page.seconds(number) == text


@pytest.mark.parametrize(
    ("number", "text"), [(78, "78 bytes"), (52_700, "52.7 KB"), (1.5e6, "1.5 MB"), (2e9, "2.0 GB"), (5e12, "5.0 TB")]
)
def test_bytes_are_written_in_thousands(number, text):
    assert scale_page.size(number) == text
