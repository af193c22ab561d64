"""Starts a Dask cluster of two processes on this machine, prints its address, and ends when its input does.

With `breaking`, one of the two kills itself in the middle of the first batch that it writes.
"""

import sys

from distributed import Client, LocalCluster


def break_once():
    """Let this process end, with no goodbye, after it wrote a part of its first batch."""
    import os
    import signal

    from testamur.publishing.site.tree import Tree

    write, written = Tree.write_own, []

    def write_or_die(self, name, data, source):
        write(self, name, data, source)
        written.append(name)
        if len(written) == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    Tree.write_own = write_or_die


def main():
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        workers = sorted(client.scheduler_info()["workers"])
        if "breaking" in sys.argv:
            client.run(break_once, workers=workers[:1])
        print(cluster.scheduler_address.removeprefix("tcp://"), flush=True)
        sys.stdin.read()
        left = sorted(client.scheduler_info()["workers"])
        print("lost" if workers[0] not in left else "kept", flush=True)


if __name__ == "__main__":
    main()
