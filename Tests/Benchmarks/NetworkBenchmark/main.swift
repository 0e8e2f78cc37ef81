// Measures the network for `network_benchmark.py`: reads a command a line, answers a line each.
//
//   path                                        the kernel path, and the floats of its vectors
//   fma SECONDS THREADS                         GFLOP/s of nothing but multiply-adds on registers
//   point H B T I THREADS every|last OUTPUTS    prepares a network and a batch
//   train UNTIMED                               nanoseconds of one training step, and the loss
//   predict UNTIMED                             nanoseconds of one pass forward
//   memory                                      the most bytes this process had resident
//   formula                                     the bytes that the point needs by formula
//   allocations STEPS                           how often so many training steps ask for memory, and
//                                               how often it was asked for before
//
// UNTIMED steps come right before the one that is timed. What cannot be answered is answered by
// "none", what is not understood by "error" and the line.

import CBenchmark
import ForecastKernels
import ForecastRecurrent

/// Who answers: what it was last told to prepare.
struct Respondent {
  private var size: Point.Size?
  private var point: Point?

  /// The answer to a command; nil if it is none.
  mutating func answer(_ words: [Substring]) -> String? {
    switch words.first {
    case "path": return "\(KernelPath.current.rawValue) \(KernelPath.current.vectorWidth)"
    case "fma": return fma(words)
    case "point": return prepare(words)
    case "train":
      guard let untimed = count(words) else { return nil }
      for _ in 0..<untimed { _ = point?.train() }
      guard let step = point?.train() else { return "none" }
      return "\(step.nanoseconds) \(step.loss)"
    case "predict":
      guard let untimed = count(words) else { return nil }
      for _ in 0..<untimed { _ = point?.predict() }
      return word(point?.predict())
    case "memory": return word(cb_peak_bytes() < 0 ? nil : cb_peak_bytes())
    case "formula": return word(size.flatMap(MemoryFormula.byteCount))
    case "allocations":
      guard let steps = count(words) else { return nil }
      for _ in 0..<2 { _ = point?.train() }
      let before = cb_allocations()
      for _ in 0..<steps { _ = point?.train() }
      return point == nil || before < 0 ? "none" : "\(cb_allocations() - before) \(before)"
    default: return nil
    }
  }

  private func word(_ number: (some BinaryInteger)?) -> String { number.map { "\($0)" } ?? "none" }

  private func count(_ words: [Substring]) -> Int? {
    guard words.count == 2, let count = Int(words[1]), count >= 0 else { return nil }
    return count
  }

  private func fma(_ words: [Substring]) -> String? {
    guard words.count == 3, let seconds = Double(words[1]), let threads = Int32(words[2]) else {
      return nil
    }
    return "\(cb_fma(Int32(KernelPath.current.vectorWidth), seconds, threads))"
  }

  private mutating func prepare(_ words: [Substring]) -> String? {
    let numbers = words.dropFirst().compactMap { Int($0) }
    guard words.count == 8, numbers.count == 6, numbers.allSatisfy({ $0 > 0 }),
      words[6] == "every" || words[6] == "last"
    else { return nil }
    let asked = Point.Size(
      hidden: numbers[0], sequences: numbers[1], steps: numbers[2], inputs: numbers[3],
      threads: numbers[4], isEveryStep: words[6] == "every", outputs: numbers[5])
    // The point before goes first, so that two never need memory at once.
    point = nil
    let made = Point(asked)
    size = asked
    point = made
    return "\(made.network.parameterCount)"
  }
}

var respondent = Respondent()
while let line = readLine() {
  print(respondent.answer(line.split(separator: " ")) ?? "error \(line)")
  cb_flush()
}
