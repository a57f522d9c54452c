"""Word files settled by LibreOffice: every tracked change accepted or rejected, then saved as a page."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from reportgen.readback.deep.office import office

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
)
_LIBRARY = _HEAD.format("library:library", "library") + (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false"><library:element library:name="M"/></library:library>'
)
_SETTLE = """
Sub Settle(source As String, command As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  If command &lt;&gt; "" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  End If
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName" : filter(0).Value = "HTML (StarWriter)"
  doc.storeToURL(target, filter())
  doc.close(True)
End Sub
"""
_MODULE = _HEAD.format("script:module", "module") + (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">'
    "{0}</script:module>"
)


def settled_by_office(folder: Path, files: Mapping[str, tuple[bytes, str]]) -> dict[str, str]:
    """Each file, by name with the command to be given to it, as a page of HTML."""
    profile = folder / "profile"
    _run(profile, "--terminate_after_init")
    basic = profile / "user/basic/Standard"
    calls = []
    for name, (data, command) in files.items():
        (folder / f"{name}.docx").write_bytes(data)
        source, target = ((folder / f"{name}.{ending}").as_uri() for ending in ("docx", "html"))
        calls.append(f'  Settle("{source}", "{command}", "{target}")\n')
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    every = "Sub Every()\n" + "".join(calls) + "End Sub\n"
    (basic / "M.xba").write_text(_MODULE.format(_SETTLE + every), "utf-8")
    _run(profile, "macro:///Standard.M.Every()")
    return {name: (folder / f"{name}.html").read_text("utf-8") for name in files}


def _run(profile: Path, *words: str) -> None:
    command = office()
    assert command is not None
    start = [command, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run([*start, *words], capture_output=True, check=True, timeout=120)
