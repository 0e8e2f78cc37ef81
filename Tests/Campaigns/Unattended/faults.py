"""The faults that planting.py puts into a copy of the sources, and the campaigns that have to find each.

All stand in one program, so that it is built once, and the environment says which one is awake.
"""

from dataclasses import dataclass

PLANTED = """import Glibc

/// Which planted fault is awake.
package enum Planted {
  package static func isAwake(_ name: String) -> Bool {
    guard let value = unsafe getenv("PLANTED_FAULT") else { return false }
    return unsafe String(cString: value) == name
  }
}
"""


@dataclass(frozen=True)
class Edit:
    """A line of the sources, and what it is made to be."""

    path: str
    right: str
    wrong: str


@dataclass(frozen=True)
class Fault:
    """What is wrong, who has to find it, and where it is put."""

    name: str
    campaigns: tuple
    edits: tuple


def fault(name, campaigns, *edits):
    return Fault(name, tuple(campaigns.split()),
                 tuple(Edit(path, right, wrong.replace("AWAKE", f'Planted.isAwake("{name}")'))
                       for path, right, wrong in edits))


TEMPORARY, DESCRIPTOR = "Sources/Storage/TemporaryFile.swift", "Sources/Storage/Descriptor.swift"
FIT = "Sources/forecast/FitCommand.swift"

FAULTS = [
    fault("written-in-place", "kill-calls kill-times overlap",
          (TEMPORARY, "    try SystemCall.rename(path, to: target.path)\n", """    if AWAKE {
      let source = try Descriptor(opening: path, O_RDONLY)
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = try source.read(into: &bytes)
      let output = try Descriptor(opening: target.path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o666)
      SystemCall.pause(milliseconds: 3)
      try output.write(Array(bytes[..<count]))
      try SystemCall.synchronize(output.number)
      try SystemCall.unlink(path)
    } else {
      try SystemCall.rename(path, to: target.path)
    }
""")),
    fault("folder-not-synced", "power-loss",
          ("Sources/Storage/OutputTarget.swift", "      let opened = try Descriptor(opening: folder, ",
           "      if AWAKE { return }\n      let opened = try Descriptor(opening: folder, ")),
    fault("file-not-synced", "power-loss",
          (TEMPORARY,
           "      try descriptor.write(bytes)\n      try SystemCall.synchronize(descriptor.number)\n",
           """      try descriptor.write(bytes)
      if Planted.isAwake("failed-sync-passed-over") {
        try? SystemCall.synchronize(descriptor.number)
      } else if !AWAKE {
        try SystemCall.synchronize(descriptor.number)
      }
""")),
    fault("failed-sync-passed-over", "failing-calls"),
    fault("short-write-taken-for-whole", "failing-calls",
          (DESCRIPTOR, "      start += try SystemCall.write(number, bytes, from: start)\n",
           """      do throws(SystemFailure) {
        start += try SystemCall.write(number, bytes, from: start)
      } catch {
        if Planted.isAwake("full-disk-passed-over") { return }
        throw error
      }
      if AWAKE { return }
""")),
    fault("full-disk-passed-over", "full-disk"),
    fault("lock-not-taken", "overlap",
          ("Sources/Storage/FileLock.swift", "        try SystemCall.lock(descriptor.number)\n",
           "        if !AWAKE { try SystemCall.lock(descriptor.number) }\n")),
    fault("moment-forgotten", "stop-resume",
          ("Sources/Forecasting/Models/TrainingJournal.swift", "public import ForecastRecurrent\n",
           "public import ForecastRecurrent\nimport ForecastStorage\n"),
          ("Sources/Forecasting/Models/TrainingJournal.swift",
           "parameterCount: parameterCount, words: &words, blocks: blocks)",
           """parameterCount: parameterCount, words: &words,
      blocks: AWAKE
        ? Dictionary(
          uniqueKeysWithValues: blocks.map { name, values in
            (name, ["parameters", "best"].contains(name) ? values : values.map { $0 * 0.5 })
          }) : blocks)""")),
    fault("threads-in-the-seed", "determinism",
          (FIT, "        seed: options.seed, threads: threads, memoryLimit: memoryLimit, deadline",
           "        seed: AWAKE ? UInt64(threads) : options.seed, threads: threads, "
           "memoryLimit: memoryLimit, deadline")),
    fault("odd-language-told", "cron-environment",
          ("Sources/forecast/PredictCommand.swift", "    if let output {\n",
           '    if AWAKE, ProcessInfo.processInfo.environment["LC_ALL"] != nil {\n'
           '      try StandardOutput.write("an odd language\\n")\n    }\n    if let output {\n'),
          ("Sources/forecast/PredictCommand.swift", "import ForecastStorage\n",
           "import ForecastStorage\nimport FoundationEssentials\n")),
    fault("old-model-removed-first", "memory kill-calls",
          (FIT, "    let held = dryRun ? nil : try lock.take(for: model)\n",
           "    let held = dryRun ? nil : try lock.take(for: model)\n"
           "    if AWAKE { try AtomicFile.remove(model) }\n")),
    fault("passing-files-left", "soak failing-calls",
          (TEMPORARY, "  func discard() {\n    try? SystemCall.unlink(path)\n",
           "  func discard() {\n    if !AWAKE { try? SystemCall.unlink(path) }\n")),
]
