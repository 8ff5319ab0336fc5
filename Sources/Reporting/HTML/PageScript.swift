import Accounting
import Foundation

/// The page's script: values under a picture as it is pointed at or walked through with the arrow keys, the switch between light
/// and dark, and links that open what they lead to. The page says everything without it.
enum PageScript {
  /// It has no "<" and no "&", so it reads the same as HTML and as XML.
  static let text = """
    "use strict";
    (function () {
      var root = document.documentElement;
      function reveal() {
        var target = document.getElementById(location.hash.slice(1));
        var around = target ? target.closest("details") : null;
        if (around) { around.open = true; target.scrollIntoView(); }
      }
      window.addEventListener("hashchange", reveal);
      reveal();
      var button = document.getElementById("theme");
      if (button) {
        button.hidden = false;
        button.addEventListener("click", function () {
          var dark = root.dataset.theme ? root.dataset.theme === "dark"
            : window.matchMedia("(prefers-color-scheme: dark)").matches;
          root.dataset.theme = dark ? "light" : "dark";
        });
      }
      document.querySelectorAll("figure.chart").forEach(function (figure) {
        var readout = figure.querySelector(".readout");
        figure.querySelectorAll(".plot svg").forEach(function (picture) {
          var hits = Array.from(picture.querySelectorAll(".hit"));
          var at = -1;
          function show(index) {
            if (hits[at]) { hits[at].classList.remove("on"); }
            at = index;
            if (hits[at]) { hits[at].classList.add("on"); }
            readout.textContent = hits[at] ? hits[at].querySelector("title").textContent : "";
          }
          hits.forEach(function (hit, index) {
            hit.addEventListener("pointerenter", function () { show(index); });
          });
          picture.addEventListener("pointerleave", function () { show(-1); });
          picture.addEventListener("blur", function () { show(-1); });
          picture.addEventListener("keydown", function (event) {
            var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
            var to = event.key === "Home" ? 0 : event.key === "End" ? hits.length - 1
              : steps[event.key] ? (at === -1 ? (steps[event.key] === 1 ? 0 : hits.length - 1) : at + steps[event.key]) : null;
            if (event.key === "Escape") { show(-1); }
            if (to === null || hits.length === 0) { return; }
            event.preventDefault();
            show(Math.max(0, Math.min(hits.length - 1, to)));
          });
        });
      });
    })();
    """

  /// What the page's policy lets run: this text and no other.
  static let hash: String = {
    let words = SHA256.digest(of: Array(text.utf8))
    let bytes = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
    return "'sha256-\(Data(bytes).base64EncodedString())'"
  }()
}
