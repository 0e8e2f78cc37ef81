import Glibc

/// The three descriptors a program is started with, and the signals that writing may raise.
public enum StandardDescriptors {
  /// Makes sure that descriptors 0, 1 and 2 are open, with `/dev/null` where they are not.
  ///
  /// It must be a program's first act. Started with standard error closed, the first file it opens
  /// would get number 2, and the first log line would land in the model. `/dev/null` is opened the
  /// wrong way round, for writing as input and for reading as output: using a descriptor that was
  /// closed stays an error, and a forecast that nobody can get is not reported as delivered.
  ///
  /// - Throws: ``StorageError`` if `/dev/null` cannot be opened.
  public static func ensureOpen() throws(StorageError) {
    try ensureOpen([STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO])
  }

  static func ensureOpen(_ descriptors: [Int32]) throws(StorageError) {
    do throws(SystemFailure) {
      for wanted in descriptors where !SystemCall.isOpen(wanted) {
        let mode = wanted == STDIN_FILENO ? O_WRONLY : O_RDONLY
        let opened = try SystemCall.open("/dev/null", mode)
        // The lowest free number is taken, which mostly is the wanted one. Onto itself, `dup2` does
        // nothing; the descriptor then stays closed across `exec`, and nothing is started from here.
        try SystemCall.duplicate(opened, onto: wanted)
        if opened != wanted { try SystemCall.close(opened) }
      }
    } catch {
      throw error.storageError(.reading, path: "/dev/null")
    }
  }

  /// Turns the signals of a failed write into ordinary errors.
  ///
  /// Without it a closed pipe or a limit on file size ends the program in the middle of a line, with no
  /// message and no clean-up.
  public static func ignoreWriteSignals() {
    SystemCall.ignore(signal: SIGPIPE)
    SystemCall.ignore(signal: SIGXFSZ)
  }

  /// Whether a descriptor is a terminal, so that a person is looking on.
  ///
  /// - Parameter descriptor: 0, 1 or 2 for standard input, output or error.
  /// - Returns: Whether it is one; false also for a closed descriptor.
  public static func isTerminal(_ descriptor: Int32) -> Bool {
    SystemCall.isTerminal(descriptor)
  }
}
