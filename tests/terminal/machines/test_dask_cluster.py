"""A build by the processes of a Dask cluster: the same site, whoever of them is lost on the way."""

import contextlib
import importlib.util
import subprocess
import sys

import pytest

import every_state
from issuing import tree
from paths import ROOT
from registries import run
from testamur.errors import UsageError
from testamur.terminal.machines import dask_cluster

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="distributed is not installed: building on a cluster is not tested",
)
# In small batches, so that both processes get some.
BUILD = (
    "import sys; from testamur.publishing.site import award_batches; award_batches.BATCH = 2\n"
    "from testamur.cli.main import main; sys.exit(main())"
)
PLACES = {"records": "credentials", "ledger": "ledger", "settings": "pelicanconf.py"}
OTHER_RECORDS = (
    "from testamur.publishing.site.parts import build_inputs; shared_inputs = build_inputs.shared_inputs\n"
    "build_inputs.shared_inputs = lambda *at: {**shared_inputs(*at), 'records': 'sha256:0'}\n"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return every_state.make(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="module")
def alone(place):
    return tree(every_state.build(place, place / "alone"))


@contextlib.contextmanager
def cluster(*words):
    """A cluster in processes of its own: yields its address, and afterwards a list with what became of its workers."""
    script = [sys.executable, str(ROOT / "tests" / "local_cluster.py"), *words]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        fate = []
        try:
            yield f"dask://{process.stdout.readline().strip()}", fate
        finally:
            fate.append(process.communicate(timeout=60)[0].strip())


def build(place, output, address, before=""):
    """Build in a process of its own; `before` is run there first."""
    places = [f"--{name}={place / file}" for name, file in PLACES.items()]
    command = [sys.executable, "-c", before + BUILD, "build", "--executor", address, "--output", str(output), *places]
    command += ["--now", "2026-11-01"]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@needs_dask
def test_a_cluster_writes_the_same_site_though_a_worker_is_killed_in_the_middle_of_a_batch(place, alone):
    with cluster("breaking") as (address, fate):
        done = build(place, place / "broken", address)
    assert fate == ["lost"]
    assert done.returncode == 0, done.stderr
    assert tree(place / "broken") == alone
    assert {path.name for path in place.glob(".broken*")} == {".broken.lock"}


@needs_dask
def test_a_cluster_writes_the_same_site_where_a_log_is_kept(tmp_path):
    place = every_state.make(tmp_path, keeps_log=True)
    with cluster() as (address, _):
        done = build(place, place / "site", address)
    assert done.returncode == 0, done.stderr
    assert tree(place / "site") == tree(every_state.build(place, place / "alone"))


@pytest.mark.long
@needs_dask
def test_a_worker_that_sees_other_records_than_the_build_is_refused(place, tmp_path):
    with cluster() as (address, _):
        done = build(place, tmp_path / "site", address, OTHER_RECORDS)
    assert done.returncode == 1
    assert "has other records. All machines have to see the same folders" in done.stderr
    assert not (tmp_path / "site").exists()


@needs_dask
def test_where_no_scheduler_answers_the_address_is_named(place, monkeypatch):
    monkeypatch.setattr(dask_cluster, "_SECONDS", 0.2)
    with pytest.raises(UsageError, match=r"no scheduler of Dask answers at dask://127\.0\.0\.1:9"):
        dask_cluster.connect("dask://127.0.0.1:9").__enter__()


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "dask://", "dask://host", "tcp://host:1", "dask://host:1/x"])
def test_what_is_no_address_of_a_cluster_is_refused(address):
    with pytest.raises(UsageError, match="write dask://HOST:PORT"):
        dask_cluster.connect(address).__enter__()


def test_without_distributed_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"testamur\[cluster\]"):
        dask_cluster.connect("dask://127.0.0.1:9").__enter__()


@pytest.mark.long
@needs_dask
def test_a_preview_is_not_built_on_a_cluster(place):
    with cluster() as (address, _):
        done = run("build", "--preview", "--executor", address, folder=place)
    assert done.code == 2
    assert "build without --executor" in done.err
