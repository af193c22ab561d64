"""GitHub Actions, as far as our workflows depend on its habits: conditions, what waits, and artifacts.

Follows "Workflow syntax for GitHub Actions" (`jobs.<job_id>.if`, `concurrency`), "Evaluate expressions in workflows and
actions", and what actions/deploy-pages refuses. It reads conditions, and runs no step.
"""

import json
import re

import yaml

_STATUS = ("always", "cancelled", "failure", "success")
_TOKEN = re.compile(r"'(?:[^']|'')*'|[\w-]+(?:\.[\w-]+)*\(?|&&|\|\||==|!=|[!(),]|\s+")
_PYTHON = {"&&": " and ", "||": " or ", "!": " not "}


def read(path):
    """Return the jobs of a workflow file, and its concurrency."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    return workflow["jobs"], workflow["concurrency"]


def value(expression, context, status=()):
    """Return what an expression comes to; what is not there is "", which is as null compared with a text."""

    def at(name):
        found = context
        for part in name.split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        return found

    said = "".join(_TOKEN.findall(expression))
    assert said == expression, f"the simulation does not know all of {expression}"
    python = ""
    for token in _TOKEN.findall(expression):
        if token.startswith("'"):
            python += repr(token[1:-1].replace("''", "'"))
        elif token in _PYTHON:
            python += _PYTHON[token]
        elif re.fullmatch(r"[A-Za-z_][\w.-]*", token):
            python += f"at({token!r})"
        else:
            python += token
    functions = {name: (lambda name=name: name in status) for name in _STATUS}
    functions |= {"contains": lambda whole, part: bool(whole) and part in whole, "fromJSON": json.loads, "at": at}
    return eval(python, {"__builtins__": {}}, functions)


def expand(text, context):
    """Return a text with its expressions filled in."""
    return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: str(value(match[1], context)), str(text))


def run(jobs, do, *, context, stopped_in="", kept=None):
    """Run a workflow's jobs in the order of their needs; return the result of each, and what it gave out.

    `do` takes the name of a job, and returns its result and the outputs of its steps. `kept` are jobs that stay as they
    were ("Re-run failed jobs"): their results and outputs. `stopped_in` is the job in which somebody stopped it.
    """
    done = dict(kept or {})
    while len(done) < len(jobs):
        name = next(one for one in jobs if one not in done and all(need in done for need in needs_of(jobs[one])))
        needs = {need: done[need] for need in needs_of(jobs[name])}
        results = {need["result"] for need in needs.values()}
        is_cancelled = stopped_in in done
        is_good = results <= {"success"} and not is_cancelled
        status = {"always", *(["cancelled"] if is_cancelled else []), *(["success"] if is_good else [])}
        status |= {"failure"} if "failure" in results else set()
        condition = str(jobs[name].get("if", "success()"))
        if not any(f"{function}()" in condition for function in _STATUS):
            condition = f"success() && ({condition})"
        here = {**context, "needs": needs}
        result, steps = do(name) if value(condition, here, status) else ("skipped", {})
        here["steps"] = {step: {"outputs": outputs} for step, outputs in steps.items()}
        given = {key: expand(text, here) for key, text in jobs[name].get("outputs", {}).items()}
        done[name] = {"result": result, "outputs": given if result != "skipped" else {}}
    return done


def needs_of(job):
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else needs


def ends(concurrency, number):
    """Return how `number` runs of one group end that begin while the first of them runs: "done", or "cancelled"."""
    if concurrency["cancel-in-progress"]:
        return ["cancelled"] * (number - 1) + ["done"]
    waiting = 100 if concurrency.get("queue") == "max" else 1
    kept = range(1, number) if number - 1 <= waiting else range(number - waiting, number)
    return ["done" if at == 0 or at in kept else "cancelled" for at in range(number)]


class Artifacts:
    """What the attempts of one run uploaded: an attempt keeps what the one before it left."""

    def __init__(self):
        self.names = []

    def upload(self, name, *, overwrite=False):
        if overwrite:
            self.names = [one for one in self.names if one != name]
        self.names.append(name)

    def deploy(self, name):
        """Refuse as actions/deploy-pages does, where there is none of that name, or more than one."""
        assert self.names.count(name) == 1, f"{self.names.count(name)} artifacts named {name!r}"
