import ArgumentParser

/// `NAME: key.path=value; key.path=value`: the base with some values changed. The name may be left out.
struct VariantOption: ExpressibleByArgument {
  var name: String
  var settings: [Setting]
  /// As it was given.
  var text: String

  init?(argument: String) {
    text = argument
    var rest = Substring(argument)
    name = argument.trimmed
    // A colon before the first equals sign ends the name; those behind it belong to values.
    if let colon = rest.firstIndex(of: ":"), colon < rest.firstIndex(of: "=") ?? rest.startIndex {
      name = String(rest[..<colon]).trimmed
      rest = rest[rest.index(after: colon)...]
    }
    settings = []
    for part in rest.split(separator: ";") where !String(part).trimmed.isEmpty {
      guard let setting = Setting(argument: String(part).trimmed) else { return nil }
      settings.append(setting)
    }
    if settings.isEmpty || name.isEmpty { return nil }
  }

  /// All changes of `--set` together as one variant.
  init(of settings: [Setting]) {
    self.settings = settings
    text = settings.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    name = text
  }
}

/// A share such as `1%` or `0.5 %`.
struct PercentOption: ExpressibleByArgument {
  /// As a part of 1.
  var share: Double
  var text: String

  init(percent: Double, text: String) {
    share = percent / 100
    self.text = text
  }

  init?(argument: String) {
    guard argument.hasSuffix("%"), let percent = Double(String(argument.dropLast()).trimmed), (0...100).contains(percent) else {
      return nil
    }
    self.init(percent: percent, text: argument)
  }
}

extension String {
  /// Without spaces around it.
  fileprivate var trimmed: String {
    let text = drop { $0 == " " }
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}
