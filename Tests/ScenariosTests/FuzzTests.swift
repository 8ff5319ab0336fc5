import Foundation
import Testing

@testable import Scenarios

/// Files with random damage: each gives a value or mistakes, never a crash, always the same.
@Suite struct FuzzTests {
  /// A generator with a fixed seed, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
      return mixed ^ (mixed >> 29)
    }
  }

  private static let tokens = [
    "&a ", "*a", "<<: ", "!!int ", "{", "}", "[", "]", ": ", "- ", "? ", "\n", "\t", "\"", "'", "|", ">", "#", "%", "nan", ".inf",
    "-1", "1e999",
    "99999999999999999999", " USD", " %", "x", "\u{0}", "\u{FEFF}", "---\n", "...\n", "2026-02-30", "101 years", "~", "null", "é",
  ]

  private static func mutant(of bytes: [UInt8], using generator: inout Generator) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let index = Int.random(in: 0...result.count, using: &generator)
      let end = min(result.count, index + Int.random(in: 0...12, using: &generator))
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: result.removeSubrange(index..<end)
      case 1: result.insert(contentsOf: Array(tokens.randomElement(using: &generator, or: "x").utf8), at: index)
      case 2: result.replaceSubrange(index..<end, with: Array(tokens.randomElement(using: &generator, or: "x").utf8))
      case 3:
        let from = Int.random(in: 0...result.count, using: &generator)
        result.insert(contentsOf: Array(result[from..<min(result.count, from + 60)]), at: index)
      default: if index < result.count { result[index] = UInt8.random(in: 0...255, using: &generator) }
      }
    }
    return result
  }

  /// What loading says: the digest, or all mistakes.
  private static func outcome(_ bytes: [UInt8], _ catalog: [UInt8]) -> String {
    let source = FileSource(
      read: { path, limit in path.hasSuffix("catalogs/instahuman.yaml") ? .bytes(catalog) : Repository.source.read(path, limit) },
      names: Repository.source.names)
    do {
      return try ScenarioFile.decode(bytes: bytes, name: "scenarios/check/mutant.yaml", source: source).digest
    } catch {
      return error.rendered
    }
  }

  @Test(arguments: Repository.yaml(in: "scenarios/catalogs"))
  func damagedCatalogsGiveTermsOrMistakes(path: String) throws {
    var generator = Generator(state: 11)
    let catalog = try Repository.bytes(path)
    var sound = 0
    for _ in 0..<400 {
      let bytes = Self.mutant(of: catalog, using: &generator)
      do {
        _ = try CatalogFile.decode(bytes: bytes, name: "mutant.yaml")
        sound += 1
      } catch {
        #expect(!error.rendered.isEmpty)
      }
    }
    #expect(sound > 10, "most damage must not hit a comment, but some does")
  }

  @Test(arguments: 0..<4)
  func damagedCapsulesGiveAValueOrMistakes(seed: Int) {
    var generator = Generator(state: UInt64(seed) + 100)
    let bytes = Array(CapsuleTests.full.text.utf8)
    for _ in 0..<1_000 {
      let mutant = Self.mutant(of: bytes, using: &generator)
      do {
        let capsule = try CapsuleFile.decode(bytes: mutant, name: "mutant.json")
        // What is taken for a capsule is one: written again it reads the same.
        #expect((try? CapsuleFile.decode(bytes: Array(capsule.text.utf8), name: "again.json")) == capsule)
      } catch {
        #expect(error.rendered.hasPrefix("mutant.json:"))
      }
    }
  }

  @Test(arguments: 0..<4)
  func damagedJournalsGiveSumsOrMistakes(seed: Int) {
    var generator = Generator(state: UInt64(seed) + 200)
    for round in 0..<1_000 {
      let (form, format) = JournalReaderTests.forms[round % 2]
      let mutant = Self.mutant(of: JournalReaderTests.bytes(format), using: &generator)
      do {
        let sums = try JournalReader.read(mutant, file: "mutant", form: form)
        #expect(sums.entries <= 6 * 5 && sums.broken <= sums.checks)
        #expect(sums.violations.count == min(20, Int(sums.broken)))
      } catch {
        #expect(error.rendered.hasPrefix("mutant:"))
      }
    }
  }

  @Test(arguments: 0..<4)
  func damagedTracesGiveCommandsOrMistakes(seed: Int) throws {
    var generator = Generator(state: UInt64(seed) + 300)
    let traces = try ["worked-examples", "homeinsight"].map { try Repository.bytes("scenarios/traces/\($0).jsonl") }
    for round in 0..<200 {
      let mutant = Self.mutant(of: traces[round % 2], using: &generator)
      switch TraceReader.read(mutant, file: "mutant") {
      case .trace(let trace): #expect(!trace.steps.isEmpty)
      case .mistakes(let mistakes): #expect(mistakes.allSatisfy { $0.rendered.hasPrefix("mutant:") })
      }
    }
  }

  @Test(arguments: 0..<8)
  func damagedFilesGiveAValueOrMistakes(seed: Int) throws {
    var generator = Generator(state: UInt64(seed))
    let catalog = try Repository.bytes("scenarios/catalogs/instahuman.yaml")
    let segment = try Repository.bytes("scenarios/populations/researchers.yaml")
    let small = try Repository.bytes("scenarios/check/small.yaml")
    // The segment inline, so that damage reaches every kind of key.
    let inline = small + Array("  - ".utf8) + Array(String(decoding: segment, as: UTF8.self).replacing("\n", with: "\n    ").utf8)
    for round in 0..<300 {
      let scenario = round % 4 == 0 ? small : Self.mutant(of: round % 2 == 0 ? small : inline, using: &generator)
      let prices = round % 4 == 0 ? Self.mutant(of: catalog, using: &generator) : catalog
      let first = Self.outcome(scenario, prices)
      #expect(!first.isEmpty)
      if round % 50 == 0 { #expect(Self.outcome(scenario, prices) == first, "the same file gives the same answer") }
    }
  }
}

extension Array {
  fileprivate func randomElement(using generator: inout some RandomNumberGenerator, or fallback: Element) -> Element {
    randomElement(using: &generator) ?? fallback
  }
}
