internal import CKernels

/// What holds for a whole column of integers.
public enum IntegerColumn {
  /// How many of the first numbers go on by the step between the first two; all of them where they are
  /// fewer than three.
  public static func evenCount(of numbers: ArraySlice<Int>) -> Int {
    unsafe numbers.withUnsafeBytes { numbers in
      guard let base = unsafe numbers.baseAddress?.assumingMemoryBound(to: Int64.self) else {
        return 0
      }
      return unsafe ck_table_even(base, numbers.count / MemoryLayout<Int64>.stride)
    }
  }
}
