"""The entry point of `testamur`: imports the requested command, and turns any failure into one clear message.

Exit codes: 0 success, 1 a wrong record or a failed verification, 2 wrong usage, 3 could not be checked, 70 a fault in
Testamur, 130 stopped by hand. A command's module is imported only when it runs, so that --help and the Tab key answer
at once, and a build never loads what signs.
"""

from __future__ import annotations

import difflib
import errno
import importlib
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from testamur import __version__
from testamur.errors import RecordsError, TestamurError
from testamur.garbage import rarely_collected
from testamur.text.languages.messages import msg

FAULT = 70  # EX_SOFTWARE of sysexits.h
_STOPPED = 130
# Each command's module (below testamur.cli.commands), with the function where that is not `command`, and help text, so
# that --help imports none of them.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("registry.init", "Make a new institution's repository."),
    "go-live": ("registry.go_live", "End practice mode: the real key, and nothing of practice left."),
    "setup-github": ("registry.setup_github", "Set the repository on GitHub up: settings, rules, the first push."),
    "keygen": ("keys.keygen", "Make a signing key, its line for issuer.yml, and a key sheet to print and seal."),
    "rotate-key": ("keys.rotate_key", "Make a new signing key, and retire the old one."),
    "key": ("keys.key", "Act on a signing key that somebody else may have."),
    "log": ("log.log", "Keep a public log of all that is issued."),
    "new": ("records.new", "Add one record: an achievement, a learner, an award, a pathway, a course, …"),
    "edit": ("editing.edit", "Change a record: an achievement, a learner, a course, the institution's own details, …"),
    "merge-learners": ("editing.merge_learners", "Make one record of two that are one person's."),
    "import": ("records.import_", "Add learners and awards from a spreadsheet."),
    "endorse": ("records.endorse", "Endorse somebody else's achievement, or an institution."),
    "revoke": ("awards.acts:revoke", "Withdraw an award, for good."),
    "suspend": ("awards.acts:suspend", "Put an award on hold."),
    "reinstate": ("awards.acts:reinstate", "End the hold on an award."),
    "correct": ("awards.acts:correct", "Correct a detail of an award, which is then signed anew."),
    "supersede": ("awards.acts:supersede", "Replace an award by another one."),
    "erase": ("awards.erase", "Remove a learner and all that is personal in their awards."),
    "find": ("awards.find", "Find awards by any words: names, achievements, ids, links."),
    "list": ("awards.list", "List awards, or what is pending."),
    "expiring": ("awards.expiring", "List awards whose validity ends soon."),
    "stats": (
        "awards.stats",
        "Count awards and courses: over time, by achievement, skill and language; and compare two periods.",
    ),
    "history": ("awards.history", "Show what happened to an award, and what was issued of it."),
    "translate": ("records.translate", "Give the records' texts to a translator as one file, and take it back."),
    "check": ("records.check", "Read every record, and say what is wrong, where, and what to type instead."),
    "doctor": ("registry.doctor", "Say what is missing or dangerous in this repository."),
    "issue": ("site.issue", "Sign what is pending into the ledger. Needs the signing key."),
    "build": ("site.build", "Build the site. Holds no key, and verifies all that it publishes."),
    "join": ("site.join", "Join the parts of a site that several machines built."),
    "serve": ("site.serve", "Look at the site on this machine."),
    "export": ("awards.export", "Write a learner's own files of an award, or the register of a time for an auditor."),
    "announce": ("awards.announce", "Write letters, drafts of mails and QR slips for new awards."),
    "print": ("awards.print", "Write certificates for a ceremony into one document to print."),
    "verify": ("site.verify", "Check credentials: files, links or awards."),
    "archive": ("registry.archive", "Put the whole registry into one file, or check such a file."),
    "mirror": ("registry.mirror", "Make a copy of a registry, from its archive, for another host to serve."),
    "close": ("registry.close", "Close the registry: nothing is awarded any more, and what was stays."),
    "ci": ("workflow.ci", "Jobs of the publishing workflow."),
    "docs": ("registry.docs", "Show the documentation of this version."),
}
_SECRET_VARIABLES = ("TESTAMUR_SIGNING_KEY", "TESTAMUR_LOG_KEY", "TESTAMUR_PASSPHRASE", "TESTAMUR_GIT_TOKEN")


class _Commands(click.Group):
    """The commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table's order, which is the order in which an institution needs them."""
        del ctx
        return list(COMMANDS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the completions for the Tab key from the table, without imports: a person is waiting."""
        names = [CompletionItem(name, help=text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; for an unknown name, raise click.UsageError with the nearest known one."""
        if cmd_name in COMMANDS:
            module_name, _, function = COMMANDS[cmd_name][0].partition(":")
            # Modules stay, and are many: to look through them again and again takes a fifth of the time.
            with rarely_collected():
                module = importlib.import_module(f"testamur.cli.commands.{module_name}")
            command: click.Command = getattr(module, function or "command")
            return command
        if ctx.resilient_parsing:
            return None  # The Tab key after an unknown command: an error would be printed into the person's prompt.
        close_names = difflib.get_close_matches(cmd_name, COMMANDS, 1)
        hint = f"Did you mean testamur {close_names[0]}?" if close_names else "testamur --help lists the commands."
        raise click.UsageError(f"There is no such command. {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(
    cls=_Commands,
    name="testamur",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Documentation: testamur docs lists the pages; testamur docs operating is for the registrar.",
)
@click.version_option(__version__, "-V", "--version", prog_name="testamur", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the details of a fault in Testamur itself.")
def cli() -> None:
    """Turn an institution's records into a signed, verifiable site of badges and micro-credentials.

    Results go to stdout, talk to stderr.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `testamur` and return its exit code; every failure becomes a clear message."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # Read before a command takes them out of the environment, so that a traceback can be cleared of them.
    hidden = [value for name in _SECRET_VARIABLES if (value := os.environ.get(name, "").strip())]
    _escape_unprintable()
    try:
        result: Any = cli(words, prog_name="testamur", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 — the last door: nobody is shown a traceback unasked
        debug = "--debug" in words or os.environ.get("TESTAMUR_DEBUG") == "1"
        return _report_error(error, hidden if debug else None)
    return result if isinstance(result, int) else 0


def _report_error(error: Exception, secrets: Sequence[str] | None) -> int:
    """Report an error and return its exit code; a fault with its traceback, cleared of `secrets`, if it is given."""
    code = 1
    match error:
        case click.ClickException():
            error.show()
            code = error.exit_code
        case click.Abort():
            _print_message(msg("stopped."))
            code = _STOPPED
        case RecordsError():
            _show_problems(error)
        case TestamurError():
            _print_message(str(error))
            code = error.exitcode
        case OSError():
            _print_message(_os_error_message(error))
        case RuntimeError() if str(error).startswith("Symlink loop"):
            # What Path.resolve raises before Python 3.13; then it is an OSError.
            _print_message(f"{error}. This link leads to itself: name the file, or the folder, that was meant.")
        case _:
            _show_fault(error, secrets)
            code = FAULT
    return code


def _print_message(message: str) -> None:
    """Print a message line by line, made harmless: a name or a file in it may be a stranger's text."""
    # Imported here: a command that goes well need not load them.
    from testamur.terminal.languages import speaking
    from testamur.text.reporting import one_line

    first, *rest = speaking.spoken(message).split("\n")
    lines = [f"testamur: {one_line(first)}", *(f"  {one_line(line)}" for line in rest)]
    click.echo("\n".join(lines), err=True)


def _escape_unprintable() -> None:
    """Escape characters that the terminal's encoding lacks: a learner's name must not end the run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _show_problems(error: RecordsError) -> None:
    # Imported here: a command that meets no problem need not load them.
    from testamur.terminal.languages.speaking import speaker
    from testamur.text import reporting

    spoken = speaker()
    tally = spoken(msg("{problems}.", problems=reporting.tally(error.problems)))
    click.echo(f"{reporting.format_for_terminal(error.problems, spoken)}\n\n{tally}", err=True)


def _os_error_message(error: OSError) -> str:
    """Return one line about a file that could not be read or written, with a remedy."""
    # Imported here, as above.
    from testamur.text.characters import harmless

    if isinstance(error, FileNotFoundError) and error.filename:
        return msg(
            "{path}: No such file or directory. Look at the name and at the folder you are in.",
            path=harmless(str(error.filename), 300),
        )
    remedies = {
        "FileNotFoundError": "Look at the name and at the folder you are in",
        "PermissionError": "Ask for the permission, or choose another place",
        "IsADirectoryError": "Give the name of a file",
        "NotADirectoryError": "A file stands where a folder is needed: choose another place",
        "FileExistsError": "Choose another name",
    }
    by_number = {
        "ENOSPC": "The disk is full: free some space, and run this again",
        "EDQUOT": "Your share of the disk is full: free some space, and run this again",
        "EROFS": "This disk can only be read: choose another place",
        "ENAMETOOLONG": "Choose a shorter name",
        "ELOOP": "This link leads to itself: name the file, or the folder, that was meant",
    }
    remedy = by_number.get(errno.errorcode.get(error.errno or 0, "")) or remedies.get(type(error).__name__)
    place = f"{harmless(str(error.filename), 300)}: " if error.filename else ""
    return f"{place}{error.strerror or type(error).__name__}. {remedy or 'Look at the place, and run this again'}."


def _show_fault(error: Exception, secrets: Sequence[str] | None) -> None:
    name = type(error).__name__
    _print_message(
        f"this is a fault in Testamur ({name}), not in your records; please report it. "
        "--debug before the command, or TESTAMUR_DEBUG=1, shows the details."
    )
    if secrets is not None:
        click.echo(_without_secrets("".join(traceback.format_exception(error)), secrets), err=True)


def _without_secrets(text: str, secrets: Sequence[str]) -> str:
    """Return a traceback without keys and passphrases, whatever a library put into its message."""
    for value in secrets:
        text = text.replace(value, "…")
    # Imported here: a command that goes well need not load it.
    from testamur.text.reporting import without_secrets

    return without_secrets(text)


if __name__ == "__main__":
    sys.exit(main())
