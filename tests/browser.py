"""Drives Chromium over pages that lie in a folder, and listens to what they ask for and complain of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import NEEDS

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SITE = "http://site.invalid/"
"""Where `served` shows a page; nothing ever leaves the machine for it."""


@dataclass
class Heard:
    """What a page asked for beside itself, and what the browser said of it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def a_browser() -> Iterator[Browser]:
    command = next(filter(None, map(shutil.which, NEEDS["browser"][1])))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=command, args=FLAGS)
        yield browser
        browser.close()


def opened(browser: Browser, file: Path, width: int = 1280, **options: Any) -> Heard:
    """The page in `file`, opened from its folder."""
    heard = _listening(browser, width, options)
    heard.page.goto(file.resolve().as_uri())
    heard.requests.remove(file.resolve().as_uri())
    return heard


def served(browser: Browser, file: Path, policy: str) -> Heard:
    """The page in `file` as a site sends it that has a content security policy of its own."""
    heard = _listening(browser, 1280, {})
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    heard.page.route("**/*", lambda route: route.fulfill(body=file.read_bytes(), headers=headers))
    heard.page.goto(SITE)
    heard.requests.remove(SITE)
    return heard


def _listening(browser: Browser, width: int, options: dict[str, Any]) -> Heard:
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    heard = Heard(page)
    page.on("request", lambda request: heard.requests.append(request.url))
    page.on("console", lambda message: heard.complaints.append(message.text))
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))
    return heard
