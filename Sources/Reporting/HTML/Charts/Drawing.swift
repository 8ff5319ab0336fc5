/// A picture as SVG under way, in units that are pixels at full size. Only classes carry colours, so that light, dark and print
/// are the page's business.
struct Drawing {
  let width: Double
  let height: Double
  private(set) var shapes = Markup()

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  enum Anchor: String { case start, middle, end }

  mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String) {
    shapes.empty(
      "rect",
      [
        "class": style, "x": Drawing.number(x), "y": Drawing.number(y), "width": Drawing.number(max(0, width)),
        "height": Drawing.number(max(0, height)),
      ])
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    shapes.empty("path", ["class": style, "d": Drawing.path([(x1, y1), (x2, y2)])])
  }

  /// A line through points.
  mutating func line(_ points: [(Double, Double)], _ style: String) {
    if points.count > 1 { shapes.empty("path", ["class": style, "d": Drawing.path(points)]) }
  }

  /// The area between a line through points and one back.
  mutating func area(_ points: [(Double, Double)], _ style: String) {
    if points.count > 2 { shapes.empty("path", ["class": style, "d": Drawing.path(points) + "Z"]) }
  }

  mutating func dot(_ x: Double, _ y: Double, radius: Double, _ style: String) {
    shapes.empty("circle", ["class": style, "cx": Drawing.number(x), "cy": Drawing.number(y), "r": Drawing.number(radius)])
  }

  mutating func text(_ words: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, _ style: String = "label") {
    shapes.element(
      "text", ["class": style, "x": Drawing.number(x), "y": Drawing.number(y), "text-anchor": anchor.rawValue], words)
  }

  /// An invisible place that tells its values: as a tip of the browser, and under the picture when it is pointed at.
  mutating func hit(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ words: String) {
    shapes.element(
      "rect",
      [
        "class": "hit", "x": Drawing.number(x), "y": Drawing.number(y), "width": Drawing.number(max(0, width)),
        "height": Drawing.number(max(0, height)),
      ]
    ) { $0.element("title", words) }
  }

  /// The picture as an element that screen readers know by its title and description.
  func write(into page: inout Markup, id: String, title: String, description: String) {
    page.element(
      "svg",
      [
        "id": id, "viewBox": "0 0 \(Drawing.number(width)) \(Drawing.number(height))", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-text", "tabindex": "0",
      ]
    ) {
      $0.element("title", ["id": "\(id)-title"], title)
      $0.element("desc", ["id": "\(id)-text"], description)
      $0.paste(shapes.text)
    }
  }

  /// To a tenth, which is finer than any screen here; never "-0".
  static func number(_ value: Double) -> String {
    let tenths = Int((max(-1e6, min(1e6, value.isFinite ? value : 0)) * 10).rounded())
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  private static func path(_ points: [(Double, Double)]) -> String {
    var text = ""
    for (index, point) in points.enumerated() { text += "\(index == 0 ? "M" : "L")\(number(point.0)) \(number(point.1))" }
    return text
  }

  /// How wide a text is, at most: the labels' letters are 12 pixels high, and some systems' letters are wide.
  static func width(of text: String) -> Double { Double(text.count) * 7.4 }
}

extension Drawing {
  /// The picture as an ornament: what it shows stands beside it in words.
  func writeOrnament(into page: inout Markup) {
    page.element(
      "svg",
      ["class": "ornament", "viewBox": "0 0 \(Drawing.number(width)) \(Drawing.number(height))", "aria-hidden": "true"]
    ) { $0.paste(shapes.text) }
  }
}
