internal import CKernels

/// Memory in large pieces: the system clears and maps a page of 2 MiB in less time than a few small ones.
public enum LargePages {
  /// Asks for large pages for the memory that an array has room in; it should not be touched yet.
  ///
  /// Nothing else changes: where the system has none, pages stay small.
  public static func advise<Number: BitwiseCopyable>(_ numbers: inout [Number]) {
    let bytes = numbers.capacity * MemoryLayout<Number>.stride
    unsafe numbers.withUnsafeMutableBytes { memory in
      guard let base = memory.baseAddress else { return }
      unsafe ck_table_advise(base, bytes)
    }
  }
}

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
