"""A witness of logs (C2SP tlog-witness), as strict as the specification, and others that misbehave in one way each."""

import base64
import hashlib
from dataclasses import replace

import httpx

from testamur.errors import LogError
from testamur.log import checkpoint, merkle, note
from testamur.log.note import COSIGNATURE, Note, VerifierKey
from testamur.proofs import keys
from testamur.records.model.log_settings import LogWitness
from testamur.verification.resolving.resolver import NotFound, Unavailable
from testamur.verification.resolving.web import WebResolver


class WitnessHost:
    """Remembers the newest checkpoint of each log that it knows, and signs what grew from it."""

    def __init__(self, name="witness.example/w1", seed=2, *, logs=(), time=0):
        self.signer = keys.from_seed(bytes([seed] * 32))
        self.key = VerifierKey(name, COSIGNATURE, self.signer.public_key)
        self.prefix = f"https://{name}"
        self.logs, self.time = {key.name: key for key in logs}, time
        self.seen, self.published, self.asked = {}, {}, []

    def add_checkpoint(self, body):
        """Status and body of the answer to a request."""
        head, _blank, data = body.partition(b"\n\n")
        lines = head.decode("ascii").split("\n")
        old, path = int(lines[0].removeprefix("old ")), [base64.b64decode(line) for line in lines[1:]]
        self.asked.append(old)
        origin = data.split(b"\n")[0].decode()
        if origin not in self.logs:
            return 404, b""
        try:
            point = checkpoint.open_note(data, self.logs[origin]).checkpoint
        except LogError:
            return 403, b""
        if old > point.size:
            return 400, b""
        known_size, known_root = self.seen.get(origin, (0, merkle.EMPTY_ROOT))
        if old != known_size:
            return 409, f"{known_size}\n".encode()
        try:
            if old == 0:
                assert not path
            else:
                merkle.check_consistency(old, known_root, point.size, point.root, path)
        except (LogError, AssertionError):
            return 422, b""
        self.seen[origin] = point.size, point.root
        line = note.sign(point.text(), self.key, self.signer.sign, self.time)
        name = hashlib.sha256(origin.encode()).hexdigest()
        self.published[f"{self.prefix}/{name}/checkpoint"] = note.write(
            Note(point.text(), (*note.read(data).lines, line))
        )
        return 200, note.write(Note("\n", (line,))).partition(b"\n\n")[2].lstrip(b"\n")


class WitnessWeb:
    """What a registry reaches: witnesses, and published files. What is asked of nobody cannot be reached."""

    def __init__(self, *witnesses, files=None, answers=None):
        self.witnesses, self.files, self.answers = witnesses, files or {}, answers or {}

    def post(self, url, body, *, limit):
        if url in self.answers:
            answer = self.answers[url]
            answer = answer(body) if callable(answer) else answer
            if isinstance(answer, Exception):
                raise answer
            return answer
        for one in self.witnesses:
            if url == f"{one.prefix}/add-checkpoint":
                return one.add_checkpoint(body)
        raise Unavailable(f"{url} could not be reached")

    def fetch(self, url, *, limit):
        for files in (self.files, *(one.published for one in self.witnesses)):
            if url in files:
                return files[url]
        raise NotFound(f"{url} answered 404")


def with_witnesses(registry, *witnesses, quorum=0, reads=False, both=False):
    """The registry with these witnesses, each asked; or read where it publishes what it signed; or both."""
    prefixes = [name for name, is_used in (("submission", both or not reads), ("monitoring", both or reads)) if is_used]
    listed = tuple(
        LogWitness(key=str(one.key), **{f"{name}_prefix": one.prefix for name in prefixes}) for one in witnesses
    )
    log = replace(registry.issuer.log, witnesses=listed, quorum=quorum)
    return replace(registry, issuer=replace(registry.issuer, log=log))


def reached(*hosts):
    """Make what stands for WebResolver in a command: it reaches these witnesses over https, and nobody else."""

    def answer(request):
        for one in hosts:
            url = str(request.url)
            if request.method == "POST" and url == f"{one.prefix}/add-checkpoint":
                status, body = one.add_checkpoint(request.content)
                return httpx.Response(status, content=body)
            if url in one.published:
                return httpx.Response(200, content=one.published[url])
        return httpx.Response(404)

    return lambda **more: WebResolver(
        transport=httpx.MockTransport(answer), addresses=lambda host, port: ["93.184.215.14"], **more
    )
