"""The child that runs typst: what it may see, how long it may take, what becomes of its faults."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.base.errors import ReportgenError, TemplateError, UsageError
from reportgen.render.pdf.compiler import MOST_SERVED, Compiler, RefusedError, surroundings
from tests.render.pdf.reports import disclosure_of, pdf_of

HEAD = '#set document(title: "题")\n#set text(lang: "zh")\n'


@pytest.fixture
def compiler() -> Iterator[Compiler]:
    made = Compiler((), seconds=20)
    yield made
    made.close()


def compiled(compiler: Compiler, source: str, **files: bytes) -> bytes:
    return compiler.compile({"main.typ": (HEAD + source).encode(), **files}, 0)


def refusal(compiler: Compiler, source: str) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        compiled(compiler, source)
    return caught.value


@pytest.mark.parametrize("path", ["/etc/hostname", "../secret.txt", "/../secret.txt"])
def test_it_reads_nothing_outside_its_folder(compiler: Compiler, path: str) -> None:
    assert refusal(compiler, f'#read("{path}")').reason


def test_nothing_of_one_document_is_there_for_the_next(compiler: Compiler) -> None:
    assert compiled(compiler, '#read("a.txt")', **{"a.txt": b"x"})
    assert "not found" in refusal(compiler, '#read("a.txt")').reason


def test_a_package_is_not_fetched(compiler: Compiler, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not through a proxy either, which is how the request would come here."""
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            asked.append(self.path)
            self.send_error(403)

        do_GET = do_CONNECT

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{server.server_port}")
        assert refusal(compiler, '#import "@preview/example:0.1.0": add\n#add(1, 2)').reason
        server.shutdown()
    assert asked == []


def test_a_document_that_takes_too_long_is_ended_and_the_next_is_set(compiler: Compiler) -> None:
    compiled(compiler, "先。")
    compiler.seconds = 1.0
    with pytest.raises(ReportgenError) as caught:
        compiled(compiler, "#for i in range(4000) { for j in range(4000) { for k in range(4000) { } } }")
    assert "took longer" in caught.value.message.source
    compiler.seconds = 20
    assert compiled(compiler, "后。")


def test_a_child_that_dies_is_told_and_replaced(compiler: Compiler) -> None:
    compiled(compiler, "先。")
    assert compiler._child is not None
    compiler._child.kill()
    compiler._child.wait()
    assert compiled(compiler, "后。")


def test_a_child_is_replaced_after_many_documents(compiler: Compiler) -> None:
    compiled(compiler, "先。")
    first, compiler._served = compiler._child, MOST_SERVED
    compiled(compiler, "后。")
    assert compiler._child is not first


def test_its_surroundings_hold_no_setting_of_typst_and_no_way_out() -> None:
    made = surroundings({"PATH": "/bin", "TYPST_FONT_PATHS": "/x", "https_proxy": "http://proxy:3128"})
    assert made["PATH"] == "/bin"
    assert not any(name.startswith("TYPST_") for name in made)
    assert {made[name] for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY")} == {"http://127.0.0.1:9"}


def test_a_fault_of_the_template_names_its_file_and_line(tmp_path: Path) -> None:
    template = tmp_path / "templates/bureau/report.typ"
    template.parent.mkdir(parents=True)
    template.write_text('#let data = json("disclosure.json")\n\n#data.form.tilte\n', encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        pdf_of(disclosure_of(), template)
    (fault,) = caught.value.findings
    assert (fault.code, fault.where.file, fault.where.line) == ("PDF001", "templates/bureau/report.typ", 3)
    assert "tilte" in str(fault.message)


def test_a_system_that_starts_no_process_is_told_with_the_program_and_the_reason(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/not/there/python")
    with pytest.raises(UsageError, match="/not/there/python"):
        compiler.start()
