internal import CKernels

/// The fields of lines that need no parser: no quotes, and the same number of fields in each.
///
/// A line that is anything else ends the scan and is left to whoever can read it; what is found here is
/// exactly what a strict CSV parser would find. The arrays are kept from one scan to the next.
public struct PlainLines: Sendable {
  /// What ends a field, and what ends the plain lines.
  public struct Form: Sendable, Hashable {
    fileprivate let separator: UInt8
    fileprivate let quote: UInt8
    fileprivate let comment: UInt8?
    /// Fields of a line.
    public let width: Int

    /// Describes the lines.
    ///
    /// - Parameters:
    ///   - width: fields of a line.
    ///   - separator: the byte between them.
    ///   - quote: the byte that needs a parser.
    ///   - comment: the byte that begins a line which is no row.
    public init(width: Int, separator: UInt8, quote: UInt8, comment: UInt8?) {
      precondition(width > 0)
      self.width = width
      self.separator = separator
      self.quote = quote
      self.comment = comment
    }
  }

  /// How many lines were found.
  public private(set) var count = 0
  /// Where the line after the last one begins.
  public private(set) var next = 0
  /// The fewest bytes of a line, its end apart.
  public private(set) var shortest = 0
  private var width = 1
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  private var changed: [UInt32] = []

  /// Makes an empty scan.
  public init() {}

  /// Finds the plain lines from a place on.
  ///
  /// - Parameters:
  ///   - bytes: whole lines, less than 4 GiB.
  ///   - first: where the first line begins.
  ///   - form: what they look like.
  ///   - most: how many are wanted.
  public mutating func scan(_ bytes: [UInt8], from first: Int, _ form: Form, most: Int = .max) {
    precondition((0...bytes.count).contains(first) && bytes.count <= Int(UInt32.max))
    width = form.width
    // A field has a byte behind it at least.
    let room = min(most, (bytes.count - first) / form.width + 1)
    if starts.count < room { starts = [UInt32](repeating: 0, count: room) }
    if ends.count < room * width { ends = [UInt32](repeating: 0, count: room * width) }
    var native = ck_table_form(
      separator: form.separator, quote: form.quote, comment: form.comment.map(Int32.init) ?? -1,
      width: form.width)
    let found = unsafe ck_table_scan(
      bytes, bytes.count, first, &native, &starts, &ends, room)
    (count, next) = (Int(found.lines), Int(found.next))
    shortest = count > 0 ? Int(found.shortest) : 0
  }

  /// The fewest bytes of one of the first lines, its end apart; of none as many as there can be.
  public func shortest(of lines: Int) -> Int {
    precondition(lines <= count)
    return (0..<lines).reduce(Int.max) {
      min($0, range(of: width - 1, line: $1).upperBound - start(of: $1))
    }
  }

  /// Where a line begins.
  public func start(of line: Int) -> Int { line < count ? Int(starts[line]) : next }

  /// Where a field lies, the blanks around it included.
  public func range(of column: Int, line: Int) -> Range<Int> {
    let start = column == 0 ? Int(starts[line]) : Int(ends[line * width + column - 1]) + 1
    return start..<Int(ends[line * width + column])
  }

  /// Reads decimal numbers of some columns, correctly rounded, row by row.
  ///
  /// - Parameters:
  ///   - columns: where they stand.
  ///   - bytes: what was scanned.
  ///   - first: the first cell, counted row by row.
  ///   - mark: the byte between whole and fraction.
  ///   - values: where they go: column after column, each as long as there are lines.
  /// - Returns: the first cell that is no plain number below 1e150, or an integer that no double holds;
  ///   else the count of all.
  public func readNumbers(
    _ columns: [UInt32], of bytes: [UInt8], from first: Int, mark: UInt8,
    into values: inout [Double]
  ) -> Int {
    precondition(!columns.isEmpty && columns.allSatisfy { $0 < width })
    precondition(values.count >= count * columns.count)
    guard first < count * columns.count else { return count * columns.count }
    return unsafe withColumn(0, of: bytes) { native in
      Int(unsafe ck_table_numbers(native, columns, columns.count, first, mark, &values))
    }
  }

  /// Reads times of a fixed width as seconds since 1970.
  ///
  /// - Parameters:
  ///   - column: where they stand.
  ///   - bytes: what was scanned.
  ///   - clock: how they are written; nil for integers.
  ///   - times: where they go, one a line.
  /// - Returns: the first line whose field is no such time, else the count.
  public func readTimes(
    _ column: Int, of bytes: [UInt8], _ clock: FixedClock?, into times: inout [Int]
  ) -> Int {
    precondition(times.count >= count)
    return unsafe withColumn(column, of: bytes) { native in
      unsafe times.withUnsafeMutableBytes { times in
        guard let base = unsafe times.baseAddress?.assumingMemoryBound(to: Int64.self) else {
          return 0
        }
        guard let clock else { return Int(unsafe ck_table_integers(native, 0, base)) }
        var form = clock.native
        return Int(unsafe ck_table_times(native, 0, &form, base))
      }
    }
  }

  /// The lines whose field is another one than that of the line before; the first line is one of them.
  public mutating func changes(of column: Int, in bytes: [UInt8]) -> [Int] {
    guard count > 0 else { return [] }
    // Its own array, so that it can be written while the others are read.
    var lines = changed
    changed = []
    if lines.count < count { lines = [UInt32](repeating: 0, count: starts.count) }
    let found = unsafe withColumn(column, of: bytes) { native in
      Int(unsafe ck_table_changes(native, &lines))
    }
    changed = lines
    return lines[..<found].map(Int.init)
  }

  private func withColumn(
    _ column: Int, of bytes: [UInt8], _ body: (UnsafePointer<ck_table_column>) -> Int
  ) -> Int {
    precondition((0..<width).contains(column) && next <= bytes.count)
    guard count > 0 else { return 0 }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe starts.withUnsafeBufferPointer { starts in
        unsafe ends.withUnsafeBufferPointer { ends in
          var native = unsafe ck_table_column(
            bytes: bytes.baseAddress, count: bytes.count, starts: starts.baseAddress,
            ends: ends.baseAddress, lines: count, width: width, column: column)
          return unsafe body(&native)
        }
      }
    }
  }
}
