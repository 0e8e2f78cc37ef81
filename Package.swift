// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built the same way: strict, and quiet or not at all.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// One stage of the data's way.
///
/// Its folder carries the short name, its module the long one, because module names must be unique
/// in a user's whole package graph.
///
/// A C library is linked statically: the program is to be one file.
func stage(
  _ name: String, _ dependencies: [Target.Dependency], library: String? = nil
) -> Target {
  .target(
    name: "Forecast\(name)", dependencies: dependencies, path: "Sources/\(name)",
    swiftSettings: strict, linkerSettings: library.map { [.linkedLibrary(":lib\($0).a")] } ?? [])
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)Tests",
    resources: resources, swiftSettings: strict)
}

func notebook(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "notebooks-as-scripts/\(name)",
    swiftSettings: strict)
}

let package = Package(
  name: "forecast",
  products: [
    .executable(name: "forecast", targets: ["forecast"]),
    .library(name: "ForecastKit", targets: ["ForecastKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // Level 0: what knows least.
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CKernels"),
    .target(
      name: "ForecastKernels", dependencies: ["CKernels"], path: "Sources/Kernels",
      swiftSettings: strict),

    // Level 1: time and values, sequences and gradients, files that never tear.
    stage("Series", []),
    stage("Recurrent", ["ForecastKernels"]),
    stage("Storage", ["CZlib"], library: "z"),

    // Level 2: bytes to a panel; models, metrics, archive.
    stage(
      "Ingestion", ["CLibCSV", "ForecastKernels", "ForecastSeries", "ForecastStorage"],
      library: "csv"),
    stage("Forecasting", ["ForecastSeries", "ForecastRecurrent", "ForecastStorage"]),

    // Level 3: results to CSV.
    stage("Reporting", ["ForecastSeries", "ForecastRecurrent", "ForecastForecasting"]),

    // Level 4: one import for users of the library, one command for everybody else.
    .target(
      name: "ForecastKit",
      dependencies: [
        "ForecastSeries", "ForecastIngestion", "ForecastRecurrent", "ForecastForecasting",
        "ForecastReporting", "ForecastStorage",
      ], swiftSettings: strict),
    .executableTarget(
      name: "forecast",
      dependencies: [
        "ForecastSeries", "ForecastIngestion", "ForecastRecurrent", "ForecastForecasting",
        "ForecastReporting", "ForecastStorage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"), "TOMLKit",
      ], swiftSettings: strict),

    // Programs that tell a story, and the page they write it on.
    .target(
      name: "Notebook", dependencies: ["ForecastStorage"], path: "notebooks-as-scripts/Notebook",
      swiftSettings: strict),
    notebook("first-forecast", ["ForecastKit", "Notebook"]),
    notebook("lstm-by-hand", ["ForecastKit", "ForecastStorage", "Notebook"]),

    .target(
      name: "TestSupport", dependencies: ["ForecastStorage"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("Kernels", ["ForecastKernels"]),
    tests("Series", ["ForecastSeries"]),
    tests(
      "Recurrent", ["ForecastRecurrent", "ForecastKernels", "ForecastStorage"],
      resources: [.copy("Fixtures")]),
    tests("Storage", ["ForecastStorage"]),
    tests(
      "Ingestion",
      ["ForecastIngestion", "ForecastKernels", "ForecastSeries", "ForecastStorage"]),
    tests(
      "Forecasting",
      ["ForecastForecasting", "ForecastRecurrent", "ForecastSeries", "ForecastStorage"]),
    tests(
      "Reporting",
      [
        "ForecastReporting", "ForecastForecasting", "ForecastRecurrent", "ForecastSeries",
        "ForecastStorage",
      ]),
    tests("Command", ["ForecastStorage"], resources: [.copy("Fixtures")]),
    tests("HouseRules", []),

    // Not a test: the program that `make bench` asks for times, and the machine's limit beside them.
    .target(name: "CBenchmark", path: "Tests/Benchmarks/CBenchmark"),
    .executableTarget(
      name: "network-benchmark",
      dependencies: ["ForecastRecurrent", "ForecastKernels", "CBenchmark", "TestSupport"],
      path: "Tests/Benchmarks/NetworkBenchmark", swiftSettings: strict),
    // The same for the free rules: `make bench-baselines`.
    .executableTarget(
      name: "baseline-benchmark", dependencies: ["ForecastKit"],
      path: "Tests/Benchmarks/BaselineBenchmark", swiftSettings: strict),
  ]
)

// Programs that look for faults by the million, for `make fuzz` and `make differential`. They are linked
// with libFuzzer, by flags that no user of this package is to meet, so they are here only on demand.
if Context.environment["FUZZ"] != nil {
  func campaign(_ name: String, _ folder: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
      name: name,
      dependencies: dependencies + ["CampaignSupport", "ForecastSeries", "TestSupport"],
      path: "Tests/Campaigns/\(folder)", swiftSettings: strict)
  }
  package.targets += [
    .systemLibrary(name: "CFuzzing", path: "Tests/Campaigns/CFuzzing"),
    .target(
      name: "CampaignSupport",
      dependencies: ["ForecastIngestion", "ForecastSeries", "TestSupport"],
      path: "Tests/Campaigns/CampaignSupport", swiftSettings: strict),
    campaign("fuzz-reader", "FuzzReader", ["CFuzzing", "ForecastIngestion"]),
    campaign(
      "fuzz-model", "FuzzModel",
      ["CFuzzing", "ForecastForecasting", "ForecastRecurrent", "ForecastStorage"]),
    campaign("differential-reader", "DifferentialReader", ["ForecastIngestion"]),
  ]
}

// Faults that a sanitizer has to report, for scripts/check-sanitizers.
if Context.environment["PLANT"] != nil {
  package.targets.append(
    .executableTarget(
      name: "planted-fault", path: "Tests/Campaigns/PlantedFault", swiftSettings: strict))
}
