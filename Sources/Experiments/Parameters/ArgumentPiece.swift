/// A part of an argument that knows where it stands.
struct Piece {
  let characters: ArraySlice<Character>
  /// Characters before it.
  let offset: Int

  init(_ characters: ArraySlice<Character>, from offset: Int) {
    self.characters = characters
    self.offset = offset
  }

  var text: String { String(characters) }
  /// Of its first character, from 1.
  var column: Int { offset + 1 }

  /// Without spaces at both ends.
  var trimmed: Piece {
    let lead = characters.prefix { $0 == " " }.count
    let body = characters.dropFirst(lead)
    let tail = body.reversed().prefix { $0 == " " }.count
    return Piece(body.dropLast(tail), from: offset + lead)
  }

  func before(_ index: Int) -> Piece { Piece(characters.prefix(index), from: offset) }
  func after(_ index: Int) -> Piece { Piece(characters.dropFirst(index), from: offset + index) }

  /// Where `sign` stands first, counted from the beginning of the piece, outside of brackets and quotes.
  func find(_ sign: [Character]) -> Int? { places(of: sign).first }

  /// The parts between the signs, brackets and quotes being left whole.
  func split(at sign: Character) -> [Piece] {
    var parts: [Piece] = []
    var begin = 0
    for place in places(of: [sign]) {
      parts.append(before(place).after(begin))
      begin = place + 1
    }
    return parts + [after(begin)]
  }

  private func places(of sign: [Character]) -> [Int] {
    let all = Array(characters)
    var found: [Int] = []
    var depth = 0
    var quote: Character?
    for (index, character) in all.enumerated() {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "[{(".contains(character) {
        depth += 1
      } else if "]})".contains(character) {
        depth -= 1
      } else if depth == 0, all[index...].starts(with: sign) {
        found.append(index)
      }
    }
    return found
  }
}

/// A number with what stands before and after it: "25 %", "x3 jobs", "-0.6".
struct NumberInText {
  let prefix: String
  let number: Numeral
  /// With the space before it.
  let suffix: String

  /// Nil without a number, and where there is more than one.
  init?(_ text: String) {
    guard let start = text.firstIndex(where: \.isASCIIDigit) else { return nil }
    var begin = start
    if begin > text.startIndex, text[text.index(before: begin)] == "-" { begin = text.index(before: begin) }
    let end = text[start...].firstIndex { !($0.isASCIIDigit || $0 == "." || $0 == "_") } ?? text.endIndex
    guard let number = Numeral(text[begin..<end]), !text[end...].contains(where: \.isASCIIDigit) else { return nil }
    prefix = String(text[..<begin])
    self.number = number
    suffix = String(text[end...])
  }
}

extension Character {
  var isASCIIDigit: Bool { isASCII && isNumber }
}

extension String {
  var trimmed: String { Piece(Array(self)[...], from: 0).trimmed.text }
}
