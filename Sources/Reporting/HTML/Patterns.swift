/// The patterns that lie over the colours, so that areas can be told apart without seeing colours, and in print.
enum Patterns {
  /// A picture of no size that holds them; every other picture refers to it.
  static func write(into page: inout Markup) {
    page.element("svg", ["class": "patterns", "width": "0", "height": "0", "aria-hidden": "true", "focusable": "false"]) {
      $0.element("defs") { defs in
        // The first colour stays plain.
        for (index, path) in paths.enumerated() {
          defs.element(
            "pattern", ["id": "pattern-\(index + 2)", "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"]
          ) { $0.empty("path", ["class": "thread", "d": path]) }
        }
      }
    }
  }

  /// One for each colour from the second on, in a square of 8.
  private static let paths = [
    "M-2 2L2 -2M0 8L8 0M6 10L10 6",  // rising lines
    "M2 2h1.6M6 6h1.6",  // dots
    "M0 4h8",  // level lines
    "M-2 6L2 10M0 0L8 8M6 -2L10 2",  // falling lines
    "M4 0v8",  // upright lines
    "M0 4h8M4 0v8",  // a grid
    "M0 8L8 0M0 0L8 8",  // a lattice
  ]
}
