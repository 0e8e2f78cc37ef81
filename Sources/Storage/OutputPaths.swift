/// The places that a run is going to write to, looked at before it does the work.
public enum OutputPaths {
  /// Refuses a place that cannot be written, one that two outputs share, and one that holds an input.
  ///
  /// A run that trains for an hour should say at its start that its result has nowhere to go, and no
  /// output may take the place of the data that it was made from. Pipes, devices and the process's own
  /// descriptors may be named as often as one likes.
  ///
  /// - Parameters:
  ///   - outputs: The names of the files to be written, as the user gave them.
  ///   - inputs: The names of the files that were read; those that are not there any more count not.
  ///   - companions: Names of files that stand beside an output: no place for another, and no input.
  /// - Throws: ``StorageError`` for the first output that cannot be.
  public static func check(
    _ outputs: [String], keeping inputs: [String], besides companions: [String] = []
  ) throws(StorageError) {
    let kept = inputs.compactMap { try? SystemCall.realPath($0) }
    var taken: [(place: String, path: String)] = []
    for path in outputs + companions {
      guard let place = try place(of: path) else { continue }
      if kept.contains(place) {
        throw StorageError(
          kind: .cannotCreate, path: path,
          message: "cannot create it: it is an input of the same run", hint: "name another file")
      }
      if let other = taken.first(where: { $0.place == place }) {
        throw StorageError(
          kind: .cannotCreate, path: path,
          message: "cannot create it: another output of the same run goes there"
            + (other.path == path ? "" : ", as \(other.path)"),
          hint: "name another file")
      }
      taken.append((place, path))
    }
  }

  /// The file that a name leads to, links followed: what stands beside a file stands beside this one.
  ///
  /// - Parameter path: Where a file will go.
  /// - Returns: Its path; nil for a stream.
  /// - Throws: ``StorageError`` where no file can be there.
  public static func file(of path: String) throws(StorageError) -> String? {
    guard case .file(let target) = try OutputTarget(path) else { return nil }
    return target.path
  }

  /// Whether two names lead to the same file; not where one of them is not there.
  public static func leadToSameFile(_ one: String, _ other: String) -> Bool {
    guard let place = try? SystemCall.realPath(one) else { return false }
    return place == (try? SystemCall.realPath(other))
  }

  /// The one path of a file that is there or is to be made; nil for a stream.
  private static func place(of path: String) throws(StorageError) -> String? {
    guard case .file(let target) = try OutputTarget(path) else { return nil }
    do throws(SystemFailure) {
      if target.existing != nil { return try SystemCall.realPath(target.path) }
      let folder = try SystemCall.realPath(target.folder)
      return (folder == "/" ? "" : folder) + "/" + target.name
    } catch {
      throw error.storageError(.creating, path: path)
    }
  }
}
