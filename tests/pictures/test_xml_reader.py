"""XML is read with the place of each event, and never beyond a document type."""

import pytest

from testamur.pictures.xml_reader import DoctypeError, MalformedError, Reader, read


class Log(Reader):
    def __init__(self):
        self.events = []

    def start(self, name, attributes):
        self.events.append((name, dict(attributes), self.line, self.column))

    def text(self, content):
        self.events.append((content, self.in_section))

    def end(self):
        self.events.append("end")

    def instruction(self, content):
        self.events.append(content)


def log(data):
    found = Log()
    read(data, found)
    return found.events


def test_elements_have_namespaces_attributes_and_places():
    assert log(b'<a xmlns="n">\n <b xmlns:x="m" x:c="1" d="2"/></a>')[3] == (
        ("n", "b"),
        {("m", "c"): "1", ("", "d"): "2"},
        2,
        2,
    )


def test_text_is_marked_as_inside_or_outside_cdata():
    assert log(b"<a>x<![CDATA[y]]>z</a>")[1:-1] == [("x", False), ("y", True), ("z", False)]


def test_processing_instructions_are_reported():
    assert log(b"<?a b?><c/>")[0] == "a b"


def test_a_declared_encoding_has_no_effect():
    assert log("<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".encode())[1] == ("é", False)


@pytest.mark.parametrize(
    "data",
    [b"<!DOCTYPE a><a/>", b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
)
def test_a_document_type_is_refused_before_any_element(data):  # I-07
    found = Log()
    with pytest.raises(DoctypeError):
        read(data, found)
    assert found.events == []


@pytest.mark.parametrize("data", ["<é/>", "<a é=''/>", "<a xmlns:é='n'/>", "<?é?><a/>", "<x:é xmlns:x='n'/>"])
def test_names_in_other_letters_are_refused(data):
    with pytest.raises(MalformedError, match="ASCII"):
        log(data.encode())


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a>\n<b></a>", b"<x:a/>", b"<a>&b;</a>", b"<a>\xff</a>", b"<a/><a/>"])
def test_malformed_xml_is_refused_with_its_place(data):
    found = Log()
    with pytest.raises(MalformedError):
        read(data, found)
    assert found.line == 1 + data.count(b"\n")
