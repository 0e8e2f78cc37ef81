internal import CKernels

/// Where rows of a step lie in a flat array: `offset + (step * rows + row) * width`.
public struct RowPlace: Sendable {
  /// Where the first step's first row begins.
  public var offset: Int
  /// Floats from one row to the next.
  public var width: Int
  /// Whether step 0 is the last one in memory: how a reverse layer reads a sequence.
  public var isReversed: Bool

  /// Names a place.
  ///
  /// - Parameters:
  ///   - offset: Where the first step's first row begins.
  ///   - width: Floats from one row to the next.
  ///   - isReversed: Whether step 0 is the last one in memory.
  public init(offset: Int = 0, width: Int, isReversed: Bool = false) {
    precondition(offset >= 0 && width > 0)
    self.offset = offset
    self.width = width
    self.isReversed = isReversed
  }

  func rows(of base: UnsafePointer<Float>, rows: Int, steps: Int) -> ck_rows {
    let step = rows * width
    guard isReversed else { return unsafe ck_rows(base: base + offset, step: step, row: width) }
    return unsafe ck_rows(base: base + offset + (steps - 1) * step, step: -step, row: width)
  }

  /// The floats that are read.
  func range(rows: Int, steps: Int) -> Range<Int> { offset..<offset + steps * rows * width }
}

extension AlignedFloats {
  /// Copies or adds rows from another array.
  ///
  /// - Parameters:
  ///   - source: What is read.
  ///   - sourcePlace: Where its rows lie.
  ///   - place: Where they go; a width beyond `count` is left alone.
  ///   - steps: How many steps.
  ///   - rows: How many rows a step has.
  ///   - count: The floats of a row that are copied.
  ///   - adding: Whether they are added to what is there.
  public mutating func copyRows(
    of source: AlignedFloats, from sourcePlace: RowPlace, to place: RowPlace, steps: Int, rows: Int,
    count: Int, adding: Bool = false
  ) {
    guard steps > 0 && rows > 0 else { return }
    let last = (steps * rows - 1)
    check(place.offset..<place.offset + last * place.width + count)
    source.check(sourcePlace.offset..<sourcePlace.offset + last * sourcePlace.width + count)
    unsafe source.withPointer { source in
      unsafe withMutablePointer { floats in
        for step in 0..<steps {
          let from = sourcePlace.isReversed ? steps - 1 - step : step
          let to = place.isReversed ? steps - 1 - step : step
          for row in 0..<rows {
            let read = unsafe source + sourcePlace.offset + (from * rows + row) * sourcePlace.width
            let write = unsafe floats + place.offset + (to * rows + row) * place.width
            if adding {
              for k in 0..<count { unsafe write[k] += read[k] }
            } else {
              unsafe write.update(from: read, count: count)
            }
          }
        }
      }
    }
  }

  /// Multiplies rows by factors: what dropout does on the way up and again on the way down.
  ///
  /// - Parameters:
  ///   - factors: One for each float of a step or, where they are as many as one step has, of all.
  ///   - steps: How many steps, from the first float on.
  ///   - size: The floats of one step.
  ///   - isShared: Whether all steps share the factors of one.
  public mutating func multiply(by factors: AlignedFloats, steps: Int, size: Int, isShared: Bool) {
    check(0..<steps * size)
    factors.check(0..<(isShared ? 1 : steps) * size)
    unsafe factors.withPointer { factors in
      unsafe withMutablePointer { floats in
        for step in 0..<steps {
          let factor = unsafe factors + (isShared ? 0 : step * size)
          let write = unsafe floats + step * size
          for k in 0..<size { unsafe write[k] *= factor[k] }
        }
      }
    }
  }
}
