/// A column of numbers.
struct Vector: Equatable {
  var values: [Double]

  init(_ values: [Double]) { self.values = values }
  init(zeros count: Int) { values = [Double](repeating: 0, count: count) }

  var count: Int { values.count }

  /// One number from each, place by place: `+`, `-` and `*` (the ⊙ of the textbooks).
  static func each(_ a: Vector, _ b: Vector, _ rule: (Double, Double) -> Double) -> Vector {
    precondition(a.count == b.count, "vectors of one length")
    return Vector(zip(a.values, b.values).map(rule))
  }
  static func + (a: Vector, b: Vector) -> Vector { each(a, b, +) }
  static func - (a: Vector, b: Vector) -> Vector { each(a, b, -) }
  static func * (a: Vector, b: Vector) -> Vector { each(a, b, *) }
  static func - (a: Double, b: Vector) -> Vector { Vector(b.values.map { a - $0 }) }
  static func += (a: inout Vector, b: Vector) { a = a + b }

  /// [a, b]: one below the other.
  static func joined(_ a: Vector, _ b: Vector) -> Vector { Vector(a.values + b.values) }
  subscript(range: Range<Int>) -> Vector { Vector(Array(values[range])) }
}

/// Rows of numbers.
struct Matrix: Equatable {
  let rows: Int
  let columns: Int
  var values: [Double]

  init(rows: Int, columns: Int, _ values: [Double]) {
    precondition(values.count == rows * columns, "as many values as places")
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }
  init(zeros rows: Int, _ columns: Int) {
    self.init(rows: rows, columns: columns, [Double](repeating: 0, count: rows * columns))
  }

  subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// W x.
  static func * (w: Matrix, x: Vector) -> Vector {
    var y = Vector(zeros: w.rows)
    for row in 0..<w.rows {
      for column in 0..<w.columns { y.values[row] += w[row, column] * x.values[column] }
    }
    return y
  }

  /// Wᵀ.
  var transposed: Matrix {
    var t = Matrix(zeros: columns, rows)
    for row in 0..<rows { for column in 0..<columns { t[column, row] = self[row, column] } }
    return t
  }

  /// Adds a bᵀ.
  mutating func addOuter(_ a: Vector, _ b: Vector) {
    for row in 0..<rows {
      for column in 0..<columns { self[row, column] += a.values[row] * b.values[column] }
    }
  }

  /// [V W]: the columns of one, then those of the other.
  static func joined(_ v: Matrix, _ w: Matrix) -> Matrix {
    let values = (0..<v.rows).flatMap { row in
      (0..<v.columns).map { v[row, $0] } + (0..<w.columns).map { w[row, $0] }
    }
    return Matrix(rows: v.rows, columns: v.columns + w.columns, values)
  }
}
