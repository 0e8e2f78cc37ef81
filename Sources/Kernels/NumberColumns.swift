internal import CKernels

/// Columns of numbers that all grow by the same rows, in one flat store: column after column.
///
/// Memory is only touched where numbers stand, so room for rows that never come costs nothing. What was
/// taken out makes room for a packed row of numbers at the store's beginning, which at the end is all
/// that remains: the numbers of a large table never lie in memory twice.
///
/// Large pages would save half of the time that a bare machine takes to hand memory out. They are not
/// asked for: a virtual machine that gives free ones back to its host pays twice for each of them.
public struct NumberColumns: Sendable {
  /// How many columns there are.
  public let width: Int
  /// How many rows there are.
  public private(set) var count = 0
  /// Rows that a column has room for.
  private var room = 0
  private var numbers: [Double] = []
  /// How many numbers are packed at the beginning.
  private var packedCount = 0
  /// Where numbers begin that are still wanted.
  private var wantedFrom = 0
  /// The packed numbers, once there was no room for them among the others.
  private var spilled: [Double]?

  /// Numbers of some rows that stand elsewhere, column after column.
  public struct Tile: Sendable {
    /// The numbers.
    public var numbers: [Double] = []
    /// Numbers from one column to the next.
    public var stride = 0
    /// How many rows, from the first number of each column on.
    public var count = 0
    /// The row of the columns that the first one becomes.
    public var row = 0

    /// Makes an empty tile.
    public init() {}
  }

  /// Makes columns without rows.
  public init(width: Int) {
    precondition(width >= 0)
    self.width = width
  }

  /// Makes room for so many rows.
  public mutating func reserve(_ rows: Int) {
    guard rows > room else { return }
    var moved = NumberColumns.untouched(rows * width)
    for column in 0..<width {
      let old = column * room
      NumberColumns.copy(numbers[old..<(old + count)], into: &moved, at: column * rows)
    }
    (numbers, room) = (moved, rows)
  }

  /// Numbers of any value, in memory that is not touched.
  private static func untouched(_ count: Int) -> [Double] {
    // Without room an array is the one that all threads share, and its count would be written.
    guard count > 0 else { return [] }
    return unsafe [Double](unsafeUninitializedCapacity: count) { $1 = count }
  }

  private static func copy(
    _ some: ArraySlice<Double>, into numbers: inout [Double], at place: Int
  ) {
    precondition(place >= 0 && place + some.count <= numbers.count)
    unsafe some.withUnsafeBufferPointer { source in
      unsafe numbers.withUnsafeMutableBufferPointer { target in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        unsafe (target + place).update(from: source, count: some.count)
      }
    }
  }

  /// Adds rows whose numbers are put later; returns the first of them.
  public mutating func extend(by rows: Int) -> Int {
    precondition(rows >= 0 && wantedFrom == 0)
    let first = count
    if count + rows > room { reserve(max(count + rows, room + room / 2, 256)) }
    count += rows
    return first
  }

  /// The number of a row in one of the columns; to be asked for before the packed ones are taken.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row < count && column < width)
      return numbers[column * room + row]
    }
    set {
      precondition(row < count && column < width)
      numbers[column * room + row] = newValue
    }
  }

  /// Puts tiles where they belong, on several threads.
  ///
  /// - Parameters:
  ///   - tiles: of different rows, which were added before.
  ///   - pool: the threads.
  public mutating func put(_ tiles: [Tile], with pool: ThreadPool) {
    for tile in tiles {
      precondition(tile.row >= 0 && tile.count >= 0 && tile.row + tile.count <= count)
      precondition(tile.count <= tile.stride && tile.numbers.count >= tile.stride * width)
    }
    guard width > 0 else { return }
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      guard let base = numbers.baseAddress else { return }
      pool.perform(
        unsafe TilePlacing(tiles: tiles, numbers: base, room: room, width: width),
        count: tiles.count)
    }
  }

  /// The numbers of one column in some rows.
  ///
  /// - Parameters:
  ///   - column: which column.
  ///   - rows: which rows, in the order that is wanted.
  /// - Returns: one number a row.
  public func numbers(of column: Int, in rows: [Int]) -> [Double] {
    precondition(column < width)
    let start = column * room
    return rows.map { row in
      precondition(row < count)
      return numbers[start + row]
    }
  }

  /// The numbers of one column in rows that follow each other.
  public func numbers(of column: Int, in rows: Range<Int>) -> [Double] {
    precondition(column < width && rows.lowerBound >= 0 && rows.upperBound <= count)
    let start = column * room
    return Array(numbers[(start + rows.lowerBound)..<(start + rows.upperBound)])
  }

  /// The rows of a column from the first to the last with a number, and how many between have none; nil
  /// where all are NaN.
  public func present(
    in rows: Range<Int>, of column: Int
  ) -> (rows: Range<Int>, missing: Int)? {
    precondition(column < width && rows.lowerBound >= 0 && rows.upperBound <= count)
    guard !rows.isEmpty else { return nil }
    let found = unsafe numbers.withUnsafeBufferPointer { numbers in
      guard let base = numbers.baseAddress else { return ck_table_stretch() }
      return unsafe ck_table_present(base + column * room + rows.lowerBound, rows.count)
    }
    guard found.first < found.end else { return nil }
    let first = rows.lowerBound + Int(found.first)
    return (first..<(rows.lowerBound + Int(found.end)), Int(found.missing))
  }

  // MARK: Packing

  /// Gives up the numbers of the first columns, and in the next one those of the first rows.
  public mutating func giveUp(columns: Int = 0, rows: Int = 0) {
    precondition(columns <= width && rows <= count)
    wantedFrom = max(wantedFrom, columns * room + rows)
  }

  /// Packs numbers behind those that are packed: in place of what was given up, or in a store of their
  /// own where that does not suffice.
  public mutating func pack(_ some: ArraySlice<Double>) {
    if spilled == nil, packedCount + some.count <= wantedFrom {
      NumberColumns.copy(some, into: &numbers, at: packedCount)
    } else {
      spill()
      spilled?.append(contentsOf: some)
    }
    packedCount += some.count
  }

  /// Packs numbers of a column, which may have been given up just before; nothing is copied where they
  /// stand in their place.
  public mutating func pack(_ rows: Range<Int>, of column: Int) {
    precondition(column < width && rows.lowerBound >= 0 && rows.upperBound <= count)
    let start = column * room + rows.lowerBound
    if spilled == nil, packedCount + rows.count <= wantedFrom {
      let place = packedCount
      precondition(place + rows.count <= numbers.count && start + rows.count <= numbers.count)
      unsafe numbers.withUnsafeMutableBufferPointer { numbers in
        guard place != start, let base = numbers.baseAddress else { return }
        unsafe (base + place).update(from: base + start, count: rows.count)
      }
    } else {
      spill()
      spilled?.append(contentsOf: numbers[start..<(start + rows.count)])
    }
    packedCount += rows.count
  }

  private mutating func spill() {
    guard spilled == nil else { return }
    var packed: [Double] = []
    // Growing step by step would hold an old store and a new one at once. Series with gaps are longer
    // packed than before, and room that is not used costs nothing.
    packed.reserveCapacity(max(packedCount, count * width) / 2 * 3)
    packed += numbers[..<packedCount]
    spilled = packed
  }

  /// The packed numbers; nothing else remains.
  public mutating func takePacked() -> [Double] {
    var packed = spilled ?? []
    if spilled == nil {
      packed = numbers
      numbers = []
      packed.removeLast(packed.count - packedCount)
    }
    (numbers, room, spilled) = ([], 0, nil)
    return packed
  }
}

/// Puts each tile into rows of its own.
@safe private struct TilePlacing: SharedWork {
  let tiles: [NumberColumns.Tile]
  let numbers: UnsafeMutablePointer<Double>
  let room: Int
  let width: Int

  func perform(_ index: Int, worker: Int) {
    let tile = tiles[index]
    guard tile.count > 0 else { return }
    unsafe tile.numbers.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      for column in 0..<width {
        unsafe (numbers + column * room + tile.row)
          .update(from: source + column * tile.stride, count: tile.count)
      }
    }
  }
}
