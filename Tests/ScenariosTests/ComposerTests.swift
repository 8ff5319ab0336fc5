import Foundation
import Testing

@testable import Scenarios

/// What the reader refuses before anything is decoded, and that nothing makes it slow.
@Suite struct ComposerTests {
  private func compose(_ text: String) -> (tree: Tree?, mistakes: [Diagnostic]) {
    compose(bytes: Array(text.utf8))
  }

  private func compose(bytes: [UInt8]) -> (tree: Tree?, mistakes: [Diagnostic]) {
    let context = Context(limits: .standard)
    let tree = Composer.tree(of: bytes, file: "file.yaml", context: context)
    return (tree, context.diagnostics)
  }

  private func place(_ line: Int, _ column: Int) -> Place { Place(file: "file.yaml", line: line, column: column) }

  @Test func valuesKnowTheirPlace() throws {
    let tree = try #require(compose("a: 1\nb:\n  - x\n  - {c: é, d: y}\n").tree)
    #expect(tree["b"]?.elements?[1]["d"]?.place == place(4, 15))
    #expect(tree["a"]?.text == "1")
  }

  @Test func aByteOrderMarkAndWindowsLineEndsAreRead() throws {
    let tree = try #require(compose("\u{FEFF}a: 1\r\nb: 2\r\n").tree)
    #expect(tree["b"]?.place == place(2, 4))
  }

  @Test func anAliasBombIsRefusedWithoutBeingExpanded() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      text += "a\(level): &a\(level) [" + repeatElement("*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    text += "? {*a20 : 1}\n: 2\n"
    let mistakes = compose(text).mistakes
    #expect(mistakes.contains { $0.code == .alias && $0.place == place(1, 5) })
    #expect(mistakes.count <= LoadLimits.standard.mistakes + 1)
  }

  @Test(arguments: [
    ("a: *nowhere\n", 4), ("<<: {b: 1}\n", 1), ("&key a: 1\n", 1), ("a: &anchor\n", 4), ("*key : 1\n", 1),
  ])
  func aliasesAnchorsAndMergeKeysAreRefusedAtTheirPlace(text: String, column: Int) {
    let mistakes = compose(text).mistakes
    #expect(mistakes.map(\.code) == [.alias])
    #expect(mistakes.map(\.place) == [place(1, column)])
  }

  @Test func asterisksInTextsStay() throws {
    let tree = try #require(compose("a: 2 * 3 *x\nb: \"*quoted*\"\n# *comment*\n'c*': 1\n").tree)
    #expect(tree["a"]?.text == "2 * 3 *x")
    #expect(tree["b"]?.text == "*quoted*")
    #expect(tree["c*"]?.text == "1")
  }

  @Test func everyRepeatedKeyIsReportedAndTheFirstIsKept() throws {
    let (tree, mistakes) = compose("a: 1\nb: {c: 1, \"c\": 2, c: 3}\na: 2\n")
    #expect(mistakes.map(\.code) == [.duplicateKey, .duplicateKey, .duplicateKey])
    #expect(mistakes.map(\.place) == [place(2, 11), place(2, 19), place(3, 1)])
    #expect(tree?["a"]?.text == "1")
    #expect(tree?["b"]?["c"]?.text == "1")
  }

  @Test(arguments: ["[a]: 1\n[a]: 2\n", "? {}\n? {}\n", ": 1\n: 2\n", "'': 1\n'': 2\n"])
  func repeatedKeysThatAreNoWordsAreRefused(text: String) {
    #expect(!compose(text).mistakes.isEmpty)
  }

  @Test func manyRepeatedKeysEndTheReading() {
    let text = (0..<200).map { "k\($0): 1\nk\($0): 2\n" }.joined()
    #expect(compose(text).mistakes.last?.code == .duplicateKey)
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000), String(repeating: "- ", count: 100_000),
    String(repeating: "? ", count: 100_000), (0..<400).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
  ])
  func deepNestingIsRefused(text: String) {
    #expect(compose(text).mistakes.map(\.code).contains(.nestedTooDeep))
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "\u{FEFF}"])
  func emptyFilesAreRefused(text: String) {
    #expect(compose(text).mistakes.map(\.code) == [.emptyFile])
  }

  @Test(arguments: [
    ("a: 1\n--- \nb: 2\n", Diagnostic.Code.severalDocuments), ("a: !!int 1\n", .tag), ("a: !own {b: 1}\n", .tag),
    ("a:\n\t- 1\n", .tabIndentation),
    ("a: \u{0}\n", .strangeCharacter), ("a: \u{E000}\n", .strangeCharacter), ("a: b: c\n", .syntax), ("a: 'b\n", .syntax),
    ("a: \"\\q\"\n", .syntax), ("%YAML 9.9\n---\na: 1\n", .syntax), ("a: @b\n", .syntax),
  ])
  func whatScenarioFilesDoNotUseIsRefused(text: String, code: Diagnostic.Code) {
    #expect(compose(text).mistakes.map(\.code) == [code])
  }

  @Test(
    arguments: [[0xFF], [0x61, 0x3A, 0x20, 0xC3], [0xED, 0xA0, 0x80], [0xFE, 0xFF, 0x00, 0x61], [0xC0, 0x80]] as [[UInt8]])
  func whatIsNotUTF8IsRefused(bytes: [UInt8]) {
    #expect(compose(bytes: bytes).mistakes.map(\.code) == [.notUTF8])
  }

  @Test(arguments: ["a:\n", "? \n", "key: 1\n", "- {}\n", "&a \n"])
  func aLargeFileFullOfMistakesIsRefusedInLittleTime(line: String) {
    let text = String(repeating: line, count: 400_000 / line.utf8.count)
    let seconds = processorSeconds { #expect(!Sample.mistakes(text).isEmpty) }
    #expect(seconds < 60)
  }

  @Test func aLargeSoundFileIsReadInLittleTime() {
    let text = (0..<60_000).map { "key\($0): value\n" }.joined()
    #expect(text.utf8.count < LoadLimits.standard.bytes)
    // Many times what it needs; reading in quadratic time would take minutes.
    let seconds = processorSeconds { #expect(compose(text).tree?.entries?.count == 60_000) }
    #expect(seconds < 30)
  }

  /// What the calling thread worked, whatever else the machine is doing.
  private func processorSeconds(_ body: () -> Void) -> Int {
    func now() -> Int {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return time.tv_sec
    }
    let start = now()
    body()
    return now() - start
  }
}
