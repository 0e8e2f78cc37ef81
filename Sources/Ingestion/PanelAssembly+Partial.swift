import ForecastSeries

/// The last step of a panel, which may have been under way when the file was written.
///
/// No clock is asked, since the same file shall give the same forecast on any day.
extension PanelAssembly {
  /// Leaves out the rows of the last time that has a value; where rows are only counted, the last row of
  /// each series.
  mutating func dropLastStep() {
    guard options.partial == .drop else { return }
    var ends: [Int] = []
    for index in 0..<series.count {
      let last = series.rows(of: index).last { row in
        (0..<columns.valueCount).contains { !rows[row, $0].isNaN }
      }
      if let last { ends.append(last) }
    }
    if let latest = ends.compactMap({ rows.times.isEmpty ? nil : rows.times[$0] }).max() {
      ends = ends.filter { rows.times[$0] == latest }
    }
    series.remove(Set(ends))
    guard !ends.isEmpty else { return }
    notes.append("the last step may be unfinished: \(counted(ends.count, "row")) left out")
  }

  /// Values before the last one that it is held against.
  private static let compared = 26
  /// Fewer of them say nothing.
  private static let fewest = 12

  /// Warns of a last step that looks unfinished, or refuses it.
  ///
  /// It does where the last value lies below half of the lowest of those before it, in most of the series
  /// that reach it.
  mutating func judgeLastStep() throws(IngestionError) {
    guard options.partial != .drop else { return }
    let ends = axes.indices.map { axes[$0].timestamp(at: offsets[$0 + 1] - offsets[$0] - 1) }
    guard let latest = ends.max() else { return }
    var (judged, low) = (0, 0)
    for index in axes.indices where ends[index] == latest {
      let own = values[offsets[index]..<offsets[index + 1]]
      let before = own.dropLast().suffix(PanelAssembly.compared).filter { !$0.isNaN }
      guard before.count >= PanelAssembly.fewest, let lowest = before.min(), let last = own.last,
        lowest > 0
      else { continue }
      judged += 1
      if last < lowest / 2 { low += 1 }
    }
    guard judged > 0, 2 * low > judged else { return }
    let what =
      "the last step, \(style.string(from: latest)), looks unfinished: "
      + (judged == 1 ? "its value lies" : "\(low) of \(judged) values lie")
      + " below half of the lowest of the \(PanelAssembly.compared) before"
    guard options.partial == .error else {
      warnings.append("\(what); --partial drop leaves it out")
      return
    }
    try report(.time, what, hint: "--partial drop to leave it out, or keep")
  }
}
