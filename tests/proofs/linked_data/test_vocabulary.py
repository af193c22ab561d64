"""The table of terms is what the published contexts define, and nothing in it can be read in two ways."""

import pytest

import make_vocabulary
import official_contexts
import reference
from testamur.proofs.linked_data.vocabulary import vocabulary
from testamur.verification.reading import contexts


@pytest.mark.reference(reference.CONTEXTS)
def test_the_table_is_what_the_published_contexts_define():
    assert make_vocabulary.FILE.read_text("utf-8") == make_vocabulary.write()


def test_every_context_that_a_document_may_state_is_in_the_table():
    assert set(vocabulary().contexts) == {contexts._V1, contexts._V2, *contexts._KNOWN}


def test_a_context_that_changed_at_its_address_names_what_changed():
    assert vocabulary().disputed == {
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": {"endorsementJwt", "jti"}
    }


def test_each_scope_is_that_of_a_definition_or_has_an_address():
    scopes = vocabulary().scopes
    used = {definition.scope for scope in scopes if scope for definition in scope.definitions.values()}
    assert used - {-1} | set(vocabulary().contexts.values()) == set(range(len(scopes)))


@pytest.mark.parametrize("keyword", ["@vocab", "@import", "@propagate", "@base"])
def test_a_context_that_says_more_than_the_table_can_hold_is_not_put_into_it(keyword):
    with pytest.raises(AssertionError):
        make_vocabulary.vocabulary_of({"https://example.org/": {"@context": {keyword: "x:y"}}}, {})


def test_a_definition_takes_a_prefix_of_its_own_context_and_leaves_others_to_the_document():
    context = {"p": "https://example.org/p#", "own": "p:a", "other": {"@id": "q:a", "@type": "p:b"}}
    table = make_vocabulary.vocabulary_of({"https://example.org/": {"@context": context}}, {})
    assert table["namespaces"] == ["https://example.org/p#"]
    assert sorted(table["terms"]) == [["0:", "", "", -1, 1], ["0:a"], ["q:a", "0:b"]]


def test_every_context_of_the_packages_is_in_the_table_but_that_of_did_documents():
    assert set(official_contexts.ALL_URLS) - set(vocabulary().contexts) == {"https://www.w3.org/ns/did/v1"}
