/// The name among `names` that `word` was probably meant to be; nil when none is near.
///
/// Near means at most a third of the letters differ, by insertion, deletion, replacement or a swap of neighbours.
/// - Complexity: O(names x letters²), and nothing for words above 64 letters.
public func nearest(to word: String, among names: [String]) -> String? {
  let written = Array(word.lowercased().unicodeScalars.map { $0 == "-" || $0 == " " ? "_" : $0 })
  guard !written.isEmpty, written.count <= 64 else { return nil }
  var best: (name: String, distance: Int)?
  for name in names where name.unicodeScalars.count <= 64 {
    let distance = editDistance(written, Array(name.lowercased().unicodeScalars))
    if distance < best?.distance ?? .max { best = (name, distance) }
  }
  guard let best, best.distance <= max(1, written.count / 3) else { return nil }
  return best.name
}

/// "did you mean 'x'?", or nil.
func hint(for word: String, among names: [String]) -> String? {
  nearest(to: word, among: names).map { "did you mean '\($0)'?" }
}

/// The optimal string alignment distance.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for i in left.indices {
    var row = [i + 1] + [Int](repeating: 0, count: right.count)
    for j in right.indices {
      let replaced = last[j] + (left[i] == right[j] ? 0 : 1)
      row[j + 1] = min(replaced, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[right.count]
}
