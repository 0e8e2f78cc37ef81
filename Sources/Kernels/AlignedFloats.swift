/// A flat array of floats that begins at a cache line, so that vectors never straddle two.
///
/// A value like `[Float]`: the kernels' scratch memory, made once and reused. A copy that is written
/// to may begin elsewhere; that costs time, nothing else.
public struct AlignedFloats: Sendable {
  private static let line = 16
  private var storage: [Float]
  /// Where the first float lies: the first cache line's beginning in the storage as it was made.
  private var start: Int

  /// How many floats may be used.
  public private(set) var count: Int

  /// Makes zeros.
  ///
  /// - Parameter count: How many floats.
  public init(count: Int = 0) {
    precondition(count >= 0)
    self.count = count
    storage = [Float](repeating: 0, count: count + Self.line)
    start = unsafe storage.withUnsafeBufferPointer { floats in
      let place = UInt(bitPattern: floats.baseAddress) / 4 % UInt(Self.line)
      return (Self.line - Int(place)) % Self.line
    }
  }

  /// Makes room for at least `count` floats; what was there is kept, new ones are zero.
  ///
  /// - Parameter count: The room that is needed.
  public mutating func reserve(_ count: Int) {
    guard count > self.count else { return }
    var larger = AlignedFloats(count: count)
    larger.copy(storage, start..<start + self.count, to: 0)
    self = larger
  }

  /// The float at a place.
  ///
  /// - Parameter index: A place below `count`.
  public subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count)
      return storage[start + index]
    }
    set {
      precondition(index >= 0 && index < count)
      storage[start + index] = newValue
    }
  }

  /// Sets a range to zero.
  ///
  /// - Parameter range: Places below `count`.
  public mutating func clear(_ range: Range<Int>) {
    check(range)
    unsafe withMutablePointer { floats in
      unsafe (floats + range.lowerBound).update(repeating: 0, count: range.count)
    }
  }

  /// Copies from a plain array.
  ///
  /// - Parameters:
  ///   - source: The array to read.
  ///   - range: Its part to copy.
  ///   - start: Where the copy begins here.
  public mutating func copy(_ source: [Float], _ range: Range<Int>, to start: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
    check(start..<start + range.count)
    unsafe withMutablePointer { floats in
      unsafe source.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress, !range.isEmpty else { return }
        unsafe (floats + start).update(from: base + range.lowerBound, count: range.count)
      }
    }
  }

  /// Copies rows that lie apart in a plain array to places next to each other, step by step.
  ///
  /// - Parameters:
  ///   - source: `[row][step][width]`, beginning at `start`.
  ///   - start: Where the first row's first step lies.
  ///   - rows: How many rows.
  ///   - steps: How many steps each has.
  ///   - width: Floats of one step.
  public mutating func gather(
    _ source: [Float], from start: Int, rows: Int, steps: Int, width: Int
  ) {
    precondition(start >= 0 && start + rows * steps * width <= source.count)
    check(0..<rows * steps * width)
    unsafe withMutablePointer { floats in
      unsafe source.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        for row in 0..<rows {
          for step in 0..<steps {
            unsafe (floats + (step * rows + row) * width).update(
              from: base + start + (row * steps + step) * width, count: width)
          }
        }
      }
    }
  }

  /// Moves a range within this array; the two may overlap.
  ///
  /// - Parameters:
  ///   - range: What to move.
  ///   - start: Where it goes.
  public mutating func move(_ range: Range<Int>, to start: Int) {
    check(range)
    check(start..<start + range.count)
    unsafe withMutablePointer { floats in
      unsafe (floats + start).update(from: floats + range.lowerBound, count: range.count)
    }
  }

  /// The floats of a range as a plain array.
  ///
  /// - Parameter range: Places below `count`.
  /// - Returns: A copy.
  public func floats(_ range: Range<Int>) -> [Float] { range.map { self[$0] } }

  func check(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the floats")
  }

  /// Lends the memory to a kernel.
  func withPointer<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    unsafe storage.withUnsafeBufferPointer { floats in
      // The storage is never empty.
      unsafe body(floats.baseAddress.unsafelyUnwrapped + start)
    }
  }

  /// Lends the memory to a kernel that writes.
  mutating func withMutablePointer<Result>(
    _ body: (UnsafeMutablePointer<Float>) -> Result
  ) -> Result {
    let start = start
    return unsafe storage.withUnsafeMutableBufferPointer { floats in
      unsafe body(floats.baseAddress.unsafelyUnwrapped + start)
    }
  }
}
