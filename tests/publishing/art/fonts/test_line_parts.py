"""A line ends where readers of its script expect it."""

import pytest

from testamur.publishing.art.fonts import line_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Data Analysis", ["Data ", "Analysis"]),
        ("资源管理的基础", ["资源", "管理", "的", "基础"]),
        ("データ分析の基礎", ["データ分析の", "基礎"]),
        ("数据分析", ["数据", "分析"]),
        ("การจัดการโครงการ", ["การ", "จัด", "การ", "โครงการ"]),
        ("데이터 분석", ["데이터 ", "분석"]),
        ("ข้อมูล งาน", ["ข้อมูล ", "งาน"]),
        ("", []),
    ],
)
def test_a_title_is_parted(text, parts):
    assert line_parts.parts(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ข้อมูล", ["ข้", "อ", "มู", "ล"]),
        ("เบื้องต้น", ["เบื้", "อ", "ง", "ต้", "น"]),
        ("দক্ষতা", ["দ", "ক্ষ", "তা"]),
        ("ទិន្នន័យ", ["ទិ", "ន្ន", "ន័", "យ"]),
        ("أساسيات تحليل", ["أساسيات ", "تحليل"]),
        ("Welding", ["Welding"]),
        ("データの「基礎」。", ["デー", "タ", "の", "「基", "礎」。"]),
    ],
)
def test_a_long_word_is_cut_between_letters_and_never_inside_one(text, parts):
    assert line_parts.cut(text) == parts


def test_a_long_word_of_an_alphabet_is_cut_with_a_hyphen():
    parts = line_parts.cut("Rechtsschutzversicherungsgesellschaften 2")
    assert line_parts.joined(parts[:1]) == "Rechtsschutz-"
    assert line_parts.joined(parts) == "Rechtsschutzversicherungsgesellschaften 2"


@pytest.mark.parametrize("text", ["数据 分析", "การวิเคราะห์ข้อมูล เบื้องต้น", "डेटा विश्लेषण", "a-b c"])
def test_nothing_is_lost(text):
    assert "".join(line_parts.parts(text)) == text
