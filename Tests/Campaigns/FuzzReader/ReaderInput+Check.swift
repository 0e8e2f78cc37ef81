import CampaignSupport
import ForecastIngestion
import ForecastSeries

extension ReaderInput {
  /// Reads the file in every way there is, and demands what holds of any file.
  func check() {
    var plain = options
    plain.threads = 1
    let byRecord = outcome(of: file, options: plain, byRecord: true)
    let byChunk = outcome(of: file, options: options, blockSize: blockSize)
    if let found = difference(between: byChunk, and: byRecord) {
      finding("by the chunk it is not what it is by the record: \(found)")
    }
    switch byRecord {
    case .failure(let fault): check(fault)
    case .success(let reading): check(reading)
    }
    guard isThorough, options.badRows == .error else { return }
    let whole = PanelCheck.check(bytes: file, name: "data.csv", options: plain)
    let isReadable = (try? byRecord.get()) != nil
    demand(
      whole.isClean == isReadable, "check and read disagree: \(whole.faults.map(\.description))")
    whole.faults.forEach(check)
  }

  private func check(_ fault: IngestionError) {
    demand(fault.kind != .storage, "memory cannot fail to be read: \(fault)")
    demand(!fault.message.isEmpty, "an error without a message")
    demand(fault.location?.file ?? "data.csv" == "data.csv", "another file: \(fault)")
    // Half of a character of two bytes may look like a line end; a line end is never overlooked.
    let lines = 1 + file.count { $0 == 0x0A || $0 == 0x0D }
    if let line = fault.location?.line {
      demand((1...lines).contains(line), "line \(line) of \(lines): \(fault)")
    }
    if let column = fault.location?.column {
      demand(column >= 1 && column <= 10_001, "no such column: \(fault)")
    }
    demand(
      !fault.description.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "a control byte in '\(fault)'")
  }

  private func check(_ reading: PanelReading) {
    let panel = reading.panel
    demand(panel.count > 0 && reading.counts.count == panel.count, "no series, or counts of others")
    demand(panel.axes.count == panel.count, "not an axis each")
    demand(panel.offsets.count == panel.count + 1, "not an offset each")
    demand(panel.offsets.first == 0 && panel.offsets.last == panel.values.count, "loose offsets")
    demand(Set(panel.identifiers).count == panel.count, "an id comes twice")
    for index in panel.indices {
      let series = panel[index]
      demand(!series.isEmpty, "a series without rows")
      demand(
        series.values.first?.isNaN == false && series.values.last?.isNaN == false, "a bare end")
      let times = [0, series.count - 1, series.count].map { series.axis.timestamp(at: $0) }
      demand(times[0] <= times[1] && times[1] <= times[2], "time runs backwards")
      demand(series.axis.position(of: times[0]) == 0, "the first row is off its axis")
      demand(reading.counts[index].identifier == series.identifier, "counts of another series")
    }
    demand(
      panel.values.allSatisfy { $0.isNaN || abs($0) <= 1e150 }, "a value that should be refused")
    demand(!reading.summary.isEmpty && reading.rowCount > 0, "a reading of nothing")
    reading.rejected.forEach(check)
  }
}
