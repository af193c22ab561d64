"""How many checks of one run ask for documents: once each, never again where nobody answers, and not more than fits."""

import pytest

import node_scripts
from paths import ROOT

MODULE = ROOT / "theme" / "static" / "verify" / "asking.js"
BEGIN = f"""
  import {{ Remembering }} from "{MODULE.as_uri()}";
  import {{ Unavailable }} from "{(ROOT / "theme/static/verifier/resolver.js").as_uri()}";
  import {{ msg }} from "{(ROOT / "theme/static/verifier/message.js").as_uri()}";
  let [clock, asked] = [0, []];
  performance.now = () => clock;
  const asking = (answer) => new Remembering({{ async fetch(url) {{ asked.push(url); return answer(url); }} }});
  const tried = async (resolver, url) => {{
    try {{ return (await resolver.fetch(url, 1)).length; }} catch (error) {{ return String(error.said); }}
  }};
"""


@pytest.fixture
def run():
    def run(script):
        return node_scripts.evaluate(f"{BEGIN}{script}")

    return run


def test_each_address_is_asked_once_whatever_it_answers(run):
    asked, said = run("""
      const resolver = asking((url) => {
        if (url.endsWith("b")) throw new Unavailable(msg("no"));
        return new Uint8Array(3);
      });
      const said = [];
      for (const name of "abab") said.push(await tried(resolver, `https://x/${name}`));
      console.log(JSON.stringify([asked, said]));""")
    assert asked == ["https://x/a", "https://x/b"]
    assert said == [3, "no", 3, "no"]


def test_a_host_that_let_one_question_wait_is_asked_no_other(run):
    asked, said = run("""
      const resolver = asking(() => { clock += 10_000; throw new Unavailable(msg("late")); });
      const said = [];
      for (const url of ["https://x/a", "https://x/b", "https://y/a"]) said.push(await tried(resolver, url));
      console.log(JSON.stringify([asked, said]));""")
    assert asked == ["https://x/a", "https://y/a"]
    assert said == ["late", "x did not answer before, and was not asked again", "late"]


def test_a_host_that_says_no_at_once_is_asked_again_for_something_else(run):
    asked, _ = run("""
      const resolver = asking(() => { throw new Unavailable(msg("no")); });
      for (const url of ["https://x/a", "https://x/b"]) await tried(resolver, url);
      console.log(JSON.stringify([asked, 0]));""")
    assert asked == ["https://x/a", "https://x/b"]


def test_no_more_answers_are_kept_than_fit(run):
    asked, _ = run("""
      const resolver = asking(() => new Uint8Array(4 * 1024 * 1024));
      for (let at = 0; at < 17; at += 1) await tried(resolver, `https://x/${at}`);
      await tried(resolver, "https://x/0");
      console.log(JSON.stringify([asked, 0]));""")
    assert asked.count("https://x/0") == 2
    assert len(asked) == 18


def test_an_address_that_is_none_is_left_to_whoever_fetches(run):
    _, said = run("""
      const resolver = asking(() => { throw new Unavailable(msg("no address")); });
      console.log(JSON.stringify([0, await tried(resolver, "https://[")]));""")
    assert said == "no address"
