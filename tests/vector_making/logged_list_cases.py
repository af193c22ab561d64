"""Status lists of a registry that keeps a log: the newest edition that was entered, an older one, and another one."""

from vector_making.cases import case
from vector_making.logged_cases import PARTS, registered
from vector_making.sample_credentials import KEY, method
from vector_making.sample_log import BASE, DID, SampleLog, an_award, issued, publish_proof
from vector_making.sample_web import a_list, list_address, publish

BEFORE, SINCE = "2026-09-20T12:00:00Z", "2026-10-31T08:00:00Z"  # the list that is published is of between


def add(log):
    """Add the cases; `log` has the published list as its last entry."""
    size = len(log.leaves)
    older = a_list(base=BASE, by=method(KEY, DID), signed=BEFORE)
    newer = a_list(base=BASE, by=method(KEY, DID), signed=SINCE)
    for name, found, code in (
        ("status-list-older-than-the-log-knows", older, "list-older"),
        ("status-list-that-the-log-does-not-have", newer, "list-not-entered"),
    ):
        publish(name, list_address(base=BASE), found)
        in_another_place(log, name)
        case(
            name, an_award(name), "INDETERMINATE", stuck={"status": code}, web=(*PARTS, name), trusted=(DID,),
            registered="passed",
        )  # fmt: skip
    name = "status-list-older-than-the-log-knows-without-a-proof"
    case(
        name, an_award(name), "INDETERMINATE", stuck={"status": "list-older"}, trusted=(DID,),
        web=(*PARTS, "status-list-older-than-the-log-knows"), registered="not-applicable",
    )  # fmt: skip
    name = "status-list-that-the-newest-entries-do-not-name"
    award = an_award(name)
    other = SampleLog([*log.leaves[: size - 1], issued(award)])
    other.publish(name, beside=log)
    publish_proof(name, name, other.proof(size - 1, size))
    case(
        name, award, "INDETERMINATE", stuck={"status": "list-not-entered"}, web=(*PARTS, name), trusted=(DID,),
        registered="passed",
    )  # fmt: skip
    name = "status-list-entered-anew-since"
    award = an_award(name)
    grown = SampleLog([*log.leaves, issued(award)])
    grown.add_list(newer)
    grown.publish(name, beside=log)
    publish(name, list_address(base=BASE), newer)
    publish_proof(name, name, grown.proof(size, size + 2))
    registered(name, award, part=name)


def in_another_place(log, name):
    """Publish a log that has an award's entry before that of the published list, and its proof."""
    other = SampleLog([*log.leaves[:-2], issued(an_award(name)), log.leaves[-1]])
    size = len(other.leaves)
    other.publish(name, beside=log)
    publish_proof(name, name, other.proof(size - 2, size))
