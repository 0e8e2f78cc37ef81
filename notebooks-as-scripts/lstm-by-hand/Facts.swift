import Notebook

/// What the story claims: a difference and how large it may be.
struct Facts {
  private var rows: [[String]] = []
  private var broken: [String] = []

  /// Claims that two lists of numbers are equal up to a limit, and says so.
  mutating func hold(
    _ claim: String, _ a: [Double], _ b: [Double], within limit: Double
  ) {
    let difference = a.count == b.count ? largestDifference(a, b) : .infinity
    let holds = difference <= limit
    let row = [claim, String(a.count), small(difference), small(limit), holds ? "yes" : "NO"]
    rows.append(row)
    if !holds { broken.append("\(claim): \(difference) exceeds \(limit)") }
    print(claim + ": largest difference \(small(difference)), at most \(small(limit)) allowed")
  }

  /// The claims so far as a Markdown table.
  var table: String {
    let head = [
      "| equal | numbers | largest difference | allowed | holds |", "|---|--:|--:|--:|---|",
    ]
    return (head + rows.map { "| " + $0.joined(separator: " | ") + " |" }).joined(separator: "\n")
  }

  /// Ends the story where a claim is not true.
  func check() throws {
    guard broken.isEmpty else { throw BrokenStory(description: broken.joined(separator: "\n")) }
  }

  private func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { largest, pair in
      let difference = abs(pair.0 - pair.1)
      return difference.isNaN ? .infinity : max(largest, difference)
    }
  }
}

/// Why the story is not true any more.
struct BrokenStory: Error, CustomStringConvertible {
  let description: String
}

/// The largest size among some numbers.
func largest(_ numbers: [Double]) -> Double { numbers.reduce(0) { max($0, abs($1)) } }
