"""What the actions that workflows use take as inputs, read from each one's action.yml at the pinned commit.

A real action takes an input that it does not have for a misspelling: it warns, and goes on without. So a workflow that
names one works in no other way than the one that nobody tried. Source: `action.yml` in the repository of that name, at
that commit. Whoever pins another commit adds its row.
"""

from dataclasses import dataclass

_CHECKOUT = (
    "repository", "ref", "token", "ssh-key", "ssh-known-hosts", "ssh-strict", "ssh-user", "persist-credentials",
    "path", "clean", "filter", "sparse-checkout", "sparse-checkout-cone-mode", "fetch-depth", "fetch-tags",
    "show-progress", "lfs", "submodules", "set-safe-directory", "github-server-url",
)  # fmt: skip
_SETUP_PYTHON = (
    "python-version", "python-version-file", "cache", "architecture", "check-latest", "token",
    "cache-dependency-path", "update-environment", "allow-prereleases", "freethreaded", "pip-version",
)  # fmt: skip
_UPLOAD = (
    "name", "path", "if-no-files-found", "retention-days", "compression-level", "overwrite", "include-hidden-files",
)  # fmt: skip
_DOWNLOAD = ("name", "artifact-ids", "path", "pattern", "merge-multiple", "github-token", "repository", "run-id")
_PAGES = ("name", "path", "retention-days")
_ATTEST = (
    "subject-path", "subject-digest", "subject-name", "subject-checksums", "subject-version", "sbom-path",
    "predicate-type", "predicate", "predicate-path", "push-to-registry", "create-storage-record", "show-summary",
    "github-token",
)  # fmt: skip
_DEPLOY = ("token", "timeout", "error_count", "reporting_interval", "artifact_name", "preview")


@dataclass(frozen=True)
class RealAction:
    """One action at one commit: its version, the inputs that it has, and those that it has to be given."""

    version: str
    inputs: tuple[str, ...]
    required: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


ACTIONS = {
    "actions/attest@1e69f48acb82d1966a394da916b4c1698aa569d6": RealAction("v4.2.2", _ATTEST),
    "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd": RealAction("v6.0.2", _CHECKOUT),
    "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1": RealAction(
        "v7.0.1", (*_CHECKOUT, "allow-unsafe-pr-checkout")
    ),
    "actions/setup-python@83679a892e2d95755f2dac6acb0bfd1e9ac5d548": RealAction(
        "v6.1.0", (*_SETUP_PYTHON, "pip-install")
    ),
    "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97": RealAction("v7.0.0", _SETUP_PYTHON),
    "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02": RealAction("v4.6.2", _UPLOAD, ("path",)),
    "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f": RealAction(
        "v7.0.0", (*_UPLOAD, "archive"), ("path",)
    ),
    "actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093": RealAction("v4.3.0", _DOWNLOAD),
    "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c": RealAction(
        "v8.0.1", (*_DOWNLOAD, "skip-decompress", "digest-mismatch")
    ),
    "actions/upload-pages-artifact@7b1f4a764d45c48632c6b24a0339c27f5614fb0b": RealAction("v4.0.0", _PAGES, ("path",)),
    "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9": RealAction(
        "v5.0.0", (*_PAGES, "include-hidden-files"), ("path",)
    ),
    "actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e": RealAction(
        "v4.0.5", _DEPLOY, outputs=("page_url",)
    ),
    "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128": RealAction(
        "v5.0.0", _DEPLOY, outputs=("page_url",)
    ),
    "pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33": RealAction(
        "v1.14.2",
        (),  # not looked up: it is used without any
    ),
}


def misuses(workflow):
    """Say of each step that uses an action what the real one would not take; nothing where all is well."""
    for name, job in workflow["jobs"].items():
        for step in job["steps"]:
            used = step.get("uses")
            if used is None:
                continue
            if used not in ACTIONS:
                yield f"{name}: no row says which inputs {used} has"
                continue
            given = set(step.get("with", {}))
            for unknown in sorted(given - set(ACTIONS[used].inputs)):
                yield f"{name}: {used} has no input {unknown}"
            for missing in sorted(set(ACTIONS[used].required) - given):
                yield f"{name}: {used} needs {missing}"
