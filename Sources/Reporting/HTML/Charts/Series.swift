/// Values of one kind over all slots of a picture, in major units.
struct Series {
  /// What tells series apart: a name, and a colour with a pattern, so that nobody needs to see colours.
  struct Key {
    let name: String
    /// From 1 to 8.
    let colour: Int
    var isLine = false

    func writeSwatch(into page: inout Markup) {
      if isLine {
        page.empty("path", ["class": "line s\(colour)", "d": "M0 7L14 7"])
      } else {
        page.empty("rect", ["class": "fill s\(colour)", "width": "14", "height": "14"])
        page.empty("rect", ["class": "pattern p\(colour)", "width": "14", "height": "14"])
      }
    }
  }

  let key: Key
  let values: [Double]

  init(_ name: String, colour: Int, isLine: Bool = false, _ values: [Double]) {
    key = Key(name: name, colour: colour, isLine: isLine)
    self.values = values
  }
}
