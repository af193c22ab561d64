"""XML read as a stream of events: no DTD, no entities, nothing opened, memory bounded by what the caller keeps.

SVG that a registrar gives and SVG that someone asks to verify are both read here, through defusedxml and always as
UTF-8, so that the two agree on what a file says. Names in other letters than ASCII are refused: which of them XML
allows differs from edition to edition, and no picture needs them.
"""
# SAX names the methods of the handler below, and hands them more than is used.
# ruff: noqa: N802, ARG002

from __future__ import annotations

import io
from collections.abc import Mapping
from xml.sax import SAXParseException, xmlreader
from xml.sax.handler import ContentHandler, LexicalHandler, property_lexical_handler

from defusedxml.common import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.expatreader import DefusedExpatParser

Name = tuple[str, str]  # namespace ("" for none) and local name


class DoctypeError(Exception):
    """The document declares a document type or entities: nothing after it was read."""


class MalformedError(Exception):
    """The document is not well-formed from here on, or has names that are not read here."""


class Reader:
    """What a document's reader is told. Each method does nothing until it is overridden."""

    line, column = 1, 1  # where the event stands, from 1
    in_section = False  # whether text is that of a CDATA section

    def start(self, name: Name, attributes: Mapping[Name, str]) -> None:
        """Enter an element."""

    def end(self) -> None:
        """Leave an element."""

    def text(self, content: str) -> None:
        """Take a piece of text; `in_section` says where it stands."""

    def instruction(self, content: str) -> None:
        """Take a processing instruction."""


def read(data: bytes, reader: Reader) -> None:
    """Tell `reader` what is in `data`. Raises DoctypeError and MalformedError, and what `reader` raises."""
    parser = DefusedExpatParser(namespaceHandling=1, forbid_dtd=True)
    handler = _Handler(reader)
    parser.setContentHandler(handler)
    parser.setProperty(property_lexical_handler, handler)
    source = xmlreader.InputSource()
    source.setByteStream(io.BytesIO(data))
    # Whatever its declaration says: browsers and our baking read it as UTF-8.
    source.setEncoding("utf-8")
    try:
        parser.parse(source)
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden) as error:
        handler.note_place()
        raise DoctypeError from error
    except SAXParseException as error:
        reader.line, reader.column = error.getLineNumber() or 1, (error.getColumnNumber() or 0) + 1
        raise MalformedError(error.getMessage()) from error


class _Handler(ContentHandler, LexicalHandler):
    """Passes SAX events on, under plain names and with their place."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def note_place(self) -> None:
        self._reader.line = self._locator.getLineNumber() or 1
        self._reader.column = (self._locator.getColumnNumber() or 0) + 1

    def setDocumentLocator(self, locator: xmlreader.Locator) -> None:
        self._locator = locator

    def startElementNS(
        self, name: tuple[str | None, str], qname: str | None, attrs: xmlreader.AttributesNSImpl
    ) -> None:
        self.note_place()
        attributes = {(key[0] or "", key[1]): value for key, value in attrs.items()}
        _check_names(name[1], *(local for _, local in attributes))
        self._reader.start((name[0] or "", name[1]), attributes)

    def startPrefixMapping(self, prefix: str | None, uri: str | None) -> None:
        _check_names(prefix or "")
        # SAX gives names as "address name", so that an address with white space in it could pass for another.
        if uri and uri.split() != [uri]:
            raise MalformedError("a namespace's address has white space in it")

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        self._reader.end()

    def characters(self, content: str) -> None:
        self._reader.text(content)

    def processingInstruction(self, target: str, data: str) -> None:
        self.note_place()
        _check_names(target)
        self._reader.instruction(f"{target} {data}".rstrip())

    def startCDATA(self) -> None:
        self.note_place()
        self._reader.in_section = True

    def endCDATA(self) -> None:
        self._reader.in_section = False


def _check_names(*names: str) -> None:
    if not all(map(str.isascii, names)):
        raise MalformedError("a name has other letters than ASCII")
