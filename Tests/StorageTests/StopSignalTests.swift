import ForecastStorage
import Glibc
import Testing

@Suite struct StopSignalTests {
  @Test func `signals have the system's numbers, and codes as shells count`() {
    #expect(StopSignal.allCases.map(\.rawValue) == [SIGHUP, SIGINT, SIGTERM])
    #expect(StopSignal.allCases.map(\.exitCode) == [129, 130, 143])
    #expect(StopSignal.allCases.map(\.name) == ["SIGHUP", "SIGINT", "SIGTERM"])
  }
}
