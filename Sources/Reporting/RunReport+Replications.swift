extension RunReport {
  /// The report of this run as one of a series, which it speaks for: its figures beside those of all runs, and their verdict.
  ///
  /// - Parameter repeatCommand: the command line that runs the series again.
  public func replicated(_ series: Replications, repeatCommand: String) -> RunReport {
    var report = self
    report.run.repeatCommand = repeatCommand
    report.replications = series
    report.verdict = series.judgement.verdict
    report.thresholds = series.judgement.thresholds
    return report
  }
}
