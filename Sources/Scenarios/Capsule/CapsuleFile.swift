/// Reads capsule files, and the scenarios that they are about.
public enum CapsuleFile {
  /// Reads the capsule at `path`. - Throws: all mistakes of the file at once.
  public static func load(path: String, source: FileSource = .disk) throws(ScenarioError) -> Capsule {
    switch source.read(path, CapsuleReader.mostBytes + 1) {
    case .bytes(let bytes): return try decode(bytes: bytes, name: path)
    case .missing: throw .missingFile(path: path, nearest: source.nearest(to: path))
    case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
    }
  }

  /// Reads a capsule from memory. - Parameter name: the file's name in messages.
  public static func decode(bytes: [UInt8], name: String) throws(ScenarioError) -> Capsule {
    try CapsuleReader.read(bytes, file: name)
  }

  /// The scenario as the capsule's run had it, with its flags. It is loaded however large it is: nobody simulates it whole.
  ///
  /// - Throws: the scenario's own mistakes, and a mistake of the capsule when the scenario says something else by now.
  public static func scenario(
    of capsule: Capsule, name: String, source: FileSource = .disk
  ) throws(ScenarioError) -> LoadedScenario {
    var limits = LoadLimits.standard
    (limits.events, limits.memoryBytes, limits.owners) = (.max, .max, .max)
    var overrides = Overrides(
      set: capsule.set.map { ($0.key, $0.value) }, seed: capsule.seed, horizon: capsule.horizon,
      owners: capsule.owners.map { Int(clamping: $0) })
    let loaded = try ScenarioFile.load(path: capsule.file, overrides: overrides, limits: limits, source: source)
    if loaded.digest == capsule.sha256 { return loaded }
    // A seed that the file itself has is no flag, and flags are part of the digest.
    overrides.seed = nil
    let plain = try ScenarioFile.load(path: capsule.file, overrides: overrides, limits: limits, source: source)
    if plain.digest == capsule.sha256, plain.scenario.seed == capsule.seed { return plain }
    throw .invalid([
      Diagnostic(
        place: Place(file: name, line: 1, column: 1), path: "scenario.sha256", code: .contradiction,
        found: "\(capsule.file) does not say any more what it said when the capsule was written",
        hint: "run the scenario again for a new capsule")
    ])
  }
}
