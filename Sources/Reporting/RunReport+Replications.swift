extension RunReport {
  /// The report of this run as one of a series, which it speaks for: its figures beside those of all runs, and their verdict.
  public func replicated(_ series: Replications) -> RunReport {
    var report = self
    report.replications = series
    report.verdict = series.judgement.verdict
    report.thresholds = series.judgement.thresholds
    return report
  }
}
