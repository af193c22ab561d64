"""The page of a bundle without its parts: the verifier inside one HTML file, in a language of the site (decision 27).

Made once, when the site is built, so that a browser and `testamur export` have but to put the parts into it, and make
the same file. The scripts are the site's own, as `data:` modules under an import map: nothing is fetched, and there is
no second build of them.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from testamur import installed
from testamur.publishing.rendering import standalone
from testamur.publishing.views.site_info import Site
from testamur.publishing.words import translations
from testamur.verification.bundle import container
from testamur.verification.bundle.container import Bundle

FOLDER = "theme/bundles"
_ENTRY = "kept.js"
_IMPORT = re.compile(r'(\bfrom |\bawait import\()"(\.[^"]+\.js)"')
_SENTENCE = re.compile(r'\b(?:msg|usual)\(\s*"((?:[^"\\]|\\.)*)"')
# What only awards of others need, or the web: a registry's own award is judged without, and the file is half as large.
_OF_OTHERS = frozenset(
    {
        "cross_origin.js",
        "did_documents.js",
        "elsewhere.js",
        "issuer_documents.js",
        "jwt.js",
        "log_memory.js",
        "ob2_words.js",
        "other_kinds.js",
        "other_proofs.js",
        "public_host.js",
        "registries.js",
        "status_of_others.js",
        "stranger.js",
    }
)


def name(language: str) -> str:
    """Return where a site has the page of bundles in a language: as text, since it is no page of the site."""
    return f"{FOLDER}/{language}.txt"


def shell(site: Site) -> bytes:
    """Return the page of a bundle in the language of `site`, with an empty container."""
    theme = installed.shipped_folder("theme")
    modules = _modules(theme / "static")
    catalogue = translations.catalogue(theme / "translations", site.language)
    said = {text: catalogue.gettext(text) for text in _sentences(modules.values())}
    addresses = {f"testamur/{module}": _data_url(source) for module, source in modules.items()}
    template = standalone.environment_for(site, theme).get_template("bundle.html")
    return template.render(
        modules=_json({"imports": addresses}),
        words=_json({english: text for english, text in said.items() if english != text}),
    ).encode()


def fill(page: bytes, bundle: Bundle) -> bytes:
    """Return the page of a bundle with its parts: the whole file."""
    return page.replace(container.OPENING, container.OPENING + container.write(bundle), 1)


def _modules(static: Path) -> dict[str, str]:
    """Return the scripts that check a registry's own award, by name; their imports are those of an import map."""
    found: dict[str, str] = {}
    left = [static / _ENTRY]
    while left:
        path = left.pop()
        if path.name in found:
            continue
        source = path.read_text("utf-8")
        needed = [(path.parent / name).resolve() for _, name in _IMPORT.findall(source)]
        left += [one for one in needed if one.name not in _OF_OTHERS]
        found[path.name] = _IMPORT.sub(lambda match: f'{match[1]}"testamur/{match[2].rpartition("/")[2]}"', source)
    return dict(sorted(found.items()))


def _sentences(sources: Iterable[str]) -> list[str]:
    return sorted({text.replace('\\"', '"') for source in sources for text in _SENTENCE.findall(source)})


def _data_url(source: str) -> str:
    return f"data:text/javascript;base64,{base64.b64encode(source.encode()).decode('ascii')}"


def _json(value: object) -> Markup:
    """Return JSON to stand inside a script: of the theme's own texts, none of which can end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 — scripts and sentences of the theme
