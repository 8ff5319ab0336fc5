// swift-tools-version: 6.1
import PackageDescription

/// The hot modules are optimised in debug builds too: the tests run millions of events, and unoptimised
/// they would take ten times as long. Overflow traps and preconditions stay on.
let hot: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "windtunnel",
  products: [
    .executable(name: "windtunnel", targets: ["windtunnel"])
  ],
  traits: [
    .trait(name: "Sabotage", description: "Bugs that can be switched on, so that every invariant is seen to catch its own.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .target(name: "Accounting", swiftSettings: hot),
    .target(name: "Pricing", dependencies: ["Accounting"], swiftSettings: hot),
    .target(name: "Billing", dependencies: ["Accounting", "Pricing"], swiftSettings: hot),
    .target(name: "Auditing", dependencies: ["Accounting", "Pricing", "Billing"], swiftSettings: hot),
    .target(name: "Oracle", dependencies: ["Accounting", "Pricing", "Billing"], swiftSettings: hot),
    .target(name: "Measurement", dependencies: ["Accounting"], swiftSettings: hot),
    .target(name: "CSampling", dependencies: ["CGSL"], cSettings: [.unsafeFlags(["-O2", "-ffp-contract=off"])]),
    .target(name: "Sampling", dependencies: ["CSampling"], swiftSettings: hot),
    .target(name: "Statistics", dependencies: ["CSampling"], swiftSettings: hot),
    .target(name: "Experiments", dependencies: ["Sampling", "Statistics"], swiftSettings: hot),
    .target(name: "Population", dependencies: ["Accounting", "Pricing", "Billing", "Sampling"], swiftSettings: hot),
    .target(
      name: "Simulation",
      dependencies: ["Accounting", "Pricing", "Billing", "Auditing", "Oracle", "Measurement", "Sampling", "Population"],
      swiftSettings: hot),
    .target(name: "Reporting", dependencies: ["Accounting", "Measurement", "Statistics", "Experiments"]),
    .target(
      name: "Scenarios",
      dependencies: [
        "Accounting", "Pricing", "Billing", "Sampling", "Population", "Simulation", "Reporting",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Archive", dependencies: ["Accounting", "Measurement", "Reporting", .product(name: "GRDB", package: "GRDB.swift")]),
    .executableTarget(
      name: "windtunnel",
      dependencies: [
        "Archive",
        "Accounting", "Pricing", "Billing", "Auditing", "Measurement", "Sampling", "Population", "Simulation", "Statistics",
        "Experiments", "Reporting", "Scenarios", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "BillingTestSupport", dependencies: ["Accounting", "Pricing", "Billing"], path: "Tests/BillingTestSupport",
      swiftSettings: hot),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Accounting", "Pricing", "Billing", "Auditing", "Oracle", "Measurement", "Sampling", "Population", "Simulation",
      ]),
    .testTarget(
      name: "PopulationTests", dependencies: ["Accounting", "Pricing", "Billing", "Sampling", "Population"], swiftSettings: hot),
    .testTarget(name: "SamplingTests", dependencies: ["Sampling", "Statistics", "CSampling", "CGSL"], swiftSettings: hot),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics", "Sampling"], swiftSettings: hot),
    .testTarget(name: "ExperimentsTests", dependencies: ["Experiments", "Sampling"], swiftSettings: hot),
    .testTarget(name: "AccountingTests", dependencies: ["Accounting"]),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "windtunnel", "Accounting", "Pricing", "Billing", "Auditing", "Measurement", "Sampling", "Population", "Statistics",
        "Experiments", "Reporting", "Scenarios", "Simulation",
      ]),
    .testTarget(name: "ReplayTests", dependencies: ["Accounting", "Pricing", "Billing", "Simulation", "Scenarios"]),
    .testTarget(
      name: "ArchiveTests",
      dependencies: ["Accounting", "Measurement", "Reporting", "Archive", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(name: "MeasurementTests", dependencies: ["Accounting", "Measurement"]),
    .testTarget(name: "ReportingTests", dependencies: ["Accounting", "Measurement", "Statistics", "Experiments", "Reporting"]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: ["Accounting", "Pricing", "Sampling", "Population", "Simulation", "Reporting", "Scenarios"]),
    .testTarget(name: "AuditingTests", dependencies: ["Accounting", "Pricing", "Billing", "Auditing", "BillingTestSupport"]),
    .testTarget(
      name: "OracleTests", dependencies: ["Accounting", "Pricing", "Billing", "Oracle", "BillingTestSupport"], swiftSettings: hot),
    .testTarget(name: "PricingTests", dependencies: ["Accounting", "Pricing"]),
    .testTarget(name: "BillingTests", dependencies: ["Accounting", "Pricing", "Billing", "BillingTestSupport"]),
    .testTarget(name: "ConformanceTests", dependencies: ["Accounting", "Pricing", "Billing", "BillingTestSupport"]),
  ]
)
