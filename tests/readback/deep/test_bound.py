"""Packages on the long road: what is right is never told, and every lie is caught in the file that tells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from reportgen.compose.package import compose_package
from reportgen.document.disclosure import Disclosure
from reportgen.document.fact import Fact
from reportgen.document.package import INSERTED, PAGE, PDF, WORD, Package, Part, Summary
from reportgen.load.workspace import find_workspace
from reportgen.packaging.packager import Ingredients, Packager
from reportgen.packaging.proof import bound_files
from reportgen.pipeline import Pipeline
from reportgen.readback.deep.bound import BoundFiles, find_in_bound
from reportgen.readback.expected import UNREADABLE
from tests.layers.fixture import write
from tests.packages import DEPARTMENT, FIRST, SECOND, a_workspace, accounts
from tests.readback.deep.reports import workspace_of
from tests.readback.deep.sabotage import OF_FUNDS, OF_INDICATORS, OF_WORDS, attachment, page, paragraph, pdf, word
from tests.run import ROOT

pytestmark = pytest.mark.office
OF_FORMATS = {"docx": {WORD, INSERTED}, "html": {PAGE}, "pdf": {PDF}}
FORMATS = tuple(OF_FORMATS)
FILES = (WORD, INSERTED, PAGE, PDF)
DECLARED = "schema: 1\ninto: {file: accounts.docx, heading: 第四部分}\n"
ALL = "schema: 1\ntitle: 全部材料\nparts: [plain, rich, long, short, bare, project, hostile]\n"
Lie = Callable[[Package], Package]


class Liar(Packager):
    """Tells a package otherwise than its reports do, in marks and texts alike."""

    lie: Lie = staticmethod(lambda package: package)
    of_form: tuple[int, Callable[[Disclosure], Disclosure]] = (0, lambda one: one)

    def ingredients(self, package: str) -> Ingredients:
        one = super().ingredients(package)
        place, edit = self.of_form
        reports = [edit(report) if at == place else report for at, report in enumerate(one.disclosures)]
        told = self.lie(compose_package(package, one.declaration, reports))
        by_name = {report.report: report for report in reports}
        return replace(one, package=told, disclosures=tuple(by_name[part.report.report] for part in told.parts))


def parts(package: Package, *edited: Part) -> Package:
    by_number = {part.number: part for part in (*package.parts, *edited)}
    return replace(package, parts=tuple(by_number[number] for number in sorted(by_number)))


def summary(number: int, edit: Callable[[Summary], Summary]) -> Lie:
    """One summary is told otherwise."""

    def lie(package: Package) -> Package:
        part = package.parts[number - 1]
        assert part.summary is not None
        return parts(package, replace(part, summary=edit(part.summary)))

    return lie


def text(fact: Fact | None, words: str) -> Fact:
    assert fact is not None
    return replace(fact, text=words)


def exchanged(package: Package) -> Package:
    _, two, three = package.parts
    return parts(package, replace(three, number=2, page=two.page, form=two.form),
                 replace(two, number=3, page=three.page, form=three.form))  # fmt: skip


def summaries_exchanged(package: Package) -> Package:
    _, two, three = package.parts
    return parts(package, replace(two, summary=three.summary), replace(three, summary=two.summary))


LIES: dict[str, Lie] = {
    "the title is another one": lambda one: replace(one, title="某局\n2023年度绩效自评材料"),
    "there are no contents": lambda one: replace(one, contents=False),
    "there is no summary": lambda one: replace(one, summary=False),
    "two forms change places": exchanged,
    "two summaries change places": summaries_exchanged,
    "a score of the summary is changed": summary(2, lambda one: replace(one, score=text(one.score, "96.9"))),
    "an amount of the summary is changed": summary(
        1, lambda one: replace(one, executed=text(one.executed, "12.05万元"))
    ),
    "the amounts of the summary are exchanged": summary(
        1, lambda one: replace(one, adjusted=one.executed, executed=one.adjusted)
    ),
    "the summary lacks a problem": summary(3, lambda one: replace(one, problems=())),
    "the summary lacks the measures": summary(3, lambda one: replace(one, measures=None)),
    "the summary lacks what was done for a goal": summary(2, lambda one: replace(one, completion=one.completion[:-1])),
    "the name in the contents is changed": lambda one: parts(
        one, replace(one.parts[1], subject=text(one.parts[1].subject, "养老服务补贴"))
    ),
}
OF_FORMS: dict[str, tuple[int, Callable[[Disclosure], Disclosure]]] = {
    "a cell is changed": (0, OF_FUNDS["an amount is rounded"]),
    "a row of the funds is lost": (0, OF_FUNDS["a row of the funds is dropped"]),
    "two cells are exchanged": (1, OF_INDICATORS["target and actual value are swapped"]),
    "a row of the indicators is lost": (2, OF_INDICATORS["an indicator is dropped"]),
    "a paragraph is lost": (1, OF_WORDS["a paragraph is lost"]),
    "words are added to a section": (2, OF_WORDS["words are put into a section"]),
}
SHOWN_WITHOUT = {("the title is another one", INSERTED), ("there are no contents", INSERTED),
                 ("the name in the contents is changed", INSERTED)}  # fmt: skip
"""What is not told in a file that has no title and no contents of its own; a changed name shows in the summary too."""

CASES = [(name, file) for name in (*LIES, *OF_FORMS) for file in FILES if (name, file) not in SHOWN_WITHOUT]
OF_LIES = [[case for case in CASES if case[0] == name] for name in (*LIES, *OF_FORMS)]
QUICK = [cases[place % len(cases)] for place, cases in enumerate(OF_LIES)][::3]
"""One file of every third lie; the soak tries all."""


def in_part(number: int, words: str, look: str = "") -> Callable[[bytes], bytes]:
    """A paragraph more in a form of a Word file, after the line that it begins with."""
    made = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r></w:p>"

    def edit(xml: str) -> str:
        start = xml.index(f'w:name="_rgpart_{number}')
        end = xml.index("</w:p>", start) + len("</w:p>")
        return xml[:end] + made + xml[end:]

    return word(edit)


def on_page(number: int, markup: str) -> Callable[[bytes], bytes]:
    return page(lambda html: re.sub(rf'(<article id="part-{number}"[^>]*>)', rf"\1{markup}", html))


def exchange(one: str, other: str) -> Callable[[str], str]:
    return lambda held: held.replace(one, "\0").replace(other, one).replace("\0", other)


def other(words: str) -> Callable[[str], str]:
    return lambda held: held.replace(words, words[:-1] + "之")


def without_last_row(xml: str) -> str:
    start, end = xml.rindex("<w:tr>"), xml.rindex("</w:tr>") + len("</w:tr>")
    return xml[:start] + xml[end:]


def destinations_exchanged(document: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(document.Root.Names.Dests)
    names["part-2"], names["part-3"] = names["part-3"], names["part-2"]


AFTER: dict[tuple[str, str], Callable[[bytes], bytes]] = {
    ("a digit of a cell", WORD): word(lambda xml: xml.replace(">43,000.00<", ">43,000.01<")),
    ("a digit of the summary", WORD): word(lambda xml: xml.replace(">99.6<", ">99.5<", 1)),
    ("a digit that no mark holds", WORD): word(lambda xml: xml.replace(">99.6<", ">99.6</w:t><w:t>1<", 1)),
    ("a word is added to the summary", WORD): word(lambda xml: xml.replace("得分为", "实际得分为", 1)),
    ("a word is added to the contents", WORD): word(lambda xml: xml.replace("目　　录", "目　　录（送审稿）", 1)),
    ("a word is added to a form", WORD): in_part(2, "（未经审核）"),
    ("a text is hidden in a form", WORD): in_part(3, "内部意见", "<w:vanish/>"),
    ("a white text in a form", WORD): in_part(3, "内部意见", '<w:color w:val="FFFFFF"/>'),
    ("a row of a form", WORD): word(without_last_row),
    ("the places of two forms", WORD): word(exchange('"_rgpart_2"', '"_rgpart_3"')),
    ("a tag is left before the forms", WORD): word(lambda xml: xml.replace("综述", "综述{{ start }}", 1)),
    ("the author is named", WORD): word(
        lambda xml: re.sub(r"<dc:title>[^<]*</dc:title>", r"\g<0><dc:creator>zhangsan</dc:creator>", xml),
        "docProps/core.xml",
    ),
    ("a word of the bureau's file before the forms", INSERTED): word(other("第二部分的")),
    ("a word of the bureau's file after the forms", INSERTED): word(other("第五部分的")),
    ("a paragraph is added before everything", INSERTED): word(paragraph("补充一段")),
    ("a word is added to a form", INSERTED): in_part(1, "（未经审核）"),
    ("a digit of a cell", INSERTED): word(lambda xml: xml.replace(">43,000.00<", ">43,000.01<")),
    ("a digit of a cell", PAGE): page(lambda html: html.replace(">43,000.00<", ">43,000.01<")),
    ("a digit of the summary", PAGE): page(lambda html: html.replace(">99.6<", ">99.5<", 1)),
    ("a word is added to the summary", PAGE): page(lambda html: html.replace("得分为", "实际得分为", 1)),
    ("a word is added to a form", PAGE): on_page(2, "<p>（未经审核）</p>"),
    ("a text is hidden in a form", PAGE): on_page(2, "<p hidden>内部意见</p>"),
    ("a text is hidden by style", PAGE): page(lambda html: html.replace("</style>", "td.number{display:none}</style>")),
    ("a row of a form", PAGE): page(
        lambda html: re.sub(r"<tr>\s*<th[^>]*>特定目标类项目.*?</tr>", "", html, flags=re.DOTALL)
    ),
    ("the places of two forms", PAGE): page(exchange('id="part-2"', 'id="part-3"')),
    ("last year's title", PAGE): page(lambda html: re.sub("<title>.*?</title>", "<title>2023年度</title>", html)),
    ("a form's attached data", PDF): pdf(
        lambda one: attachment(one, "part-2/report.json", lambda raw: raw.replace(b"99.6", b"99.5"))
    ),
    ("a form's attached table", PDF): pdf(
        lambda one: attachment(one, "part-1/funds.csv", lambda raw: raw.rpartition("特定".encode())[0])
    ),
    ("a form's attached data are lost", PDF): pdf(lambda one: one.attachments.__delitem__("part-3/goals.csv")),
    ("two forms' attached data change places", PDF): pdf(
        lambda one: attachment(
            one, "part-2/report.json", lambda _: one.attachments["part-3/report.json"].get_file().read_bytes()
        )
    ),
    ("a file more is attached", PDF): pdf(
        lambda one: one.attachments.__setitem__(
            "internal.json", pikepdf.AttachedFileSpec(one, b"{}", filename="internal.json")
        )
    ),
    ("the places of two forms", PDF): pdf(destinations_exchanged),
}  # fmt: skip
QUICK_AFTER = list(AFTER)[::3]
"""Every third; the soak tries all."""


def quickly(cases: Iterable[tuple[str, str]], quick: Collection[tuple[str, str]]) -> list[object]:
    """All `cases`, those that are not among the `quick` ones in the soak alone."""
    return [case if case in quick else pytest.param(*case, marks=pytest.mark.soak) for case in cases]


def made(packager: Packager, report: str = DEPARTMENT) -> tuple[Ingredients, dict[str, bytes]]:
    draft = packager.draft(report)
    return draft.ingredients, packager.build(draft).files


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of a package, its reports built."""
    root = a_workspace(tmp_path_factory.mktemp("bound"), DECLARED)
    (root / "content" / DEPARTMENT / "accounts.docx").write_bytes(accounts())
    for report in (DEPARTMENT, FIRST, SECOND):
        built = Pipeline(find_workspace(root), FORMATS).build(report)
        (root / "build" / report).mkdir(parents=True, exist_ok=True)
        for name, data in built.files.items():
            (root / "build" / report / name).write_bytes(data)
    return root


def liar(root: Path, *formats: str) -> Liar:
    workspace = find_workspace(root)
    return Liar(Pipeline(workspace, formats or FORMATS), workspace.reports())


@pytest.fixture(scope="module")
def honest(root: Path) -> BoundFiles:
    ingredients, files = made(liar(root))
    assert sorted(files) == sorted(FILES)
    return bound_files(find_workspace(root), ingredients, files)


@pytest.fixture(scope="module")
def caught(request: pytest.FixtureRequest, root: Path, honest: BoundFiles) -> Mapping[tuple[str, str], set[str]]:
    """The codes told of each lie in each file, of all where the soak runs; all Word files are opened together."""
    here = (item for item in request.session.items if item.path == request.path)
    soaked = any(item.get_closest_marker("soak") for item in here)
    lies: dict[tuple[str, str], bytes] = {}
    packagers: dict[tuple[str, ...], Liar] = {}
    for name in (*LIES, *OF_FORMS):
        wanted = [file for lie, file in (CASES if soaked else QUICK) if lie == name]
        formats = tuple(format for format, files in OF_FORMATS.items() if files & set(wanted))
        packager = packagers.setdefault(formats, liar(root, *formats))
        packager.lie = LIES.get(name, Liar.lie)
        packager.of_form = OF_FORMS.get(name, Liar.of_form)
        lies |= {(name, file): data for file, data in made(packager)[1].items() if file in wanted}
    edits = {case: edit for case, edit in AFTER.items() if soaked or case in QUICK_AFTER}
    lies |= {(name, file): edit(honest.files[file]) for (name, file), edit in edits.items()}
    assert [case for case, data in lies.items() if data == honest.files[case[1]]] == []
    folders = {str(at): case for at, case in enumerate(lies)}
    told = [replace(honest, folder=at, files={case[1]: lies[case]}) for at, case in folders.items()]
    found: dict[tuple[str, str], set[str]] = {case: set() for case in lies}
    for one in find_in_bound(told):
        found[folders[one.where.file.partition("/")[0]]].add(one.code)
    return found


def test_what_is_right_is_not_told(honest: BoundFiles) -> None:
    assert [f"{one.where} {one.code} {one.message}" for one in find_in_bound([honest])] == []


@pytest.mark.parametrize(("name", "file"), quickly(CASES, QUICK))
def test_a_package_that_is_told_otherwise_is_caught(
    name: str, file: str, caught: Mapping[tuple[str, str], set[str]]
) -> None:
    """For what it says, and not because it can no longer be read."""
    assert caught[name, file]
    assert UNREADABLE.code not in caught[name, file]


@pytest.mark.parametrize(("name", "file"), quickly(AFTER, QUICK_AFTER))
def test_a_changed_file_is_caught(name: str, file: str, caught: Mapping[tuple[str, str], set[str]]) -> None:
    assert caught[name, file]
    assert UNREADABLE.code not in caught[name, file]


@pytest.mark.soak
def test_packages_of_every_kind_of_report_raise_no_false_alarm(tmp_path: Path) -> None:
    """Long and short ones, tables, notes and pictures in the summary, and values that look like left-overs."""
    root = workspace_of(tmp_path)
    (root / "content/2024/package.yaml").write_text(ALL, encoding="utf-8")
    ingredients, files = made(liar(root), "2024")
    bound = bound_files(find_workspace(root), ingredients, files)
    assert [f"{one.where} {one.code} {one.message}" for one in find_in_bound([bound])] == []


def test_a_template_may_say_more_around_the_forms_in_its_own_words(tmp_path: Path) -> None:
    settings = 'profile = "guizhou-2024"\nlayers = ["default", "own"]\n'
    root = a_workspace(tmp_path, settings=settings)
    template = (ROOT / "templates/default/package.html.j2").read_text("utf-8")
    for old, new in (
        ("<p>附件{{ part.number }}</p>", "<p>材料之{{ part.number }}：{{ part.subject }}{{ part.title }}，见下表</p>"),
        ("绩效自评得分为", "本次评价得分为"),
        ("</main>", "<p>以上各表由各单位填报。</p></main>"),
    ):
        template = template.replace(old, new) if old in template else template
    write(root / "templates/own", {"layer.toml": "", "package.html.j2": template})
    workspace = find_workspace(root)
    page = Pipeline(workspace, ("html",)).build(DEPARTMENT).files["report.html"]
    write(root / "build" / DEPARTMENT, {"report.html": page.decode()})
    ingredients, files = made(liar(root, "html"))
    assert b"\xe6\x9d\x90\xe6\x96\x99\xe4\xb9\x8b" in files[PAGE]
    bound = bound_files(workspace, ingredients, files)
    assert [f"{one.where} {one.code} {one.message}" for one in find_in_bound([bound])] == []


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_such_file_is_told(file: str, data: bytes, honest: BoundFiles) -> None:
    assert find_in_bound([replace(honest, files={file: data})])
