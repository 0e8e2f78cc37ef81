/// All faults of a file at once, and what was detected: what `forecast check` shows.
///
/// Reading goes on behind each fault: a line that cannot be read is left out, a cell that is no number
/// counts as missing. What the panel would be is therefore told only as far as the faults allow.
public struct PanelCheck: Sendable {
  /// The faults in the order in which they were found, at most 1,000.
  public let faults: [IngestionError]
  /// How many faults there are, those beyond the first 1,000 too.
  public let faultCount: Int
  /// The file as far as it could be read; nil where a fault forbids even that.
  public let reading: PanelReading?

  /// Whether the file can be read as it is.
  public var isClean: Bool { faultCount == 0 && reading != nil }

  /// Checks a file, packed with gzip or not, or standard input.
  ///
  /// - Parameters:
  ///   - path: the file's path; `-` is standard input.
  ///   - options: what the user says about the file.
  /// - Returns: the faults and what was detected.
  /// - Throws: ``IngestionError`` of kind `storage` where the file cannot be opened or read, of kind
  ///   `usage` where the options are at fault.
  public static func check(_ path: String, options: ReadingOptions = ReadingOptions())
    throws(IngestionError) -> PanelCheck
  {
    try PanelReader.unchanged(path) { (source) throws(IngestionError) in
      let check = check(from: &source, name: SourceLocation.name(of: path), options: options)
      if let last = check.faults.last, !last.isOfContent { throw last }
      return check
    }
  }

  /// Checks several files that make one panel.
  ///
  /// - Parameters:
  ///   - paths: the files' paths.
  ///   - options: what the user says about all of them.
  /// - Returns: the faults and what was detected.
  /// - Throws: ``IngestionError`` of kind `storage` where a file cannot be opened or read, of kind
  ///   `usage` where the options are at fault.
  public static func check(_ paths: [String], options: ReadingOptions = ReadingOptions())
    throws(IngestionError) -> PanelCheck
  {
    if paths.count == 1 { return try check(paths[0], options: options) }
    var faults = FaultLog(isStrict: false)
    do {
      let reading = try PanelReader.read(paths, options: options, faults: &faults)
      return PanelCheck(faults: faults.faults, faultCount: faults.count, reading: reading)
    } catch {
      guard error.isOfContent else { throw error }
      return PanelCheck(
        faults: faults.faults + [error], faultCount: faults.count + 1, reading: nil)
    }
  }

  /// Checks a file that lies in memory.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - name: what to call the file in messages.
  ///   - options: what the user says about the file.
  /// - Returns: the faults and what was detected.
  public static func check(
    bytes: [UInt8], name: String, options: ReadingOptions = ReadingOptions()
  ) -> PanelCheck {
    var source = MemorySource(bytes)
    return check(from: &source, name: name, options: options)
  }

  static func check<Source: BlockSource & ~Copyable>(
    from source: inout Source, name: String, options: ReadingOptions
  ) -> PanelCheck {
    var faults = FaultLog(isStrict: false)
    do {
      let reading = try PanelReader.read(
        from: &source, name: name, options: options, faults: &faults)
      return PanelCheck(faults: faults.faults, faultCount: faults.count, reading: reading)
    } catch {
      return PanelCheck(
        faults: faults.faults + [error], faultCount: faults.count + 1, reading: nil)
    }
  }
}
