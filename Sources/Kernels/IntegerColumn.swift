internal import CKernels

/// What holds for a whole column of integers.
public enum IntegerColumn {
  /// The difference of neighbours where it is the same for all of them; nil for fewer than two rows.
  public static func step(of numbers: ArraySlice<Int>) -> Int? {
    guard numbers.count > 1 else { return nil }
    return unsafe numbers.withUnsafeBytes { numbers in
      guard let base = unsafe numbers.baseAddress?.assumingMemoryBound(to: Int64.self) else {
        return nil
      }
      let step = Int(unsafe ck_table_step(base, numbers.count / MemoryLayout<Int64>.stride))
      return step == 0 ? nil : step
    }
  }
}
