"""The page "Check an award" asks no host inside a network, whatever a credential names."""

import json

import pytest

import node_scripts
from paths import ROOT

RESOLVER = ROOT / "theme" / "static" / "verifier" / "resolver.js"
INSIDE = (
    "http://issuer.example/did.json",
    "https://localhost/did.json",
    "https://LOCALHOST./did.json",
    "https://printer/did.json",
    "https://printer.local/did.json",
    "https://wiki.internal:8443/did.json",
    "https://router.home.arpa/did.json",
    "https://127.0.0.1/did.json",
    "https://0x7f.1/did.json",
    "https://2130706433/did.json",
    "https://[::1]/did.json",
    "https://[::ffff:10.0.0.1]/did.json",
    "https://issuer.example@10.0.0.1/did.json",
    "https://me:secret@issuer.example/did.json",
    "https://[",
)
OUTSIDE = ("https://issuer.example/did.json", "https://xn--bcher-kva.example:8443/did.json")


def asked(addresses, *, origin="https://badges.harbour.example", mapped=""):
    """Return what was fetched, and what was said of the rest."""
    script = f"""
      const asked = [];
      globalThis.location = {{ origin: {json.dumps(origin)} }};
      globalThis.fetch = async (url) => {{ asked.push(url); return new Response("{{}}"); }};
      const {{ WebResolver }} = await import({json.dumps(RESOLVER.as_uri())});
      const resolver = new WebResolver({mapped});
      const said = [];
      for (const url of {json.dumps(addresses)}) {{
        await resolver.fetch(url, 99).catch((error) => said.push(String(error.said)));
      }}
      console.log(JSON.stringify([asked, said]));"""
    return node_scripts.evaluate(script)


@pytest.fixture(scope="module")
def inside():
    return asked(INSIDE)


def test_no_host_inside_a_network_is_asked(inside):
    assert inside[0] == []


def test_each_of_them_is_said_to_be_out_of_reach(inside):
    assert inside[1] == [f"{address} could not be reached" for address in INSIDE]


def test_other_hosts_are_asked():
    assert asked(OUTSIDE) == [list(OUTSIDE), []]


def test_a_page_inside_a_network_asks_its_own_host():
    own = ["https://badges/issuer/did.json", "https://badges.evil/did.json"]
    assert asked(own, origin="https://badges")[0] == own


def test_what_is_served_in_place_of_an_address_is_asked():
    mapped = '{ from: "https://badges.harbour.example", to: "http://127.0.0.1:8000/" }'
    assert asked(["https://badges.harbour.example/a"], mapped=mapped)[0] == ["http://127.0.0.1:8000/a"]
