import Accounting
import Billing
import Pricing

/// The commands of owners who share a catalog, timers and answers included, to be applied again to a book.
public struct CommandStories: Sendable {
  public let catalog: Catalog
  public let commands: [RecordedCommand]
  /// Where each owner's commands are.
  public let lives: [Range<Int>]

  /// Runs a scenario and keeps the commands of its first `owners` owners, by the catalog that they pay by.
  public static func recorded(in scenario: Scenario, owners: Int) -> [CommandStories] {
    let runner = Runner(scenario, options: RunOptions(audit: .off, recordOwners: [0...max(0, owners - 1)]))
    let recorded = runner.run().recorded
    var byCatalog = [[RecordedCommand]](repeating: [], count: scenario.catalogs.count)
    for entry in recorded { byCatalog[runner.catalog(ofOwner: Int(entry.owner))].append(entry) }
    return zip(scenario.catalogs, byCatalog).filter { !$1.isEmpty }.map { CommandStories(catalog: $0, commands: $1) }
  }

  /// - Parameter commands: by owner and then in order.
  private init(catalog: Catalog, commands: [RecordedCommand]) {
    self.catalog = catalog
    self.commands = commands
    var lives: [Range<Int>] = []
    var first = 0
    for index in commands.indices where index + 1 == commands.count || commands[index + 1].owner != commands[first].owner {
      lives.append(first..<index + 1)
      first = index + 1
    }
    self.lives = lives
  }
}
