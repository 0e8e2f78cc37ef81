import ForecastSeries

/// What was assembled, and how it is told.
extension PanelAssembly {
  /// The panel with what was found out about the file.
  mutating func makeReading(_ ballot: FrequencyVote.Ballot) -> PanelReading {
    let isCounted = !columns.haveTimes || hasIntegerTimes
    let frequency = isCounted ? options.step ?? ballot.frequency : ballot.frequency
    let panel = Panel(
      frequency: frequency, identifiers: kept.map(\.identifier), axes: axes, values: values,
      offsets: offsets)
    describeLosses()
    let schema = PanelSchema(
      identifierColumn: options.isWide
        || (hasIdentifiers && columns.identifiers.isEmpty)
        ? "unique_id" : name(of: columns.identifiers, mark: "/"),
      timeColumn: columns.periods == nil ? columns.timeColumns?.name : "time",
      targetColumn: options.isWide
        ? nil : columns.periods == nil ? columns.targets.first.map { head.names[$0] } : "value",
      timestampStyle: style)
    return PanelReading(
      panel: panel, schema: schema, dialect: head.dialect, columnNames: head.names, notes: notes,
      warnings: warnings,
      rowCount: columns.periods == nil ? rows.count : recordCount,
      stepWords: StepWords.describing(frequency, on: axes.first),
      span: span(of: panel), resolvedOptions: resolvedOptions(schema, frequency), counts: kept)
  }

  private func span(of panel: Panel) -> String {
    let first = axes.map { $0.timestamp(at: 0) }.min() ?? Timestamp(seconds: 0)
    let last = panel.indices.compactMap { panel[$0].lastTimestamp }.max() ?? first
    return "\(style.string(from: first)) … \(style.string(from: last))"
  }

  /// Values that are looked through for one that means a missing one.
  private static let valuesSearched = 1_000_000

  private mutating func describeLosses() {
    func add(_ count: Int, _ series: Int, _ text: String) {
      guard count > 0 else { return }
      notes.append(
        "\(counted(count, "row")) \(text)" + (kept.count > 1 ? " (\(series) series)" : ""))
    }
    let gaps = kept.map(\.gapCount), missing = kept.map(\.missingCount)
    let ends = kept.map { $0.leadingCount + $0.trailingCount }
    add(gaps.reduce(0, +), gaps.count { $0 > 0 }, "absent between others: missing values")
    add(missing.reduce(0, +), missing.count { $0 > 0 }, "without a value between others")
    add(
      ends.reduce(0, +), ends.count { $0 > 0 },
      "without a value before the first or after the last: left out")
    if !columns.leftOut.isEmpty {
      notes.append(
        "columns left out: \(ColumnNames.listing(columns.leftOut.map { head.names[$0] }))")
    }
    if ignoredCount > 0 {
      let stretches = options.ignoredStretches.joined(separator: ", ")
      notes.append(
        "\(counted(ignoredCount, "value")) between \(stretches) \(ignoredCount == 1 ? "is" : "are") ignored"
      )
    }
    if let found = SentinelSearch.sentinel(in: values.prefix(PanelAssembly.valuesSearched)) {
      // The shortest text that reads back, without the fraction of a whole number.
      let whole = Int(exactly: found.value)
      let text = whole.map(String.init) ?? String(found.value)
      notes.append(
        "\(text) comes \(found.count) times and lies far from all other values: --na \(text) if it means "
          + "a missing one")
    }
    if !dropped.isEmpty {
      warnings.append(
        "\(dropped.count) series without any value left out: \(ColumnNames.listing(dropped))")
    }
  }

  private func resolvedOptions(_ schema: PanelSchema, _ frequency: Frequency) -> ReadingOptions {
    var resolved = options
    // A comma that is both is told apart by quotes, and cannot be said for both.
    let isBoth = head.dialect.separator == head.dialect.decimalMark
    resolved.separator = isBoth ? nil : head.dialect.separator
    resolved.mergesSeparators = head.dialect.mergesSeparators
    resolved.skipsBlanks = head.dialect.skipsBlanks
    // Where no number showed a mark, those of a newer file have to.
    resolved.decimalMark = head.numbers.isSettled ? head.dialect.decimalMark : nil
    resolved.hasHeader = head.dialect.hasHeader
    // Times of a header are found by it alone.
    resolved.time =
      name(of: columns.timeColumns?.parts.map(\.column) ?? [], mark: ",").map { .named($0) }
      ?? (columns.periods == nil ? .absent : .detected)
    resolved.dateFormat =
      columns.periods?.areOfYear == true ? "yyyy" : schema.timeColumn.map { _ in style.pattern }
    resolved.step = frequency
    resolved.keepsStep = true
    if !options.isWide {
      resolved.identifier =
        name(of: columns.identifiers, mark: ",").map { .named($0) }
        ?? (hasIdentifiers ? .file : .absent)
      resolved.target = columns.periods == nil ? schema.targetColumn : nil
    }
    let dress = head.numbers.dress
    resolved.thousandsMark = String(decoding: dress.thousandsMark, as: UTF8.self).first
    resolved.strippedTexts = dress.texts.map { String(decoding: $0, as: UTF8.self) }
    return resolved
  }

  /// The names of columns, one after the other; nil for none.
  private func name(of columns: [Int], mark: String) -> String? {
    columns.isEmpty ? nil : columns.map { head.names[$0] }.joined(separator: mark)
  }
}
