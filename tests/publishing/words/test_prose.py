"""The HTML of the institution's own prose: what is live in it is found, and what is not passes."""

import re

import markdown
import pytest

from testamur.publishing.words import prose

LIVE = {
    "<script>alert(1)</script>": "<script>",
    "<SCRIPT SRC=//evil.example/x.js>": "<script>",
    "<scr\nipt>": "",
    "<svg><script>alert(1)</script></svg>": "<svg>",
    "<math><mtext></mtext></math>": "<math>",
    '<img src=x onerror="alert(1)">': "onerror=",
    "<img src=x\nOnError\n=alert(1)>": "onerror=",
    "<p/onclick=alert(1)>x</p>": "onclick=",
    '<details ontoggle="x" open></details>': "ontoggle=",
    '<a href="javascript:alert(1)">x</a>': "javascript:",
    '<a href="JaVaScRiPt:alert(1)">x</a>': "javascript:",
    '<a href="java\tscript:alert(1)">x</a>': "javascript:",
    '<a href="&#106;avascript:alert(1)">x</a>': "javascript:",
    '<a href="vbscript:x">x</a>': "vbscript:",
    '<a href="data:text/html,x">x</a>': "data:",
    '<img src="data:image/svg+xml,x">': "data:",
    '<iframe src="https://evil.example"></iframe>': "<iframe>",
    '<iframe srcdoc="x"></iframe>': "srcdoc=",
    '<form action="https://evil.example"><input></form>': "<form>",
    '<button formaction="x">x</button>': "formaction=",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">': "<meta>",
    '<base href="https://evil.example/">': "<base>",
    '<link rel="stylesheet" href="x">': "<link>",
    "<style>@import 'x'</style>": "<style>",
    '<object data="x"></object>': "<object>",
    '<embed src="x">': "<embed>",
    '<video src="x" poster="y"></video>': "<video>",
    '<a ping="https://evil.example" href="x">x</a>': "ping=",
    "<!--><script>alert(1)</script>-->": "<script>",
    "<noscript><p title='</noscript><script>alert(1)</script>'></p></noscript>": "<noscript>",
}
INERT = [
    "<p>We say <code>&lt;script&gt;</code>, and onerror= and javascript: too.</p>",
    '<p><a href="https://harbour.example/x?a=1#b">x</a> <a href="mailto:a@b.example">m</a> <a href="../a/">a</a></p>',
    '<p><a href="tel:+353">t</a> <a href="#part">p</a> <img src="../quay.png" alt="The quay" width="3"></p>',
    '<table class="wide"><thead><tr><th style="text-align: right;">n</th></tr></thead></table>',
    '<details open><summary>More</summary><dl><dt id="x">A</dt><dd>B</dd></dl></details>',
    '<section aria-label="x" lang="fr" dir="ltr"><h2 id="part">P</h2><ol start="3"><li>x</li></ol></section>',
    "<p>The online base of a form, styled.</p><!-- a note -->",
]


@pytest.mark.parametrize(("html", "what"), LIVE.items())
def test_what_is_live_is_found_however_it_is_spelt(html, what):
    found = [one.what for one in prose.live(html)]
    assert any(what in one for one in found) if what else found == []


@pytest.mark.parametrize("html", LIVE)
def test_nothing_live_is_left_in_a_page(html):
    kept = str(prose.clean(html)).lower()
    assert prose.live(kept) == []
    assert not re.search(r"<(?:script|iframe|svg|form|meta|base|style)|\son\w+=|javascript:", kept)


@pytest.mark.parametrize("html", INERT)
def test_what_is_not_live_passes(html):
    assert prose.live(html) == []
    kept = str(prose.clean(html))
    for part in re.findall(r'(?:href|src|class|id|style|lang|start|aria-label)="[^"]*"', html):
        assert part in kept


def test_ordinary_markdown_passes_unchanged():
    text = (
        "# A\n\nText *b* [c](https://d.example).\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- x\n- y\n\n```\n<script>\n```\n"
    )
    html = markdown.markdown(text, extensions=["extra"])
    assert prose.live(html) == []
    assert str(prose.clean(html)) == html


def test_the_line_of_what_is_live_is_named():
    source = "Title: A\n\nText\n\n```\n<script>\n```\n\n<p>x <Script>y</Script>\n\n<img src=x\nonerror=y>\n"
    lines = {one.what: prose.line_of(one, source) for one in prose.live("<script>x</script><img src=x onerror=y>")}
    assert lines == {"the element <script>": 9, "the attribute onerror=": 12}


def test_what_is_written_in_disguise_is_told_of_the_first_line():
    (found,) = prose.live('<a href="&#106;avascript:x">x</a>')
    assert prose.line_of(found, 'Title: A\n\n<a href="&#106;avascript:x">x</a>') == 1
