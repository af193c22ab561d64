"""What both sides are given: the records of N awards, and as many plain articles or pages with about as much text.

Ten achievements, a learner for each award; no pictures of the institution's own, one language.
"""

from pathlib import Path

TEXT = "Clean and join data from two sources, and say in plain words what they show. " * 8
_ACHIEVEMENTS = 10
_BODY = f"{TEXT}\n\n- one\n- two\n\n{TEXT}\n"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
<header><a href="{{ .Site.BaseURL }}">{{ .Site.Title }}</a></header>
<main>
<h1>{{ .Title }}</h1>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
{{ .Content }}
</main>
<footer>{{ .Site.Title }}</footer>
</body>
</html>
"""
_LIST = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>{{ range .Paginator.Pages }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}</body>
</html>
"""


def write_records(folder: Path, size: int, award_id, key: str) -> None:
    """Write the records of `size` awards: `award_id(n)` is the id of the n-th, `key` the issuer's, as multibase."""
    for name in ("achievements", "learners", "awards"):
        (folder / name).mkdir(parents=True)
    issuer = (
        "base: https://badges.harbour.example\nname: Harbour Institute\ncountry: IE\ncontact: a@harbour.example\n"
        f"verificationMethod:\n  - {{publicKeyMultibase: {key}, from: 2026-01-01}}\n"
    )
    (folder / "issuer.yml").write_text(issuer)
    for number in range(_ACHIEVEMENTS):
        text = (
            f"name: Data Analysis {number}\nachievementType: MicroCredential\ndescription: {TEXT}\n"
            f"criteria: {TEXT}\noutcomes: [Clean data, Join data, Explain a chart]\ncreditsAvailable: 2\n"
            "level: {eqf: 5}\nassessment: {type: [project], supervision: supervised}\nparticipation: online\n"
            "validFor: P3Y\n"
            "resultDescription: [{id: final, name: Final project, resultType: Percent, valueMax: 100}]\n"
        )
        (folder / "achievements" / f"data-{number}.yml").write_text(text)
    for number in range(size):
        write_award(folder, number, award_id(number))


def write_award(folder: Path, number: int, award_id: str) -> None:
    """Write the records of one award and its learner."""
    (folder / "learners" / f"l-{number}.yml").write_text(f"name: Ada Okafor {number}\n")
    text = (
        f"achievement: data-{number % _ACHIEVEMENTS}\nlearner: l-{number}\nawardedDate: 2026-05-14\n"
        'visibility: public\nresults: {final: "87"}\n'
    )
    (folder / "awards" / f"{award_id}.yml").write_text(text)


def write_articles(folder: Path, size: int) -> None:
    """Write as many Markdown articles for Pelican."""
    folder.mkdir(parents=True)
    for number in range(size):
        head = f"Title: Award {number}\nDate: 2026-05-14\nCategory: data\n\n"
        (folder / f"a{number}.md").write_text(head + _BODY)


def write_hugo_site(folder: Path, size: int) -> None:
    """Write a site for Hugo with as many pages of the same text, and the plainest of themes."""
    (folder / "content" / "data").mkdir(parents=True)
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "config.toml").write_text('baseURL = "https://x.example/"\ntitle = "Awards"\nlanguageCode = "en"\n')
    (layouts / "single.html").write_text(_PAGE)
    (layouts / "list.html").write_text(_LIST)
    for number in range(size):
        head = f'---\ntitle: "Award {number}"\ndate: 2026-05-14\n---\n\n'
        (folder / "content" / "data" / f"a{number}.md").write_text(head + _BODY)
