"""The browser reads notes, checkpoints and proofs of a log as Python does, and refuses what it refuses."""

import base64

import pytest

import verifying
from log_samples import LEAVES, LOG, TREE, WITNESS, checkpoint_of, cosigned, proof_of
from logged import DID, NEXT_WEEK, rolled_back
from node_scripts import VECTORS, VERIFIER, call, encoded, encoded_web
from testamur.errors import LogError
from testamur.log import checkpoint, merkle, note, proof
from testamur.log.checkpoint import Checkpoint
from testamur.log.note import COSIGNATURE, SIGNATURE, VerifierKey

SCRIPT = """async ([place, log, witness, proofs, notes, keys, trees]) => {
  const { checkInclusion, checkConsistency, leafHash, hex } = await import(place + "/log_merkle.js");
  const { openCheckpoint, readKey } = await import(place + "/log_note.js");
  const { read } = await import(place + "/log_proof.js");
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const told = async (act) => {
    try {
      return await act();
    } catch (error) {
      if (!error.code) throw error;
      return error.code;
    }
  };
  const [logKey, witnessKey] = [await readKey(log), await readKey(witness)];
  const open = async (data) => openCheckpoint(data, logKey, [witnessKey]);
  const answers = { proofs: [], notes: [], keys: [], trees: [] };
  for (const one of proofs) answers.proofs.push(await told(async () => {
    const { leaf, index, path, checkpoint } = read(bytes(one));
    const { size, root } = await open(checkpoint);
    await checkInclusion(await leafHash(leaf), index, size, path, root);
    return [index, size, hex(leaf)];
  }));
  for (const one of notes) answers.notes.push(await told(async () => {
    const { origin, size, root, witnesses } = await open(bytes(one));
    return [origin, size, hex(root), witnesses.map(({ time }) => time)];
  }));
  for (const one of keys) answers.keys.push(await told(async () => (await readKey(one)).name));
  for (const [from, fromRoot, to, toRoot, path] of trees) answers.trees.push(await told(async () => {
    await checkConsistency(from, bytes(fromRoot), to, bytes(toRoot), path.map(bytes));
    return "fits";
  }));
  return answers;
}"""
LONGEST = merkle.MAX_SIZE
SIZES = (LONGEST, 2**52 + 1, 2**48 + 1, 2**48 - 1, 2**32 + 3, 65_793)
READER = """async ([place, rows, sizes]) => {
  const { TileReader } = await import(place + "/log_tiles.js");
  const { hex } = await import(place + "/log_merkle.js");
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const answers = [];
  for (const [size, old] of sizes) {
    const fetch = async (name) => {
      const [, level, width] = /^tile.([0-9])[^.]*(?:.p.([0-9]+))?$/.exec(name);
      const row = new Uint8Array(32 * Number(width ?? 256));
      for (let at = 0; at < row.length; at += 32) row.set(bytes(rows[level]), at);
      return row;
    };
    const reader = new TileReader(fetch, size);
    answers.push([hex(await reader.root()), (await reader.consistency(old)).map(hex)]);
  }
  return answers;
}"""
GROWER = """async ([place, asked]) => {
  const { grownRoot, hex } = await import(place + "/log_merkle.js");
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const answers = [];
  for (const [size, before, leaves] of asked) {
    try {
      answers.push(hex(await grownRoot(size, before.map(bytes), leaves.map(bytes))));
    } catch (error) {
      if (!error.code) throw error;
      answers.push(error.code);
    }
  }
  return answers;
}"""
REMEMBERS = """async ([place, data, expected, documents]) => {
  const { examine } = await import(place + "/examination.js");
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const memory = new Map(Object.entries(expected.logs).map(([name, seen]) => [name, bytes(seen)]));
  const resolver = { fetch: async (url) => bytes(documents[url]) };
  const options = { resolver, now: Date.parse(expected.now), trusted: expected.trusted, logs: () => memory };
  const { checks } = await examine(bytes(data), options);
  return [checks.at(-1).code, ...[...memory].map(([name, seen]) => [name, btoa(String.fromCharCode(...seen))])];
}"""
KEEPS = """async ([place, text]) => {
  const kept = new Map();
  const getItem = (name) => kept.get(name) ?? null;
  globalThis.localStorage = { getItem, setItem: (name, value) => kept.set(name, value) };
  const { logs } = await import(place + "/log_memory.js");
  logs.set("a.example/log", new TextEncoder().encode(text));
  return new TextDecoder().decode(logs.get("a.example/log"));
}"""
WITHOUT_ED25519 = """async ([vectors, place, asked]) => {
  const importKey = crypto.subtle.importKey.bind(crypto.subtle);
  crypto.subtle.importKey = async (format, key, algorithm, ...more) => {
    if (algorithm === "Ed25519") throw new DOMException("", "NotSupportedError");
    return importKey(format, key, algorithm, ...more);
  };
  return (await import(vectors)).run(place, asked);
}"""
MILLION = Checkpoint(LOG.name, 2**40 + 1, merkle.leaf_hash(b"x"))


def changed(data):
    """The data, and with each byte changed, removed, and doubled."""
    yield data
    for at in range(len(data)):
        yield data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        yield data[:at] + data[at + 1 :]
        yield data[: at + 1] + data[at:]


def told(act):
    try:
        return act()
    except LogError as error:
        return error.code


def read_proof(data):
    found = proof.read(data)
    point = checkpoint.open_note(found.checkpoint, LOG, [WITNESS]).checkpoint
    merkle.check_inclusion(merkle.leaf_hash(found.leaf), found.index, point.size, found.path, point.root)
    return [found.index, point.size, found.leaf.hex()]


def read_note(data):
    found = checkpoint.open_note(data, LOG, [WITNESS])
    point = found.checkpoint
    return [point.origin, point.size, point.root.hex(), [one.time for one in found.witnesses]]


def check_tree(old, old_root, new, new_root, path):
    merkle.check_consistency(old, old_root, new, new_root, path)
    return "fits"


def trees():
    """Trees and proofs of consistency: all that hold, and each with a hash changed, removed, or added."""
    size = len(LEAVES)
    for new in range(size + 1):
        for old in range(new + 1):
            path = TREE.consistency(old, new)
            ends = (TREE.root(old), new, TREE.root(new))
            yield (old, *ends, path)
            yield (old, *ends, [*path, bytes(32)])
            yield (old, *ends, path[:-1])
            yield (old, bytes(32), *ends[1:], path)
            yield (old, *ends[:2], bytes(32), path)
            yield from ((old, *ends, [*path[:at], bytes(32), *path[at + 1 :]]) for at in range(len(path)))
    yield (2, TREE.root(2), 1, TREE.root(1), [])


def alike():
    """The hash of a complete subtree at each height of a log whose leaves are all the same, however long it is."""
    found = [merkle.leaf_hash(b"the same")]
    while len(found) <= 53:
        found.append(merkle.node_hash(found[-1], found[-1]))
    return found


ALIKE = alike()


def subtree_of_alike(height, _number):
    return ALIKE[height]


def long_trees():
    """Trees as long as a browser's numbers hold, with what proves one to have grown from another."""
    for new in SIZES:
        for old in (1, 3, 2**32 + 1, 2**48 - 1, 2**48, 2**48 + 1, 2**52 + 1, LONGEST - 1):
            if old < new:
                path = merkle.consistency(subtree_of_alike, old, new)
                ends = (merkle.root_of(subtree_of_alike, old), new, merkle.root_of(subtree_of_alike, new))
                yield (old, *ends, path)
                yield (old, *ends, path[1:])


PROOFS = [*changed(proof_of(5)), proof_of(0), proof_of(12), proof_of(0, 1)]
NOTES = [
    *changed(cosigned(Checkpoint(LOG.name, 13, TREE.root()), 1_679_315_147)),
    checkpoint_of(0),
    checkpoint_of(0, Checkpoint(LOG.name, 0, bytes(32))),
    checkpoint_of(0, MILLION),
    b"\xef\xbb\xbf" + checkpoint_of(1),
    b"x" * (note.MAX_BYTES + 1),
    b"\n\n\n",
]
KEYS = [
    *(text.decode("latin-1") for text in changed(str(LOG).encode())),
    str(WITNESS),
    str(VerifierKey("n", COSIGNATURE, bytes(32))),
    str(VerifierKey("n", 2, LOG.public)),
    str(VerifierKey("", SIGNATURE, LOG.public)),
    "",
    "++",
    f"{LOG}\n",
]
TREES = [*trees(), *long_trees()]


@pytest.fixture(scope="module")
def answers():
    def text(data):
        return base64.b64encode(data).decode()

    trees = [(old, text(a), new, text(b), list(map(text, path))) for old, a, new, b, path in TREES]
    given = [VERIFIER.as_uri(), str(LOG), str(WITNESS), list(map(text, PROOFS)), list(map(text, NOTES)), KEYS, trees]
    return call(SCRIPT, given)


def test_proofs_are_read_alike(answers):
    assert answers["proofs"] == [told(lambda data=data: read_proof(data)) for data in PROOFS]


def test_checkpoints_are_read_alike(answers):
    assert answers["notes"] == [told(lambda data=data: read_note(data)) for data in NOTES]


def test_keys_are_read_alike(answers):
    assert answers["keys"] == [told(lambda text=text: note.read_key(text).name) for text in KEYS]


def test_proofs_of_consistency_are_checked_alike(answers):
    assert answers["trees"] == [told(lambda tree=tree: check_tree(*tree)) for tree in TREES]


def test_long_trees_are_read_alike():
    asked = [(size, old) for size in SIZES for old in (3, 2**48 + 1, 2**52 + 1) if old < size]
    rows = [base64.b64encode(ALIKE[height]).decode() for height in range(0, 54, 8)]
    expected = [
        [
            merkle.root_of(subtree_of_alike, size).hex(),
            [one.hex() for one in merkle.consistency(subtree_of_alike, old, size)],
        ]
        for size, old in asked
    ]
    assert call(READER, [VERIFIER.as_uri(), rows, asked]) == expected


def test_a_tree_grows_from_its_frontier_alike():
    leaf = ALIKE[0]
    asked = [(0, [], []), (0, [], [leaf]), (3, [], [leaf])]
    for size in (1, 2, 3, 7, 255, 256, 257, *(size - 5 for size in SIZES)):
        before = merkle.frontier(subtree_of_alike, size)
        asked += [(size, before, [leaf] * more) for more in range(6)] + [(size, before[1:], [leaf])]

    def python(size, before, leaves):
        return told(lambda: merkle.grown_root(size, before, leaves).hex())

    def text(hashes):
        return [encoded(one) for one in hashes]

    expected = [python(*one) for one in asked]
    assert merkle.root_of(subtree_of_alike, LONGEST).hex() in expected
    given = [(size, text(before), text(leaves)) for size, before, leaves in asked]
    assert call(GROWER, [VERIFIER.as_uri(), given]) == expected


def test_a_browser_that_cannot_check_signatures_says_so_of_the_log_too():
    data, expected = verifying.case("registered")
    documents = encoded_web(verifying.Web(expected["web"]).documents)
    asked = {"cases": [{"data": encoded(data), "expected": expected, "documents": documents}]}
    (answer,) = call(WITHOUT_ED25519, [VECTORS.as_uri(), VERIFIER.as_uri(), asked])
    assert answer["verdict"] == "INDETERMINATE"
    assert [check["code"] for check in answer["checks"] if check["name"] in {"proof", "registered"}] == ["browser"] * 2


def test_an_older_log_with_a_proof_of_since_takes_nothing_from_what_was_seen(tmp_path):
    data, files, seen = rolled_back(tmp_path)
    origin = seen.partition(b"\n")[0].decode()
    expected = {"now": NEXT_WEEK.isoformat(), "trusted": [DID], "logs": {origin: encoded(seen)}}
    answer = call(REMEMBERS, [VERIFIER.as_uri(), encoded(data), expected, encoded_web(files)])
    assert answer == ["log-older", [origin, encoded(seen)]]


def test_the_longest_note_that_is_read_is_remembered():
    """A host may add lines to a checkpoint; it is not forgotten for that."""
    text = checkpoint_of(13).decode()
    text += f"\u2014 {'a' * (note.MAX_BYTES - len(text.encode()) - 14)} AAAAAAA=\n"
    assert len(text.encode()) == note.MAX_BYTES
    assert checkpoint.open_note(text.encode(), LOG).checkpoint.size == 13
    assert call(KEEPS, [VERIFIER.as_uri(), text]) == text
