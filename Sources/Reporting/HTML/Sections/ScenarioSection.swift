/// What ran, and how to run it again.
enum ScenarioSection {
  static func make(_ figures: RunFigures) -> PageSection {
    PageSection(
      id: "scenario", title: "Scenario and how to repeat it",
      lead: "The same scenario, seed and version give the same figures for any number of threads, to the last byte."
    ) { page in
      let root = figures.root
      if let command = root["repeat"].string { page.element("pre") { $0.element("code", command) } }
      page.element("dl", ["class": "facts"]) { list in
        for (name, value) in facts(root) where !value.isEmpty {
          list.element("dt", name)
          list.element("dd", value)
        }
      }
      writeSettings(root["settings"].items, into: &page)
    }
  }

  /// As the program understood them, which is more than the file says.
  private static func writeSettings(_ settings: [JSONValue], into page: inout Markup) {
    if settings.isEmpty { return }
    let written = settings.count { !$0["default"].isTrue }
    let table = DataTable(
      name: "settings", columns: ["key", "value", "from"].map { DataTable.Column(title: $0) },
      rows: settings.map { setting in
        [
          .text(setting["key"].string ?? ""), .text(setting["value"].string ?? ""),
          .text(setting["default"].isTrue ? "default" : "scenario"),
        ]
      })
    page.element("div", ["class": "data settings"]) {
      $0.element("details") {
        $0.element(
          "summary",
          "The scenario as it was understood: \(NumberText.counted(Int64(written), "key")) as written, "
            + "\(NumberText.counted(Int64(settings.count - written), "default"))")
        table.write(into: &$0, caption: "Keys of the scenario and of the files that it names, flags obeyed")
      }
      table.writeLink(into: &$0)
    }
  }

  private static func facts(_ root: JSONValue) -> [(String, String)] {
    let (scenario, wall) = (root["scenario"], root["wall"])
    var facts = [
      ("Scenario file", scenario["file"].string ?? ""),
      ("Fingerprint of the scenario (SHA-256)", scenario["sha256"].string ?? ""),
      ("Seed", root["seed"].written ?? ""), ("Replication", root["replication"].written ?? ""),
      ("Fingerprint of all steps", root["digest"].string ?? ""), ("Windtunnel", root["windtunnel"].string ?? ""),
      ("Form of report.json", root["schema"].string ?? ""),
    ]
    for catalog in root["catalogs"].items {
      facts.append(("Catalog \(catalog["name"].string ?? "")", catalog["sha256"].string ?? ""))
    }
    if let seconds = wall["seconds"].written {
      facts.append(("Wall time", "\(seconds) s"))
      facts.append(("Events a second", wall["eventsPerSecond"].integer.map(NumberText.grouped) ?? ""))
      facts.append(("Threads", wall["threads"].written ?? ""))
      facts.append(("Machine", wall["host"].string ?? ""))
      facts.append(("Most memory", wall["peakMemoryBytes"].integer.map(NumberText.megabytes) ?? ""))
    }
    return facts
  }
}
