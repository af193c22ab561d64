"""Pathways that nobody can complete are reported at the place that makes them so."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from random_pathways import ACHIEVEMENTS, naive, networks
from record_problems import TODAY, problems
from record_problems import VISIT as FILE
from registries import FILES
from testamur.records.model.pathways import Pathway, Step
from testamur.records.parsing.parsed import Parsed
from testamur.records.pathways import dead_ends
from testamur.text import graph
from thoroughness import examples

VISIT = FILES[FILE]
OTHERS = {f"achievements/{name}.yml": VISIT for name in ("crane", "ropes", "hand", "tides")}
RETIRED = VISIT + "retired: 2026-06-30\n"


def pathway(*steps, more=""):
    return "name: On the quay\nsteps:\n" + "".join(f"  - {step}\n" for step in steps) + more


def found(folder, files):
    """Return code, severity, file and field of each problem of pathways."""
    told = problems(folder, {**OTHERS, **{f"pathways/{slug}.yml": text for slug, text in files.items()}})
    return [
        (one.code, one.severity, one.file.removeprefix("credentials/pathways/"), one.field)
        for one in told
        if "/pathways/" in one.file
    ]


def reasons(folder, files):
    told = problems(folder, {**OTHERS, **{f"pathways/{slug}.yml": text for slug, text in files.items()}})
    return [f"{one.reason}. {one.remedy}." for one in told if "/pathways/" in one.file]


def test_sound_pathways_have_no_problem(tmp_path):
    files = {
        "first": pathway("achievement: visit", "achievement: crane", more="milestone: ropes\n"),
        "quay": pathway(
            "pathway: first", "{choose: 1, of: [{achievement: ropes}, {achievement: tides}]}", more="milestone: hand\n"
        ),
        "harbour": pathway("pathway: quay", "pathway: first", "achievement: hand"),
    }
    assert found(tmp_path, files) == []


def test_a_pathway_that_contains_itself_is_reported_at_the_step(tmp_path):
    assert found(tmp_path, {"quay": pathway("achievement: visit", "pathway: quay")}) == [
        ("cycle", "error", "quay.yml", "steps.1.pathway")
    ]


def test_pathways_inside_each_other_are_each_reported_with_the_whole_circle(tmp_path):
    files = {
        "a": pathway("achievement: visit", "pathway: b"),
        "b": pathway("{choose: 1, of: [{achievement: visit}, {pathway: c}]}"),
        "c": pathway("pathway: a"),
        "outside": pathway("pathway: a"),
    }
    assert found(tmp_path, files) == [
        ("cycle", "error", "a.yml", "steps.1.pathway"),
        ("cycle", "error", "b.yml", "steps.0.of.1.pathway"),
        ("cycle", "error", "c.yml", "steps.0.pathway"),
    ]
    assert "Remove one of the steps that lead around: a → b → c → a." in reasons(tmp_path, files)[0]


def test_a_milestone_among_its_own_steps_is_reported(tmp_path):
    files = {
        "a": pathway("achievement: hand", more="milestone: hand\n"),
        "b": pathway("{choose: 1, of: [{achievement: visit}, {achievement: crane}]}", more="milestone: crane\n"),
    }
    assert found(tmp_path, files) == [
        ("milestone", "error", "a.yml", "steps.0.achievement"),
        ("milestone", "error", "b.yml", "steps.0.of.1.achievement"),
    ]


def test_pathways_that_wait_for_each_others_milestones_are_reported(tmp_path):
    files = {
        "a": pathway("achievement: visit", "achievement: ropes", more="milestone: hand\n"),
        "b": pathway("achievement: hand", more="milestone: ropes\n"),
    }
    assert found(tmp_path, files) == [
        ("cycle", "error", "a.yml", "steps.1.achievement"),
        ("cycle", "error", "b.yml", "steps.0.achievement"),
    ]
    assert "or the milestone, that lead around: a → ropes → b → hand → a." in reasons(tmp_path, files)[0]


def test_a_pathway_that_needs_the_milestone_of_an_enclosing_one_is_reported(tmp_path):
    files = {
        "inner": pathway("achievement: hand"),
        "outer": pathway("pathway: inner", more="milestone: hand\n"),
    }
    assert [one[0] for one in found(tmp_path, files)] == ["cycle", "cycle"]


@pytest.mark.parametrize(
    "other",
    [
        # The milestone can be earned in another way.
        {"c": pathway("achievement: visit", more="milestone: hand\n")},
        # The circle is only one of the choices.
        {"b": pathway("{choose: 1, of: [{achievement: hand}, {achievement: tides}]}", more="milestone: ropes\n")},
    ],
)
def test_a_circle_that_can_be_avoided_is_not_reported(tmp_path, other):
    files = {
        "a": pathway("achievement: ropes", more="milestone: hand\n"),
        "b": pathway("achievement: hand", more="milestone: ropes\n"),
    }
    assert found(tmp_path, files | other) == []


def test_a_duplicate_in_a_choice_is_reported_and_counts_once(tmp_path):
    files = {"a": pathway("{choose: 2, of: [{achievement: visit}, {achievement: visit}]}")}
    assert found(tmp_path, files) == [
        ("choice", "error", "a.yml", "steps.0.choose"),
        ("duplicate", "error", "a.yml", "steps.0.of.1"),
    ]
    assert reasons(tmp_path, files)[0].endswith("nobody can choose 2. Write 1 or less.")


@pytest.mark.parametrize(
    "step",
    ["achievement: crane", "{choose: 1, of: [{achievement: visit}, {achievement: crane}]}", "pathway: other"],
)
def test_a_duplicate_step_is_a_warning(tmp_path, step):
    files = {"a": pathway(step, "achievement: visit", step), "other": pathway("achievement: ropes")}
    assert found(tmp_path, files) == [("duplicate", "warning", "a.yml", "steps.2")]


def test_a_step_that_has_become_impossible_is_a_warning(tmp_path):
    files = {
        "../achievements/crane": RETIRED,
        "../achievements/ropes": RETIRED,
        "a": pathway("achievement: crane", more="milestone: ropes\n"),
        "b": pathway("{choose: 2, of: [{achievement: crane}, {achievement: ropes}, {achievement: visit}]}"),
        "old": pathway("achievement: visit", more="retired: 2026-06-30\n"),
        "c": pathway("pathway: old"),
    }
    assert found(tmp_path, files) == [
        ("retired", "warning", "a.yml", "steps.0"),
        ("retired", "warning", "a.yml", "milestone"),
        ("retired", "warning", "b.yml", "steps.0.of"),
        ("retired", "warning", "c.yml", "steps.0"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pathway("{choose: 1, of: [{achievement: crane}, {achievement: visit}]}"),
        pathway("achievement: crane", more="retired: 2026-06-30\n"),
    ],
)
def test_possible_steps_and_ended_pathways_are_no_warning(tmp_path, text):
    assert found(tmp_path, {"../achievements/crane": RETIRED, "a": text}) == []


def test_an_achievement_that_ends_later_is_no_warning_yet(tmp_path):
    later = VISIT + "retired: 2026-12-31\n"
    assert found(tmp_path, {"../achievements/crane": later, "a": pathway("achievement: crane")}) == []


def test_pathways_may_be_nested_eight_deep(tmp_path):
    files = {f"p{number}": pathway(f"pathway: p{number + 1}") for number in range(1, 9)}
    assert found(tmp_path, files | {"p8": pathway("achievement: visit")}) == []
    assert found(tmp_path, files | {"p9": pathway("achievement: visit")}) == [
        ("depth", "error", "p1.yml", "steps.0.pathway")
    ]


def test_a_bad_pathway_does_not_hide_problems_of_others(tmp_path):
    """Unknown references are reported beside dead ends."""
    files = {"a": pathway("achievement: visti", "pathway: a", "pathway: nowhere")}
    assert [one[0] for one in found(tmp_path, files)] == ["unknown-reference", "cycle", "unknown-reference"]


def check(pathways):
    parsed = {("pathway", slug): Parsed(slug) for slug in pathways}
    return list(dead_ends.check(parsed, pathways, {}, TODAY))


@examples(80, 1000)
@given(networks(), some.data())
def test_pathways_without_errors_can_be_completed(known, data):
    """Every pathway that passes the checks can be completed, with milestones earned only by their pathways."""
    pathways = dict(known.pathways)
    if any(one.severity == "error" for one in check(pathways)):
        return
    milestones = {one.milestone for one in pathways.values() if one.milestone}
    earned = set(ACHIEVEMENTS) - milestones
    for _ in pathways:
        earned |= {
            one.milestone for slug, one in pathways.items() if one.milestone and naive(known, slug, earned, earned)
        }
    assert all(naive(known, slug, earned, earned) for slug in pathways)


@given(some.dictionaries(some.sampled_from("abcdef"), some.lists(some.sampled_from("abcdef"), max_size=4)))
def test_circles_contain_exactly_the_nodes_that_lead_back_to_themselves(edges):
    def following(node):
        return edges.get(node, [])

    def reach(node):
        seen, waiting = set(), list(following(node))
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += following(one)
        return seen

    circles = graph.cycles(edges, following)
    nodes = set(edges) | {one for some_ in edges.values() for one in some_}
    assert {one for circle in circles for one in circle} == {node for node in nodes if node in reach(node)}
    for circle in circles:
        assert all(reach(node) >= set(circle) for node in circle)
        way = graph.shortest_cycle(circle[0], circle, following)
        assert (way[0], way[-1]) == (circle[0], circle[0])
        assert all(after in following(before) for before, after in pairwise(way))


def many(number, steps, milestone=""):
    return {
        f"p{one}": Pathway(slug=f"p{one}", name="x", steps=tuple(steps(one)), milestone=milestone)
        for one in range(number)
    }


@pytest.mark.parametrize(
    "hostile",
    [
        lambda: many(1000, lambda one: [Step(pathway=f"p{(one + 1) % 1000}")]),
        lambda: many(1000, lambda one: [Step(pathway=f"p{one + 1}"), Step(achievement="a")]),
        lambda: many(1000, lambda one: [Step(pathway=f"p{(one * 31 + other) % 1000}") for other in range(30)]),
        lambda: many(1000, lambda one: [Step(achievement="m")], milestone="m"),
        lambda: many(1000, lambda one: [Step(achievement="a")] * 30),
        lambda: many(
            300,
            lambda one: [
                Step(choose=30, of=tuple(Step(achievement=f"a{number}") for number in range(30))) for _ in range(30)
            ],
        ),
    ],
    ids=["a ring", "a chain", "a knot", "one milestone of all", "repeated", "wide"],
)
def test_a_thousand_hostile_pathways_are_checked_quickly(hostile):
    pathways = hostile()
    start = time.process_time()
    assert check(pathways)
    assert time.process_time() - start < 6
