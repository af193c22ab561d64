"""Characters that records forbid, and text made harmless to show."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.text import characters
from thoroughness import examples


@pytest.mark.parametrize(
    "name",
    [
        "Алла Пугачёва",
        "Łukasz",
        "O’Connor",
        "李小龙",
        "María-José",
        "ʻOkina",
        "Ελένη",
        "ليلى",
        "נועה",
        "Zoë Ó Briain 李",
        "李小龙 Bruce Lee",
        "Ada Чехова",
    ],
)
def test_ordinary_names_are_not_reported_as_mixed(name):
    assert characters.mixed_script(name) is None


@pytest.mark.parametrize(
    ("name", "letter"), [("Аda", "U+0410"), ("Adа", "U+0430"), ("Οlga", "U+039F"), ("Пeтр", "U+0065")]
)
def test_a_letter_of_another_alphabet_is_named(name, letter):
    assert letter in characters.mixed_script(name)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a<U+202E RIGHT-TO-LEFT OVERRIDE>b"),
        ("a\x1b[2J", "a<U+001B ESCAPE>[2J"),
        ("a\u200bb", "a<U+200B ZERO WIDTH SPACE>b"),
        ("Аda", "<U+0410 CYRILLIC CAPITAL LETTER A>da"),
        ("Алла", "Алла"),
        ("two\nlines", "two⏎lines"),
    ],
)
def test_invisible_characters_are_named(text, shown):
    assert characters.harmless(text) == shown


@pytest.mark.parametrize("text", ["::error file=x::pwned", "  ::add-mask::x", "x ##[command]y", "\n::error::"])
def test_no_workflow_command_remains(text):
    shown = characters.harmless(text)
    assert not shown.startswith("::")
    assert "##[" not in shown


@examples(100, 1500)
@given(st.text(max_size=300), st.integers(10, 120))
def test_any_text_is_shown_as_one_short_line_of_visible_characters(text, limit):
    shown = characters.harmless(text, limit)
    assert len(shown) <= limit
    assert not shown.startswith("::")
    assert len(shown.splitlines()) <= 1
    assert list(characters.findings(shown)) == []
    assert not any(
        unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp", "Cs"} for one in shown if one not in "\u200c\u200d"
    )


def test_a_very_long_text_is_shortened_quickly():
    begun = time.process_time()
    characters.harmless("x" * 5_000_000)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("part", ["é", "\u202e", "А", " ", "\n", "::", "a\u0301", "\ud800", "##[", "𝐀"])
def test_a_very_long_text_of_any_characters_is_shortened_quickly(part):
    begun = time.process_time()
    assert len(characters.harmless(part * 2_000_000)) <= 80
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("text", [":\r:error file=x::pwned", "#\r#[error]x", "\u3000::error::x", ":\r\n:error::"])
def test_removing_characters_does_not_form_a_workflow_command(text):
    shown = characters.harmless(text)
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown


@pytest.mark.parametrize("text", ["Аda ::x", "\u202e" * 30, "::x" * 50, "a\r\nb\rc", "##[x"])
def test_harmless_text_is_unchanged(text):
    shown = characters.harmless(text)
    assert characters.harmless(shown) == shown


@pytest.mark.parametrize(
    ("name", "letter"), [("А\u0301da", "U+0410"), ("Ａda", "U+FF21"), ("𝐀da", "U+1D400"), ("Пугачёвa", "U+0061")]
)
def test_combining_marks_and_styled_letters_do_not_hide_another_alphabet(name, letter):
    assert letter in characters.mixed_script(name)
    assert f"<{letter} " in characters.harmless(name)


def test_a_word_of_lookalike_letters_is_reported_only_among_latin_words():
    assert characters.harmless("Ada а") == "Ada <U+0430 CYRILLIC SMALL LETTER A>"
    assert characters.harmless("Работа с API") == "Работа с API"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a\ufe0fb", ["invisible-character"]),
        ("\u2800", ["invisible-character"]),
        ("a\rb", ["line-separator"]),
        ("\ud800", ["control-character"]),
        ("a\r\nb\tc", []),
        ("❤️", []),
        ("葛\U000e0100城", []),
        ("میرزا\u200cخانی", []),
        ("क्\u200dष", []),
        ("A\u200dda", ["invisible-character"]),
    ],
)
def test_characters_that_records_forbid_are_found(text, codes):
    assert [code for _, code, _ in characters.findings(text)] == codes


LEGITIMATE = {
    "Vietnamese": "Nguyễn Thị Hồng Ngọc, Phạm Thế Ngữ",
    "phonetics": "ǖ\u0303\u030c",
    "Lithuanian": "i\u0307\u0301",
    "Yoruba": "ẹ\u0301kọ\u0301 Ọlọ́runtóbi",
    "Thai": "กี่ น้ำ ผู้ใหญ่ ที่นี่",
    "Lao": "ຊື່ຂ້ອຍ",
    "Hebrew with points": "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם",
    "Hebrew with points and accents": "יְרוּשָׁלִַ֔ם שּׁ\u05b8\u05bd\u0596",
    "Arabic": "مُحَمَّدٌ ٱلرَّحْمَـٰنِ",
    "Devanagari": "क्षत्रिय हिंदी श्रृंगार ज़ॅं",
    "Vedic": "अ॒ग्निमी॑ळे पु॒रोहि॑तं",
    "Bengali": "শ্রীকৃষ্ণ",
    "Tamil": "ஸ்ரீ கொள்",
    "Burmese": "ကြွှု့ံ မြန်မာ",
    "Khmer": "ស្ត្រី ខ្ញុំ",
    "Tibetan": "ཧཱུྃ ཨོཾ རྒྱུ",
    "the longest stack of Tibetan": "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82",
    "Tai Tham": "ᨻᩕ᩠ᨿᩣ ᩈ᩠ᩅᩢᩔ᩠ᨯᩦ",
    "Korean": "각하 한글",
    "emoji": "🇮🇪 👍🏽 ❤️ 1️⃣ ☎️",
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", LEGITIMATE.values(), ids=LEGITIMATE)
def test_marks_that_a_writing_needs_are_accepted(text, form):
    assert list(characters.findings(unicodedata.normalize(form, text))) == []


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0e49", "\u05bd", "\u093c", "\u0fb5", "\u0489", "\u1dc4"])
def test_a_letter_with_a_pile_of_marks_is_named_once(mark):
    ((offset, code, reason),) = characters.findings(f"Ada{mark * 190} b")
    assert code == "combining-marks"
    assert 3 < offset <= 11
    assert "one letter has 190 marks on it" in reason
    assert "U+0061 LATIN SMALL LETTER A" in reason


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301" * 5,
        "á" + "\u0301" * 4,
        "a" + "\u0301\u0302\u0303\u0304\u0316",
        " " + "\u0301" * 5,
        "\u0301" * 5,
        "क" + "\u093c" * 4 + "\u200d" + "\u093c" * 5,
        "क" + "\u093c\u093e" * 9,
        "ก" + "\u0e49" * 9,
    ],
)
def test_marks_are_counted_by_the_letter_that_they_stand_on(text):
    assert [code for _, code, _ in characters.findings(text)] == ["combining-marks"]


def test_each_letter_with_too_many_marks_is_named():
    found = list(characters.findings("x".join(["a" + "\u0301" * 20] * 3)))
    assert [offset for offset, _, _ in found] == [5, 27, 49]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_how_a_letter_is_spelt_makes_no_difference_to_its_marks(form):
    for marks in range(8):
        text = unicodedata.normalize(form, "ấ" + "\u0302" * marks)
        assert bool(list(characters.findings(text))) is (marks > 2)


def test_a_pile_of_marks_is_named_where_it_is_shown():
    shown = characters.harmless("a" + "\u0301" * 190, 200)
    assert shown.startswith("a" + "\u0301" * 4 + "<U+0301 COMBINING ACUTE ACCENT><")


@pytest.mark.parametrize(
    "part", ["\u0301", "\u093e", "\u093e\u093c", "a\u0301", "\u200d\u093c", "\u093e" * 50 + "\u093c"]
)
def test_a_very_long_pile_of_marks_is_found_quickly(part):
    begun = time.process_time()
    list(characters.findings("क" + part * (1_000_000 // len(part))))
    assert time.process_time() - begun < 5


def test_no_mark_is_overlooked():
    marks = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in {"Mn", "Me"}]
    assert [f"{ord(mark):04x}" for mark in marks if not list(characters.findings("a" + mark * 20))] == []


def test_a_character_is_named_with_its_code_point():
    assert characters.named("\u202e") == "U+202E RIGHT-TO-LEFT OVERRIDE"
    assert characters.named("\0") == "U+0000 NULL"


@examples(100, 1500)
@given(st.text(st.sampled_from("a:#[\n\r\t \u202e\u200b\u00a0\u3000\x1b"), max_size=12))
def test_no_text_of_hostile_characters_becomes_a_workflow_command(text):
    shown = characters.harmless(text)
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown
