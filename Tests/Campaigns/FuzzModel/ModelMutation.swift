import CFuzzing
import CampaignSupport
import TestSupport
@testable import ForecastStorage

/// Changes one thing of a model file and puts its lengths and digest right again, so that what lies
/// behind the first checks is reached.
struct ModelMutation {
  private var random: TestGenerator

  init(seed: UInt64) { random = TestGenerator(seed: seed) }

  mutating func mutated(_ bytes: [UInt8], most: Int) -> [UInt8] {
    let changed: [UInt8]
    switch Int.random(in: 0..<16, using: &random) {
    case 0: changed = fuzzed(bytes, most: most)
    case 1...3: changed = withChangedHeader(bytes, most: most)
    default: changed = withChangedContent(bytes, most: most)
    }
    return changed.count <= most ? changed : fuzzed(bytes, most: most)
  }

  /// Some bytes as libFuzzer changes them.
  private func fuzzed(_ bytes: [UInt8], most: Int) -> [UInt8] {
    let room = max(bytes.count, most, 1)
    var buffer = bytes + [UInt8](repeating: 0, count: room - bytes.count)
    let count = unsafe buffer.withUnsafeMutableBufferPointer { pointer in
      unsafe LLVMFuzzerMutate(pointer.baseAddress, bytes.count, room)
    }
    return Array(buffer[..<min(count, room)])
  }

  // MARK: Header

  /// The header's text changed, its length and the digest put right.
  private mutating func withChangedHeader(_ bytes: [UInt8], most: Int) -> [UInt8] {
    guard let length = ModelMutation.headerLength(of: bytes) else {
      return fuzzed(bytes, most: most)
    }
    let header = Array(bytes[8..<(8 + length)])
    let changed = withChangedText(header, most: length + 64)
    var file: [UInt8] = []
    for shift in stride(from: 0, to: 64, by: 8) {
      file.append(UInt8(truncatingIfNeeded: changed.count >> shift))
    }
    file += changed + bytes[(8 + length)...]
    guard let place = SafetensorsDigest.place(in: file[8..<(8 + changed.count)]) else {
      return file
    }
    file.replaceSubrange(place, with: SafetensorsDigest.digits(of: file, place: place))
    return file
  }

  private static func headerLength(of bytes: [UInt8]) -> Int? {
    guard bytes.count > 8 else { return nil }
    let length = (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    return (1...(bytes.count - 8)).contains(length) ? length : nil
  }

  /// A text with another number in it, or with bytes as libFuzzer changes them.
  private mutating func withChangedText(_ text: [UInt8], most: Int) -> [UInt8] {
    guard !random.oneIn(3) else { return fuzzed(text, most: most) }
    let digits = text.indices.filter {
      (0x30...0x39).contains(text[$0]) && ($0 == 0 || !(0x30...0x39).contains(text[$0 - 1]))
    }
    guard !digits.isEmpty else { return fuzzed(text, most: most) }
    let start = random.pick(digits)
    let end = text[start...].firstIndex { !(0x30...0x39).contains($0) } ?? text.count
    let number = random.pick(ModelMutation.numbers)
    return text[..<start] + Array(number.utf8) + text[end...]
  }

  private static let numbers = [
    "0", "1", "2", "3", "4", "5", "7", "8", "12", "16", "24", "48", "64", "100", "255", "256",
    "365", "1000", "4096", "65536", "100000", "1048576", "1048577", "2147483647", "2147483648",
    "4294967296", "9007199254740991", "9007199254740993", "9223372036854775807",
    "18446744073709551615", "18446744073709551616", "-1", "1.5", "1e9", "1e-9", "1e308", "1e999",
    "null", "true", "\"\"", "[]", "{}",
  ]

  // MARK: Content

  /// One text or one tensor changed, and everything written anew around it.
  private mutating func withChangedContent(_ bytes: [UInt8], most: Int) -> [UInt8] {
    guard var file = try? SafetensorsFile.decode(bytes, path: "m", requiresDigest: false) else {
      return withChangedHeader(bytes, most: most)
    }
    if !file.metadata.isEmpty, file.tensors.isEmpty || Bool.random(using: &random) {
      let key = random.pick(
        ["configuration", "configuration", "serving", "source"] + file.metadata.keys.sorted())
      guard let text = file.metadata[key] else { return withChangedHeader(bytes, most: most) }
      let changed = withChangedText(Array(text.utf8), most: text.utf8.count + 64)
      file.metadata[key] = String(decoding: changed, as: UTF8.self)
      if random.oneIn(40) { file.metadata[key] = nil }
    } else {
      guard !file.tensors.isEmpty else { return fuzzed(bytes, most: most) }
      changeTensor(of: &file)
    }
    return file.encoded()
  }

  private mutating func changeTensor(of file: inout SafetensorsFile) {
    let place = Int.random(in: 0..<file.tensors.count, using: &random)
    let old = file.tensors[place]
    switch Int.random(in: 0..<12, using: &random) {
    case 0: file.tensors.remove(at: place)
    case 1:
      let name = String(decoding: fuzzed(Array(old.name.utf8), most: 60), as: UTF8.self)
      guard !file.tensors.contains(where: { $0.name == name }), name != "__metadata__" else {
        return
      }
      file.tensors[place] = .init(name: name, shape: old.shape, values: old.values)
    case 2:
      file.tensors[place] = .init(
        name: old.name, shape: old.shape.reversed(), values: old.values)
    case 3: file.tensors[place] = withOtherLength(old)
    default:
      file.tensors[place] = .init(
        name: old.name, shape: old.shape, values: withOtherNumbers(old.values))
    }
  }

  private mutating func withOtherLength(_ old: SafetensorsFile.Tensor) -> SafetensorsFile.Tensor {
    var shape = old.shape
    guard !shape.isEmpty else { return old }
    shape[0] = max(1, shape[0] + random.pick([-1, 1, 2]))
    let count = shape.reduce(1, *)
    let values: SafetensorsFile.Values =
      switch old.values {
      case .float32(let values): .float32((0..<count).map { values[$0 % values.count] })
      case .float64(let values): .float64((0..<count).map { values[$0 % values.count] })
      case .uint64(let values): .uint64((0..<count).map { values[$0 % values.count] })
      }
    return .init(name: old.name, shape: shape, values: values)
  }

  private mutating func withOtherNumbers(_ old: SafetensorsFile.Values) -> SafetensorsFile.Values {
    let doubles = [
      0, -0.0, 1, -1, 0.5, 1e-300, -1e-300, .leastNonzeroMagnitude, 1e30, -1e30, 1e150, 1e300,
      -1e300, 1.7e308,
      .infinity, -.infinity, .nan, 80, 100, 1e-9,
    ]
    func change<Number>(_ numbers: [Number], _ draw: () -> Number) -> [Number] {
      var changed = numbers
      let first = Int.random(in: 0..<numbers.count, using: &random)
      let last = random.oneIn(8) ? numbers.count : first + 1
      for place in first..<last { changed[place] = draw() }
      return changed
    }
    let double = random.pick(doubles)
    let word = random.pick([0, 1, 2, 3, 255, .max, .max >> 1, 1 << 32, random.next()])
    switch old {
    case .float32(let values): return .float32(change(values) { Float(double) })
    case .float64(let values): return .float64(change(values) { double })
    case .uint64(let values): return .uint64(change(values) { word })
    }
  }
}
