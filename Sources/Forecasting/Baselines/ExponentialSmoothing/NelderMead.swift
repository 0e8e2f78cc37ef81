/// A function of several variables that a search makes small.
protocol Objective {
  /// The value at a point.
  ///
  /// - Parameters:
  ///   - point: the variables.
  ///   - limit: a value above this needs not be exact: infinity will do.
  /// - Returns: the value, never NaN.
  mutating func value(at point: Span<Double>, limit: Double) -> Double
}

/// The downhill simplex of Nelder and Mead (1965) within bounds, with the steps of Gao and Han (2012).
///
/// Expansion 1 + 2/n, contraction 3/4 − 1/2n and shrinking 1 − 1/n keep the simplex from collapsing where
/// there are many variables. A point outside the bounds is moved to the nearest inside. Nothing is
/// allocated within the search.
struct NelderMead {
  /// The search ends when the values at the corners deviate by less.
  static let tolerance = 1e-4
  /// The search ends after so many steps.
  static let most = 1_000

  private let count: Int
  private let lower: [Double]
  private let upper: [Double]
  /// The corners, row by row; their values; and their order, best first.
  private var corners: [Double]
  private var values: [Double]
  private var order: [Int]
  /// The sum of all corners, kept up to date.
  private var sum: [Double]
  private var centre: [Double]
  private var reflected: [Double]
  private var second: [Double]

  /// Finds a low point.
  ///
  /// - Parameters:
  ///   - objective: what to make small.
  ///   - start: where to begin; 5 % further in each variable are the other corners.
  ///   - lower: the least value of each variable.
  ///   - upper: the greatest value of each variable.
  /// - Returns: the best point found, and the value there.
  static func minimum<Function: Objective>(
    of objective: inout Function, from start: [Double], lower: [Double], upper: [Double]
  ) -> (point: [Double], value: Double) {
    var search = NelderMead(start, lower, upper)
    search.evaluateCorners(except: nil, &objective)
    search.run(&objective)
    let best = search.order[0] * search.count
    return (Array(search.corners[best..<(best + search.count)]), search.values[search.order[0]])
  }

  private init(_ start: [Double], _ lower: [Double], _ upper: [Double]) {
    count = start.count
    self.lower = lower
    self.upper = upper
    let first = start.indices.map { min(max(start[$0], lower[$0]), upper[$0]) }
    corners = []
    for _ in 0...count { corners.append(contentsOf: first) }
    for index in 0..<count {
      let moved = first[index] == 0 ? 1e-4 : first[index] * 1.05
      corners[index * count + index] = min(max(moved, lower[index]), upper[index])
    }
    values = [Double](repeating: 0, count: count + 1)
    order = Array(0...count)
    sum = [Double](repeating: 0, count: count)
    centre = sum
    reflected = sum
    second = sum
  }

  private mutating func run<Function: Objective>(_ objective: inout Function) {
    let size = Double(count)
    let expansion = 1 + 2 / size
    let contraction = 0.75 - 1 / (2 * size)
    for step in 0..<Self.most {
      if hasConverged() { return }
      // The running sum gathers rounding errors.
      if step % 64 == 63 { addUp() }
      let worst = order[count]
      let best = values[order[0]]
      let bad = values[order[count - 1]]
      let limit = values[worst]
      reflect(worst)
      let value = objective.value(at: reflected.span, limit: limit)
      if best <= value && value < bad {
        replace(worst, by: reflected, value: value)
      } else if value < best {
        move(by: expansion)
        let further = objective.value(at: second.span, limit: value)
        if further < value {
          replace(worst, by: second, value: further)
        } else {
          replace(worst, by: reflected, value: value)
        }
      } else {
        let isOutside = bad <= value && value < limit
        move(by: isOutside ? contraction : -contraction)
        let nearer = objective.value(at: second.span, limit: isOutside ? value : limit)
        if isOutside ? nearer <= value : nearer < limit {
          replace(worst, by: second, value: nearer)
        } else {
          shrink(&objective)
        }
      }
    }
  }

  /// Whether the values at the corners hardly differ.
  private func hasConverged() -> Bool {
    let range = values[order[count]] - values[order[0]]
    let corners = Double(count + 1)
    // The deviation is at least range / √(2 · corners).
    guard range * range <= 2 * corners * Self.tolerance * Self.tolerance else { return false }
    let mean = values.reduce(0, +) / corners
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    return squares < corners * Self.tolerance * Self.tolerance
  }

  private mutating func addUp() {
    for variable in 0..<count { sum[variable] = 0 }
    for corner in 0...count {
      for variable in 0..<count { sum[variable] += corners[corner * count + variable] }
    }
  }

  private mutating func reflect(_ worst: Int) {
    let share = 1 / Double(count)
    for variable in 0..<count {
      let corner = corners[worst * count + variable]
      let middle = (sum[variable] - corner) * share
      centre[variable] = middle
      reflected[variable] = min(
        max(middle + (middle - corner), lower[variable]), upper[variable])
    }
  }

  /// Puts the second point so far from the centre towards the reflected one.
  private mutating func move(by factor: Double) {
    for variable in 0..<count {
      let middle = centre[variable]
      second[variable] = min(
        max(middle + factor * (reflected[variable] - middle), lower[variable]), upper[variable])
    }
  }

  /// Puts a new corner in the place of the worst, and into the order.
  private mutating func replace(_ worst: Int, by point: [Double], value: Double) {
    for variable in 0..<count {
      sum[variable] += point[variable] - corners[worst * count + variable]
      corners[worst * count + variable] = point[variable]
    }
    values[worst] = value
    var place = count
    while place > 0, values[order[place - 1]] > value {
      order[place] = order[place - 1]
      place -= 1
    }
    order[place] = worst
  }

  private mutating func shrink<Function: Objective>(_ objective: inout Function) {
    let best = order[0]
    let share = 1 - 1 / Double(count)
    for corner in 0...count where corner != best {
      for variable in 0..<count {
        let anchor = corners[best * count + variable]
        let moved = anchor + share * (corners[corner * count + variable] - anchor)
        corners[corner * count + variable] = min(max(moved, lower[variable]), upper[variable])
      }
    }
    evaluateCorners(except: best, &objective)
  }

  private mutating func evaluateCorners<Function: Objective>(
    except best: Int?, _ objective: inout Function
  ) {
    for corner in 0...count where corner != best {
      for variable in 0..<count { second[variable] = corners[corner * count + variable] }
      values[corner] = objective.value(at: second.span, limit: .infinity)
    }
    order.sort { values[$0] < values[$1] }
    addUp()
  }
}
