/// The head of the page: what came out, of what, and why.
enum VerdictBanner {
  /// "Pass", "Fail", "Inconclusive" or "Partial".
  static func word(_ figures: RunFigures) -> String {
    switch figures.root["verdict"].string {
    case "pass": "Pass"
    case "fail": "Fail"
    case "partial": "Partial"
    default: "Inconclusive"
    }
  }

  static func write(_ figures: RunFigures, into page: inout Markup) {
    let (root, word) = (figures.root, word(figures))
    let scenario = root["scenario"]
    page.element("header", ["class": "banner \(word.lowercased())"]) { header in
      header.element("p", ["class": "product"]) {
        $0.write("Windtunnel \(root["windtunnel"].string ?? "")")
        $0.element("button", ["type": "button", "id": "theme", "hidden": "hidden"], "Dark or light")
      }
      header.element("h1", scenario["name"].string ?? "A run")
      if let about = scenario["about"].string, !about.isEmpty { header.element("p", ["class": "about"], about) }
      header.element("div", ["class": "verdict"]) {
        $0.element("svg", ["class": "icon", "viewBox": "0 0 24 24", "width": "40", "height": "40", "aria-hidden": "true"]) {
          for shape in icon(word) { $0.empty("path", ["d": shape.path, "class": shape.style]) }
        }
        $0.element("div") { text in
          text.element("p", ["class": "word"], word)
          text.element("ul", ["class": "reasons"]) { list in
            for reason in root["reasons"].items.compactMap(\.string) { list.element("li", reason) }
          }
        }
      }
      header.element("dl", ["class": "identity"]) { list in
        for (name, value) in identity(root) {
          list.element("div") {
            $0.element("dt", name)
            $0.element("dd", value)
          }
        }
      }
    }
  }

  private static func identity(_ root: JSONValue) -> [(String, String)] {
    var lines = [
      ("Owners", NumberText.grouped(root["owners"].count)),
      ("From", PageNumber.time(root["start"].string ?? "")), ("Until", PageNumber.time(root["horizon"].string ?? "")),
      ("Events", NumberText.grouped(root["events"].count)), ("Seed", root["seed"].written ?? ""),
    ]
    let wall = root["wall"]
    if let seconds = wall["seconds"].double {
      let threads = wall["threads"].count
      lines.append(("Took", "\(PageNumber.decimal(seconds, digits: 1)) s on \(NumberText.counted(threads, "thread"))"))
    }
    return lines
  }

  /// A different outline for each verdict, not a different colour alone.
  private static func icon(_ word: String) -> [(path: String, style: String)] {
    let circle = "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22z"
    let octagon = "M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z"
    switch word {
    case "Pass": return [(circle, "shape"), ("M7 12.5l3.5 3.5L17 8.5", "stroke")]
    case "Fail": return [(octagon, "shape"), ("M8 8l8 8M16 8l-8 8", "stroke")]
    case "Partial": return [(circle, "outline"), ("M12 4a8 8 0 0 1 0 16z", "shape")]
    default:
      return [("M12 1L23 12L12 23L1 12z", "shape"), ("M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3q-1.1 .6-1.1 1.9M12 16.6v.6", "stroke")]
    }
  }
}
