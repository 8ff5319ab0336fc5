/// A picture with everything that belongs to it: what it shows in a sentence, the units, the picture for wide and for narrow
/// screens, its figures as a table, and the same as a file.
struct Figure {
  /// Unique on the page; letters, digits and hyphens.
  let id: String
  /// What the picture is of, such as "Revenue by month and stream".
  let title: String
  /// What it shows, computed from the figures.
  let finding: String
  /// What is counted in what, such as "USD a month".
  let unit: String
  let table: DataTable
  /// Names and colours of the series; empty where the picture names them itself.
  var legend: [Series.Key] = []
  /// More about how to read it.
  var note = ""
  /// Whether the names of the series stand above the picture on wide screens too.
  var showsLegend = false
  /// Whether the table is open at first, because its rows lead somewhere.
  var showsTable = false
  /// Draws it `width` units wide.
  let draw: (_ width: Double) -> Drawing

  static let wide = 920.0
  static let narrow = 360.0

  func write(into page: inout Markup) {
    page.element("figure", ["id": id, "class": "chart"]) { figure in
      figure.element("figcaption") {
        $0.element("strong", ["class": "finding"], finding)
        $0.element("span", ["class": "what"], "\(title), \(unit).\(note.isEmpty ? "" : " \(note)")")
      }
      writeLegend(into: &figure)
      for (name, width) in [("wide", Figure.wide), ("narrow", Figure.narrow)] {
        figure.element("div", ["class": "plot \(name)"]) {
          draw(width).write(into: &$0, id: "\(id)-\(name)", title: "\(title), \(unit)", description: finding)
        }
      }
      figure.element("p", ["class": "readout", "aria-live": "polite"], "")
      figure.element("div", ["class": "data"]) {
        $0.element("details", showsTable ? ["open": "open"] : [:]) {
          $0.element("summary", "Table")
          table.write(into: &$0, caption: "\(title), \(unit)")
          table.writeMeanings(into: &$0)
        }
        table.writeLink(into: &$0)
      }
    }
  }

  private func writeLegend(into page: inout Markup) {
    if legend.isEmpty { return }
    page.element("ul", ["class": showsLegend ? "legend always" : "legend"]) { list in
      for key in legend {
        list.element("li") {
          $0.element("svg", ["class": "swatch", "viewBox": "0 0 14 14", "width": "14", "height": "14", "aria-hidden": "true"]) {
            key.writeSwatch(into: &$0)
          }
          $0.write(key.name)
        }
      }
    }
  }
}
