import ArgumentParser
import Measurement
import Reporting
import Scenarios
import Simulation

/// Every run of a comparison: the base, its variants, and the steps between them, all with the same replications.
struct ComparedRuns {
  private let compared: ComparedScenarios
  private let changes: [[ScenarioChange]]
  private let causes: [CauseSteps]
  /// The base, then the variants, then the steps between, variant by variant.
  private let plan: [Variant]
  private var reports: [[RunReport]]
  private var owners: [OwnerFlows?]
  /// Of each variant, one a replication.
  private var ownersByReplication: [[OwnerReplication]]

  /// - Throws: an exit code, when an invariant breaks or a signal stops the runs.
  init(_ compared: ComparedScenarios, command: CompareCommand, guardrails: [Guardrail], isQuiet: Bool) throws {
    self.compared = compared
    changes = compared.variants.map(compared.changes)
    let causes = zip(compared.variants, changes).map { CauseSteps(from: compared.base, to: $0, changes: $1) }
    self.causes = causes
    let plan = [compared.base] + compared.variants + causes.flatMap { $0.steps.compactMap(\.variant) }
    self.plan = plan
    reports = plan.map { _ in [] }
    owners = plan.map { _ in nil }
    ownersByReplication = compared.variants.map { _ in [] }
    let first = command.options.replication
    var series = RunSeries(options: command.options)
    series.adjust = { $0.measuresOwners = true }
    let total = plan.count * command.replications
    let meter = SeriesMeter(runs: total, isOn: !isQuiet)
    series.progress = { meter.note($0, $1) }
    var (reports, owners, byReplication) = (reports, owners, ownersByReplication)
    // The base's owners of the replication under way; those of a variant are let go of at once, but for the first replication.
    var baseOwners: OwnerFlows?
    var heard = 0
    let finished = try series.run(
      next: { number in
        number < total ? SeriesTask(variant: plan[number % plan.count], replication: first + UInt32(number / plan.count)) : nil
      },
      each: { run in
        let index = heard % plan.count
        heard += 1
        reports[index].append(run.report)
        if index == 0 { baseOwners = run.outcome.ownerFlows }
        if index <= compared.variants.count, let flows = run.outcome.ownerFlows {
          if run.replication == first { owners[index] = flows }
          if index > 0, let base = baseOwners, base.owners == flows.owners {
            byReplication[index - 1].append(
              OwnerReplication(replication: Int(run.replication), a: base, b: flows, guardrails: guardrails))
          }
        }
        meter.ended(run)
        if run.report.verdict.exitCode == 2 {
          meter.finish()
          throw failure(
            "error: \(run.variant.name): \(run.report.verdict.reasons.first ?? "an invariant broke")\n  hint: \(run.repeatCommand)",
            ExitStatus.violated)
        }
        return true
      })
    meter.finish()
    if !finished { throw ExitStatus.signal(StopSignal.received ?? 2) }
    (self.reports, self.owners, ownersByReplication) = (reports, owners, byReplication)
  }

  /// The base or a variant with all its runs.
  func scenario(_ variant: Variant) -> ComparedScenario { scenario(at: 0, variant) }

  private func scenario(at index: Int, _ variant: Variant) -> ComparedScenario {
    ComparedScenario(
      name: variant.name, file: variant.loaded.files.first?.path ?? variant.name, sha256: variant.loaded.digest,
      about: variant.loaded.scenario.about, command: variant.repeatCommand, runs: reports[index], owners: owners[index])
  }

  func variants() -> [VariantInput] {
    var next = 1 + compared.variants.count
    return compared.variants.enumerated().map { index, variant in
      let changes = changes[index].map {
        ComparedChange(path: $0.path, before: $0.before, after: $0.after, cause: $0.cause.rawValue)
      }
      var input = VariantInput(
        scenario: scenario(at: index + 1, variant), changes: changes, owners: ownersByReplication[index])
      let steps = causes[index].steps
      if !steps.isEmpty {
        var levels = [(name: "", note: "", nets: nets(0))]
        for step in steps {
          levels.append((step.name, step.note, nets(step.variant == nil ? index + 1 : next)))
          if step.variant != nil { next += 1 }
        }
        input.causes = levels
      }
      return input
    }
  }

  private func nets(_ index: Int) -> [Int64] { reports[index].map(\.money.total.net) }
}
