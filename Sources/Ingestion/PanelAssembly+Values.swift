import ForecastSeries

/// The values of a series in the order of its axis, from the first to the last that there is.
extension PanelAssembly {
  /// Whether a series needs nothing any more of the rows before it in the store, or of the columns.
  private var isInStoreOrder: Bool {
    columns.valueCount == 1 ? series.isInFileOrder : series.count == 1
  }

  /// Takes the values of rows that follow each other without a gap; what is in its place stays there.
  mutating func fill(
    _ index: Int, _ own: Range<Int>, on axis: TimeAxis
  ) throws(IngestionError) {
    guard ignored.isEmpty, !options.refusesMissing else {
      return try fill(index, Array(own), positions: Array(0..<own.count), on: axis)
    }
    for column in 0..<columns.valueCount {
      let name = options.isWide ? head.names[columns.targets[column]] : identifiers[index]
      guard let (present, missing) = rows.present(in: own, of: column) else {
        drop(name)
        continue
      }
      rows.pack(present, of: column, givingUp: isInStoreOrder ? own : nil)
      let first = present.lowerBound - own.lowerBound
      keep(
        PanelReading.SeriesCounts(
          identifier: name, rowCount: own.count, missingCount: missing, gapCount: 0,
          leadingCount: first, trailingCount: own.upperBound - present.upperBound),
        length: present.count, on: axis.advanced(by: first))
    }
  }

  mutating func fill(
    _ index: Int, _ own: [Int], positions: [Int], on axis: TimeAxis
  ) throws(IngestionError) {
    let width = columns.valueCount
    let isLast = isInStoreOrder
    let stretch = RowStore.stretch(of: own)
    for column in 0..<width {
      var cells = rows.take(column, of: own, stretch, isLast: isLast)
      if !ignored.isEmpty {
        for place in own.indices
        where !cells[place].isNaN && isIgnored(own[place], position: positions[place]) {
          cells[place] = .nan
          noteIgnored()
        }
      }
      try fill(column, cells[...], of: index, own, positions: positions, on: axis)
    }
  }

  private mutating func fill(
    _ column: Int, _ cells: ArraySlice<Double>, of index: Int, _ own: [Int], positions: [Int],
    on axis: TimeAxis
  ) throws(IngestionError) {
    let name = options.isWide ? head.names[columns.targets[column]] : identifiers[index]
    if options.refusesMissing {
      try refuseMissing(cells, own, positions, column, index, axis)
    }
    guard let start = cells.firstIndex(where: { !$0.isNaN }),
      let end = cells.lastIndex(where: { !$0.isNaN })
    else {
      drop(name)
      return
    }
    let (first, last) = (start - cells.startIndex, end - cells.startIndex)
    let length = positions[last] - positions[first] + 1
    let missing = cells[start...end].count { $0.isNaN }
    if length == last - first + 1 {
      rows.pack(cells[start...end])
    } else {
      var spread = [Double](repeating: .nan, count: length)
      for place in first...last {
        spread[positions[place] - positions[first]] = cells[cells.startIndex + place]
      }
      rows.pack(spread[...])
    }
    keep(
      PanelReading.SeriesCounts(
        identifier: name, rowCount: own.count, missingCount: missing,
        gapCount: length - (last - first + 1), leadingCount: first,
        trailingCount: own.count - 1 - last),
      length: length, on: axis.advanced(by: positions[first]))
  }

  private mutating func refuseMissing(
    _ cells: ArraySlice<Double>, _ own: [Int], _ positions: [Int], _ column: Int, _ index: Int,
    _ axis: TimeAxis
  ) throws(IngestionError) {
    let field = columns.targets[column]
    let hint = "--missing interpolate, ffill, seasonal, zero or mask"
    for (place, row) in own.enumerated() {
      if column == 0, place > 0, positions[place] - positions[place - 1] > 1 {
        let first = style.string(from: axis.timestamp(at: positions[place - 1] + 1))
        let last = style.string(from: axis.timestamp(at: positions[place] - 1))
        let absent = first == last ? "\(first) is" : "\(first) … \(last) are"
        try report(
          .time, "\(absent) missing before this row\(named(index))",
          row: row, column: columns.time, hint: hint)
      }
      if cells[cells.startIndex + place].isNaN {
        try report(
          .value, "the value is missing (column \(QuotedCell.quoting(head.names[field])))",
          row: row, column: field, hint: hint)
      }
    }
  }
}
