"""What is asked on a terminal is asked until it is answered, and each time says why it is asked again."""

import click
import pytest
from click.testing import CliRunner

from testamur.terminal import asking


@pytest.fixture
def ask(somebody_there):
    """Ask for a name with these lines typed in, and return the answer and what was shown."""

    def with_lines(*lines):
        answers = []

        @click.command()
        def command():
            answers.append(asking.ask_required(None, "--name", "The name", check=int))

        done = CliRunner().invoke(command, input="".join(f"{line}\n" for line in lines))
        return answers, done.output

    return with_lines


def test_an_empty_answer_is_asked_for_again_and_says_so(ask):
    answers, shown = ask("", "7")
    assert answers == ["7"]
    assert shown.count("An answer is needed here; Ctrl+C stops.") == 1


def test_a_wrong_answer_is_asked_for_again_with_its_reason(ask):
    answers, shown = ask("x", "7")
    assert answers == ["7"]
    assert "Invalid literal for int()" in shown
    assert "An answer is needed" not in shown
