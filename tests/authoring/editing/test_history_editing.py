import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from testamur.authoring.editing.history_editing import add_line
from testamur.authoring.editing.yaml_writer import write
from testamur.errors import UsageError
from testamur.records.parsing import yaml_subset
from thoroughness import examples

LINE = {"date": "2026-09-01", "act": "revoked", "reason": "awarded-in-error"}
IN_BRACES = "{date: 2026-09-01, act: revoked, reason: awarded-in-error}"
AWARD = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n"
OLD = "{date: 2026-06-02, act: corrected}"
IN_LINES = "  - date: 2026-06-02\n    act: corrected\n"


def value(data):
    return yaml_subset.parse(data, "award.yml").value


LAYOUTS = {
    "no history": (AWARD, AWARD + f"history:\n  - {IN_BRACES}\n"),
    "no last line end": (AWARD.rstrip(), AWARD + f"history:\n  - {IN_BRACES}"),
    "comments behind": (AWARD + "# of 2026\n", AWARD + f"# of 2026\nhistory:\n  - {IN_BRACES}\n"),
    "blank lines behind": (AWARD + "\n\n", AWARD + f"history:\n  - {IN_BRACES}\n\n\n"),
    "an end that is marked": (AWARD + "...\n", AWARD + f"history:\n  - {IN_BRACES}\n...\n"),
    "a start that is marked": ("---\n" + AWARD, "---\n" + AWARD + f"history:\n  - {IN_BRACES}\n"),
    "all of it indented": ("  a: b\n  c: d\n", f"  a: b\n  c: d\n  history:\n    - {IN_BRACES}\n"),
    "all of it in braces": ("{a: b, c: d}\n", f"{{a: b, c: d, history: [{IN_BRACES}]}}\n"),
    "in braces with a last comma": ("{a: b,\n c: d, # c\n}\n", f"{{a: b,\n c: d, history: [{IN_BRACES}], # c\n}}\n"),
    "lines in braces": (f"history:\n  - {OLD}\n", f"history:\n  - {OLD}\n  - {IN_BRACES}\n"),
    "not indented": (f"history:\n- {OLD}\n", f"history:\n- {OLD}\n- {IN_BRACES}\n"),
    "with a comment of its own": (
        f"history:\n  - {OLD} # Ana\n",
        f"history:\n  - {OLD} # Ana\n  - {IN_BRACES}\n",
    ),
    "followed by another field": (
        f"history: # all\n  - {OLD}\n\n# who\nlearner: l-1\n",
        f"history: # all\n  - {OLD}\n  - {IN_BRACES}\n\n# who\nlearner: l-1\n",
    ),
    "followed by a comment": (f"history:\n  - {OLD}\n# end\n", f"history:\n  - {OLD}\n  - {IN_BRACES}\n# end\n"),
    "without a last line end": (f"history:\n  - {OLD}", f"history:\n  - {OLD}\n  - {IN_BRACES}"),
    "items in lines": (
        "history:\n" + IN_LINES,
        "history:\n" + IN_LINES + "  - date: 2026-09-01\n    act: revoked\n    reason: awarded-in-error\n",
    ),
    "items in lines, far from their dash": (
        "history:\n-   date: 2026-06-02\n    act: corrected\nlearner: l-1",
        "history:\n-   date: 2026-06-02\n    act: corrected\n"
        "-   date: 2026-09-01\n    act: revoked\n    reason: awarded-in-error\nlearner: l-1",
    ),
    "a note of several lines": (
        "history:\n" + IN_LINES + "    note: |\n      Two\n\n      lines.\n\n\n# end\n",
        "history:\n" + IN_LINES + "    note: |\n      Two\n\n      lines.\n"
        "  - date: 2026-09-01\n    act: revoked\n    reason: awarded-in-error\n\n\n# end\n",
    ),
    "an empty list": ("history: []\n", f"history: [{IN_BRACES}]\n"),
    "an empty list with a comment": ("history: [ # none yet\n]\n", f"history: [{IN_BRACES} # none yet\n]\n"),
    "one line of brackets": (f"history: [{OLD}] # c\n", f"history: [{OLD}, {IN_BRACES}] # c\n"),
    "brackets with a last comma": (f"history: [{OLD}, ]\n", f"history: [{OLD}, {IN_BRACES}, ]\n"),
    "brackets over lines": (
        f"history: [\n  {OLD} # first, really\n]\nlearner: l-1\n",
        f"history: [\n  {OLD}, # first, really\n  {IN_BRACES}\n]\nlearner: l-1\n",
    ),
    "brackets over lines with a last comma": (
        f"history: [\n  {OLD}, # first\n  ]\n",
        f"history: [\n  {OLD}, # first\n  {IN_BRACES},\n  ]\n",
    ),
    "letters of all sizes": (
        f"name: 🎓 é Ó 李\nhistory:\n  - {OLD} # 🎓\n# é\n",
        f"name: 🎓 é Ó 李\nhistory:\n  - {OLD} # 🎓\n  - {IN_BRACES}\n# é\n",
    ),
    "a quoted name": (f'"history":\n  - {OLD}\n', f'"history":\n  - {OLD}\n  - {IN_BRACES}\n'),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("before", "after"), LAYOUTS.values(), ids=LAYOUTS)
def test_an_added_line_follows_the_style_of_the_file(before, after, ending):
    assert add_line(before.replace("\n", ending).encode(), LINE) == after.replace("\n", ending).encode()


@pytest.mark.parametrize(
    "note",
    [
        "never published",
        "Two, with a comma: and a colon",
        "[brackets] {braces} #hash",
        "“quoted” 'and' \"so\"",
        "| a pipe",
        "yes",
        "0123",
        "2026-01-01",
        "One line\nand another, [too]",
        "One line\n\n  and an indented one",
        "- a dash",
        "",
    ],
)
@pytest.mark.parametrize("before", [AWARD, "history:\n" + IN_LINES, f"history: [{OLD}]\n"])
def test_a_note_reads_back_unchanged(before, note):
    assert value(add_line(before.encode(), {**LINE, "note": note}))["history"][-1]["note"] == note


@pytest.mark.parametrize("note", ["a\ttab", "\u202egpj", "\x1b[2J", "\u2028", "\x00"])
def test_a_note_with_forbidden_characters_is_refused_with_a_reason(note):
    with pytest.raises(UsageError, match="a record cannot contain this: "):
        add_line(AWARD.encode(), {**LINE, "note": note})


def test_an_empty_file_is_refused():
    with pytest.raises(UsageError, match="yaml-empty"):
        add_line(b"# nothing\n", LINE)


def test_in_a_file_with_mixed_line_ends_an_added_line_ends_like_its_neighbour():
    before = f"learner: l-1\r\nhistory:\n  - {OLD}\n".encode()
    assert add_line(before, LINE).endswith(f"\n  - {OLD}\n  - {IN_BRACES}\n".encode())


WORDS = st.text(alphabet="abz :,#'\"[]{}é🎓-|>&*!%?@0\n", max_size=12).map(str.strip).filter(bool)
ITEMS = st.lists(
    st.fixed_dictionaries({"date": st.just("2026-06-02"), "act": st.just("corrected")}, optional={"note": WORDS}),
    max_size=3,
)


@st.composite
def files(draw):
    """A record as people write it: fields in any order, comments and blank lines anywhere, either line end."""
    fields = draw(st.dictionaries(st.sampled_from(["achievement", "learner", "language"]), WORDS, min_size=1))
    history = draw(ITEMS)
    blocks = [write({name: text}) for name, text in fields.items()]
    if history:
        style = draw(st.sampled_from(["lines", "flush", "braces"]))
        text = write({"history": history})
        if style == "flush":
            text = re.sub(r"(?m)^  ", "", text)
        elif style == "braces":
            items = ["{date: 2026-06-02, act: corrected}" for _ in history]
            text = "history: [" + draw(st.sampled_from([", ", ",\n  ", ", # c\n "])).join(items) + "]\n"
        blocks.insert(draw(st.integers(0, len(blocks))), text)
    gaps = st.sampled_from(["", "\n", "# c: [d, {e\n", "\n# é\n\n", "   # far\n"])
    text = "".join(draw(gaps) + block for block in blocks) + draw(gaps)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()


@examples(120, 2000)
@given(files(), st.one_of(st.none(), WORDS))
def test_adding_a_line_keeps_every_other_byte(data, note):
    before = value(data)
    assume(before is not None)  # some of these are no valid records
    line = LINE if note is None else {**LINE, "note": note}
    after = add_line(data, line)
    assert value(after) == {**before, "history": [*before.get("history", []), line]}
    kept = iter(after)
    assert all(byte in kept for byte in data)  # nothing left out, nothing moved
    common = next((n for n, (old, new) in enumerate(zip(data, after, strict=False)) if old != new), len(data))
    # One insertion; a comma at the end of a line of brackets is the only other.
    rest = data[common:]
    assert after.endswith(rest) or b"," in after[common : common + 1]
