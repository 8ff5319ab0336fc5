"""Opens pages in a headless Chromium and says what is wrong with them: messages on the console, requests that leave the page,
content wider than the screen, and whatever the page's own script should do and does not. Standard library only.

    page_test.py PAGE.html... [--pictures FOLDER]
"""

import argparse
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


class Browser:
    """Chromium, spoken to in its DevTools protocol over two pipes."""

    def __init__(self, profile):
        program = next((found for found in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if found), None)
        if program is None:
            sys.exit("page_test: no chromium; as root: apt-get install chromium")
        # Chromium reads commands from descriptor 3 and writes answers to 4.
        from_us, to_browser = os.pipe()
        from_browser, to_us = os.pipe()
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{from_us} 4>&{to_us}', "sh", program, "--headless=new", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--remote-debugging-pipe", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--hide-scrollbars", f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(from_us, to_us), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(from_us)
        os.close(to_us)
        self.output, self.input = to_browser, from_browser
        self.buffer, self.number, self.events = b"", 0, []

    def read(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.input, 1 << 16)
            if not piece:
                raise RuntimeError("chromium ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.read())

    def close(self):
        try:
            self.call("Browser.close")
        except (RuntimeError, OSError):
            self.process.kill()
        self.process.wait()


class Page:
    """One page in a tab of its own."""

    def __init__(self, browser, path):
        self.browser, self.path, self.problems = browser, path, []
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        browser.events.clear()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def open(self, width, dark=False, scripts=True):
        """Loads the page as a screen of this width shows it."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=features)
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.browser.events.clear()
        self.call("Page.navigate", url=pathlib.Path(self.path).resolve().as_uri())
        self.browser.wait("Page.loadEventFired")
        if scripts:
            self.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
        self.note_events()

    def evaluate(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            self.problems.append(f"the script failed: {answer['exceptionDetails'].get('text')}: {script}")
        return answer["result"].get("value")

    def expect(self, script, what):
        if not self.evaluate(script):
            self.problems.append(what)

    def note_events(self):
        """Whatever the browser complained about, and whatever it asked for beyond the page itself."""
        own = pathlib.Path(self.path).resolve().as_uri()
        for event in self.browser.events:
            method, data = event.get("method"), event.get("params", {})
            if method == "Runtime.consoleAPICalled":
                self.problems.append(f"console: {data['type']} {[argument.get('value') for argument in data['args']]}")
            elif method == "Runtime.exceptionThrown":
                self.problems.append(f"exception: {data['exceptionDetails']['text']}")
            elif method == "Log.entryAdded":
                self.problems.append(f"log: {data['entry']['text']}")
            elif method == "Network.requestWillBeSent":
                address = data["request"]["url"].split("#")[0]
                if address != own:
                    self.problems.append(f"a request leaves the page: {address[:120]}")
        self.browser.events.clear()

    def picture(self, path):
        """The whole page, however long."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}
        answer = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        pathlib.Path(path).write_bytes(base64.b64decode(answer["data"]))

    def paper(self):
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])


FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
# Text in pictures that stands outside of its picture, which cuts it off.
CUT_OFF = """[...document.querySelectorAll(".plot svg text")].filter(text => {
  const picture = text.ownerSVGElement.getBoundingClientRect(), box = text.getBoundingClientRect();
  return picture.width > 0 && (box.left < picture.left - 1 || box.right > picture.right + 1 ||
    box.top < picture.top - 1 || box.bottom > picture.bottom + 1);
}).map(text => text.ownerSVGElement.id + ": " + text.textContent)"""
KEYS = """(() => {
  // One that has several values to walk through.
  const picture = [...document.querySelectorAll("figure.chart .plot svg")]
    .find(one => one.getBoundingClientRect().width > 0 && one.querySelectorAll(".hit").length > 1);
  const readout = picture.closest("figure").querySelector(".readout");
  picture.focus();
  const press = key => picture.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
  press("ArrowRight"); const first = readout.textContent;
  press("End"); const last = readout.textContent;
  press("Escape");
  return document.activeElement === picture && first !== "" && last !== "" && first !== last && readout.textContent === "";
})()"""
THEME = """(() => {
  const before = getComputedStyle(document.body).backgroundColor;
  document.getElementById("theme").click();
  const after = getComputedStyle(document.body).backgroundColor;
  document.getElementById("theme").click();
  return before !== after && getComputedStyle(document.body).backgroundColor === before;
})()"""
# Names, titles and alternatives that people need who do not see the pictures.
NAMED = """[...document.querySelectorAll("figure.chart")].every(figure =>
  figure.querySelector("figcaption .finding").textContent.trim() !== "" && figure.querySelector("details table tbody tr") &&
  figure.querySelector("a.csv[download]") && [...figure.querySelectorAll(".plot svg")].every(picture =>
    picture.getAttribute("aria-labelledby").split(" ").every(id => document.getElementById(id).textContent !== "")))"""
# A link to an owner opens the owner's life.
OPENS = """(async () => {
  const link = document.querySelector('a[href^="#owner-"]');
  if (!link) return true;
  link.click();
  await new Promise(done => setTimeout(done, 100));
  const target = document.querySelector(link.getAttribute("href"));
  return target.closest("details").open && target.getBoundingClientRect().height > 0;
})()"""
UNIQUE = """(() => { const ids = [...document.querySelectorAll("[id]")].map(one => one.id); return new Set(ids).size === ids.length; })()"""
# Colours as numbers, and the contrast of two of them by WCAG 2.
CONTRAST = """(() => {
  const part = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = c => { const [r, g, b] = c.match(/[0-9.]+/g).map(Number); return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
  const behind = one => { for (; one; one = one.parentElement) { const c = getComputedStyle(one).backgroundColor;
    if (!/, 0\\)$|transparent/.test(c)) return c; } return "rgb(255, 255, 255)"; };
  const poor = [];
  const check = (one, colour, least) => { const a = light(colour), b = light(behind(one));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < least) poor.push((one.className.baseVal ?? one.className) + " " + one.textContent.slice(0, 30) + " " + ratio.toFixed(2)); };
  for (const one of document.querySelectorAll("p, li, dt, dd, th, td, h1, h2, h3, a, span, summary, strong, caption"))
    if (one.getClientRects().length && one.textContent.trim()) check(one, getComputedStyle(one).color, 4.5);
  for (const one of document.querySelectorAll(".plot .fill, .plot .line"))
    if (one.getClientRects().length) { const style = getComputedStyle(one);
      check(one.closest("section"), one.classList.contains("line") ? style.stroke : style.fill, 3); }
  for (const one of document.querySelectorAll(".plot text")) if (one.getClientRects().length && !one.classList.contains("on")) check(one.closest("section"), getComputedStyle(one).fill, 4.5);
  return [...new Set(poor)].slice(0, 10);
})()"""


def try_page(browser, path, pictures):
    page = Page(browser, path)
    name = f"{pathlib.Path(path).parent.name}-{pathlib.Path(path).stem}"
    for width in (1280, 400):
        for dark in (False, True):
            page.open(width, dark)
            kind = f"{width} pixels, {'dark' if dark else 'light'}"
            page.expect(FITS, f"{kind}: the page is wider than the screen")
            for text in page.evaluate(CUT_OFF) or []:
                page.problems.append(f"{kind}: cut off: {text}")
            for text in page.evaluate(CONTRAST) or []:
                page.problems.append(f"{kind}: too little contrast: {text}")
            if pictures:
                page.picture(f"{pictures}/{name}-{width}-{'dark' if dark else 'light'}.png")
        page.expect(KEYS, f"{width} pixels: the arrow keys do not read the values out")
    page.expect(THEME, "the switch between light and dark does nothing")
    page.expect(OPENS, "a link to an owner does not open what it leads to")
    page.expect(NAMED, "a picture lacks its finding, table, file or name")
    page.expect(UNIQUE, "an id comes twice")
    page.open(1280, scripts=False)
    page.expect("document.getElementById('theme').hidden", "without scripts a button stays that does nothing")
    # A4 less its margins; wider content would shrink all of it.
    page.open(688)
    page.call("Emulation.setEmulatedMedia", media="print")
    page.expect(FITS, "on paper: the page is wider than A4")
    page.open(1280)
    paper = page.paper()
    if not paper.startswith(b"%PDF"):
        page.problems.append("it does not print")
    if pictures:
        pathlib.Path(f"{pictures}/{name}.pdf").write_bytes(paper)
    page.note_events()
    return page.problems


def main():
    parser = argparse.ArgumentParser(description="Opens pages in a headless Chromium and says what is wrong with them.")
    parser.add_argument("pages", nargs="+", metavar="PAGE.html")
    parser.add_argument("--pictures", metavar="FOLDER", help="Keep pictures of the pages and what they print here.")
    options = parser.parse_args()
    if options.pictures:
        os.makedirs(options.pictures, exist_ok=True)
    count = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            for path in options.pages:
                problems = list(dict.fromkeys(try_page(browser, path, options.pictures)))
                count += len(problems)
                print(f"{'ok' if not problems else 'not ok'}  {path}")
                for problem in problems:
                    print(f"    {problem}")
        finally:
            browser.close()
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
