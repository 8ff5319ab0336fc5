/// Draws every owner of every variant as `owners.csv`: RFC 4180 with a header, one row an owner and variant, amounts in major units.
public enum OwnerDifferenceCSV {
  public static func render(_ comparison: Comparison) -> String {
    let unit = comparison.unit
    let figures = OwnerFigure.allCases.map(\.rawValue) + ["balance"]
    let names = ["variant", "owner", "segment", "size", "at_end_a", "at_end_b"]
    let header = names + figures.flatMap { ["\($0)_a", "\($0)_b", "\($0)_change"] }
    var text = header.joined(separator: ",") + "\r\n"
    for variant in comparison.variants {
      guard let owners = variant.owners else { continue }
      for owner in owners.owners where owner.isPresent {
        var amounts = OwnerFigure.allCases.flatMap { [owner.a[$0], owner.b[$0], owner.change($0)] }
        amounts += [owner.a.balance, owner.b.balance, owner.b.balance - owner.a.balance]
        let names = [
          variant.scenario.name, "o\(owner.owner)", owners.segments[owner.segment], owners.sizes[owner.owner].rawValue,
          "\(owner.lifeA)", "\(owner.lifeB)",
        ]
        text += (names.map(quoted) + amounts.map(unit.plainText)).joined(separator: ",") + "\r\n"
      }
    }
    return text
  }

  /// A text of others, quoted where it has to be, and kept from being read as a formula.
  private static func quoted(_ text: String) -> String {
    let clean = TextStyle.plain.clean(text)
    let safe = clean.first.map { "=+-@".contains($0) } == true ? "'" + clean : clean
    return safe.contains(where: { ",\"".contains($0) }) ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
  }
}
