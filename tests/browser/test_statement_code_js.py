"""The browser says of statement codes what the command says: every vector, every changed byte, every hostile CBOR."""

import pytest

import hostile_cbor
import node_scripts
import statements_held
import verifying
from node_scripts import PLACE, VERIFIER
from testamur.credentials.statement_codes import statement_code
from testamur.verification.statement_codes import published_award

NAMES = [path.name for path in verifying.CODES]
EXAMINE = """async ({ place, cases, webs }) => {
  const { examine } = await import(`${place}/statement_examination.js`);
  const { Unavailable } = await import(`${place}/resolver.js`);
  const { msg } = await import(`${place}/message.js`);
  const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const answers = [];
  for (const { data, expected, web } of cases) {
    const resolver = {
      async fetch(url) {
        if (!Object.hasOwn(webs[web], url)) throw new Unavailable(msg("{url} is not there", { url }));
        return bytes(webs[web][url]);
      },
    };
    const found = await examine(bytes(data), { resolver, now: Date.parse(expected.now), trusted: expected.trusted });
    answers.push({ ...found, sentence: String(found.sentence) });
  }
  return answers;
}"""
# A reader of JSON says in its own words what is wrong with it.
OWN_WORDS = {"issuer-is-a-web-page"}


def given(cases, place):
    webs = {" ".join(expected["web"]): expected["web"] for _, expected in cases}
    return {
        "place": place,
        "cases": [
            {"data": node_scripts.encoded(data), "expected": expected, "web": " ".join(expected["web"])}
            for data, expected in cases
        ],
        "webs": {name: node_scripts.encoded_web(verifying.Web(parts).documents) for name, parts in webs.items()},
    }


def in_node(cases):
    return node_scripts.call(EXAMINE, given(cases, VERIFIER.as_uri()))


def of_python(data, expected):
    return verifying.examine_code(data, expected)


@pytest.fixture(scope="module")
def answers():
    return dict(zip(NAMES, in_node([verifying.code(name) for name in NAMES]), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_node_says_the_same_of_every_vector(answers, name):
    ours, theirs = of_python(*verifying.code(name)), answers[name]
    assert (theirs["verdict"], theirs["code"], theirs["address"]) == (ours.verdict, ours.code, ours.address)
    if name not in OWN_WORDS:
        assert theirs["sentence"] == ours.sentence


@pytest.mark.parametrize("name", NAMES)
def test_node_reads_the_same_in_every_vector(answers, name):
    ours, theirs = of_python(*verifying.code(name)).statement, answers[name]["statement"]
    assert (ours is None) == (theirs is None)
    if ours is not None:
        assert theirs == plain(ours)


def test_chromium_says_what_node_says(answers, browser):
    page = node_scripts.open_verifier(browser)
    cases = given([verifying.code(name) for name in NAMES], PLACE)
    assert dict(zip(NAMES, page.evaluate(EXAMINE, cases), strict=True)) == answers


def test_every_change_of_a_byte_is_refused_and_called_the_same():
    data, expected = verifying.code("signed")
    changed = [data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :] for at in range(len(data)) for bit in (0, 5)]
    cases = [(one, expected) for one in changed]
    theirs = [(one["verdict"], one["code"], one["sentence"]) for one in in_node(cases)]
    web = verifying.Web(expected["web"])
    ours = [verifying.examine_code(one, expected, web) for one in changed]
    assert theirs == [(one.verdict, one.code, one.sentence) for one in ours]
    assert {verdict for verdict, _, _ in theirs} <= {"INVALID", "INDETERMINATE"}


def test_hostile_cbor_is_refused_with_the_same_words():
    script = f"""async (cases) => {{
      const {{ decode }} = await import("{(VERIFIER / "cbor.js").as_uri()}");
      return cases.map((hex) => {{
        try {{
          return `read: ${{decode(Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16)))}}`;
        }} catch (error) {{
          return String(error.said);
        }}
      }});
    }}"""
    found = node_scripts.call(script, [data for data, _ in hostile_cbor.REFUSED.values()])
    assert dict(zip(hostile_cbor.REFUSED, found, strict=True)) == {
        name: reason for name, (_, reason) in hostile_cbor.REFUSED.items()
    }


def test_the_one_form_of_cbor_is_read_alike():
    script = f"""async (cases) => {{
      const {{ decode }} = await import("{(VERIFIER / "cbor.js").as_uri()}");
      const plain = (value) => value instanceof Map
        ? Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]))
        : Array.isArray(value) ? value.map(plain) : value;
      return cases.map((hex) => plain(decode(Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16)))));
    }}"""
    assert node_scripts.call(script, list(hostile_cbor.READ)) == list(hostile_cbor.READ.values())


def test_addresses_of_codes_are_read_alike():
    data, _ = verifying.code("signed")
    whole = statement_code.prefix("https://badges.harbour.example") + statement_code.letters(data)
    texts = [
        whole,
        f" {whole}\n",
        whole.lower(),
        whole[:-1],
        whole + "A",
        whole + "=",
        whole[:-1] + "7",
        whole.replace("https", "http"),
        whole.replace("/verify/", "/fr/verify/"),
        whole.replace("/verify/", "/check/"),
        whole.replace("#", "#0"),
        whole.replace("harbour", "har bour"),
        "",
    ]
    script = f"""async (texts) => {{
      const {{ signedIn }} = await import("{(VERIFIER / "statement_link.js").as_uri()}");
      return texts.map((text) => [...(signedIn(text) ?? [])]);
    }}"""
    ours = [list(statement_code.signed_in(text) or b"") for text in texts]
    assert node_scripts.call(script, texts) == ours
    assert [one == list(data) for one in ours] == [True, True, *[False] * 6, True, *[False] * 4]


def test_names_are_compared_alike():
    data, expected = verifying.code("signed-without-a-name")
    statement = of_python(data, expected).statement
    names = ["Zoë Ó Briain 李", "Zoe\u0308 O\u0301\u00a0 Briain\u3000李 ", "Zoë Ó Briain", "\ufeffZoë Ó Briain 李"]
    script = f"""async ([statement, names]) => {{
      const {{ isOf }} = await import("{(VERIFIER / "statement_code.js").as_uri()}");
      return Promise.all(names.map((name) => isOf(statement, name)));
    }}"""
    given = {"name": "", "nameDigest": statement.name_digest.hex(), "digest": statement.digest}
    found = node_scripts.call(script, [given, names])
    assert found == [statement.is_of(name) for name in names] == [True, True, False, False]


def test_a_statement_is_held_against_its_award_alike():
    script = f"""async (cases) => {{
      const {{ holdAgainst }} = await import("{(VERIFIER / "published_award.js").as_uri()}");
      const {{ Unavailable }} = await import("{(VERIFIER / "resolver.js").as_uri()}");
      const {{ msg }} = await import("{(VERIFIER / "message.js").as_uri()}");
      const answers = [];
      for (const {{ stated, today, shard }} of cases) {{
        const resolver = {{
          async fetch() {{
            if (shard === null) throw new Unavailable(msg("not found: {{url}}", {{ url: "it" }}));
            return new TextEncoder().encode(shard);
          }},
        }};
        const {{ verdict, code, sentence, statement }} = await holdAgainst(stated, today, resolver);
        answers.push([verdict, code, String(sentence), statement !== null]);
      }}
      return answers;
    }}"""
    ours, given = [], []
    for changes, entry, is_reached, _verdict, _code in statements_held.CASES.values():
        stated, today = statements_held.signed(**changes), statements_held.TODAY if is_reached else None
        web = statements_held.web(entry)
        found = published_award.hold_against(stated, today, resolver=web)
        ours.append([found.verdict, found.code, found.sentence, found.statement is not None])
        shard = web.documents.get(statements_held.SHARD)
        given.append(
            {
                "stated": {
                    "verdict": "SIGNED",
                    "code": "",
                    "sentence": "Signed.",
                    "statement": plain(stated.statement),
                },
                "today": today
                and {
                    "digest": today.digest,
                    "facts": dict(today.facts),
                    "checks": [{"name": one.name, "outcome": one.outcome} for one in today.checks],
                },
                "shard": None if shard is None else shard.decode(),
            }
        )
    theirs = node_scripts.call(script, given)
    # Why an index does not answer, each reader says in its own words.
    short = [[*one[:2], one[2].partition("could not be read: ")[0], one[3]] for one in ours]
    assert [[*one[:2], one[2].partition("could not be read: ")[0], one[3]] for one in theirs] == short


def plain(statement):
    """A statement as the browser reads it."""
    ends = statement.valid_until.timestamp() * 1000 if statement.valid_until else None
    return {
        "issuer": statement.issuer,
        "awardId": statement.award_id,
        "digest": statement.digest,
        "title": statement.title,
        "name": statement.name,
        "nameDigest": statement.name_digest.hex(),
        "awarded": statement.awarded.isoformat(),
        "signedAt": statement.signed_at.timestamp() * 1000,
        "validUntil": ends,
    }
