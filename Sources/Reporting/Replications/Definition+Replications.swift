extension Definition {
  /// Absent from the report of a run that stands alone.
  static let replications: [Definition] =
    [
      Definition(
        "replications.first", "integer", "Number of the first run; the others follow it. Absent in a run that stands alone."),
      Definition("replications.runs", "runs", "How many independent runs there were."),
      Definition("replications.confidence", "0 to 1", "How often an interval holds the true value."),
      Definition("replications.verdicts.pass", "runs", "How many of them passed by themselves."),
      Definition("replications.verdicts.fail", "runs", "How many failed."),
      Definition("replications.verdicts.inconclusive", "runs", "How many had something that could not be measured."),
      Definition(
        "replications.goal", "object or null", "The precision that was asked for; null where the number of runs was given."),
      Definition("replications.goal.precision", "0 to 1", "The widest half-width that was allowed, as a share of the mean."),
      Definition("replications.goal.metrics[]", "text", "The metrics that had to be so precise."),
      Definition("replications.goal.most", "runs", "How many were allowed."),
      Definition(
        "replications.goal.reachedAt", "runs or null",
        "At how many runs all metrics were precise enough, before some more confirmed it; null if never."),
      Definition(
        "replications.uncertain", "object or null", "The parameters that were drawn anew; null where none are uncertain."),
      Definition(
        "replications.uncertain.draws", "draws", "How often they were drawn. Runs of one draw share its values, not its chances."),
      Definition("replications.uncertain.parameters[].key", "path of keys", "A parameter of the scenario."),
      Definition("replications.uncertain.parameters[].says", "text", "Its distribution, as it is written."),
      Definition("replications.uncertain.parameters[].values[]", "text", "What was drawn, by draw, as it would be written."),
    ] + metric + fans

  private static let metric =
    [
      Definition("replications.metrics[].name", "text", "A figure of a whole run; those that are 0 in every run are left out."),
      Definition("replications.metrics[].label", "text", "The same for a heading."),
      Definition("replications.metrics[].kind", "`money`, `count` or `share`", "What its values are."),
      Definition("replications.metrics[].unit", "text", "The asset of the minor units, `share` for 0 to 1, or what is counted."),
      Definition(
        "replications.metrics[].forPlatform", "`higherIsBetter`, `lowerIsBetter` or `neutral`",
        "How the company that sells the credits sees more of it."),
      Definition(
        "replications.metrics[].forOwner", "`higherIsBetter`, `lowerIsBetter` or `neutral`",
        "How those who spend the credits see it."),
      Definition("replications.metrics[].runs", "runs", "How many had something to measure."),
      Definition("replications.metrics[].mean", "as `kind` says", "The mean of the runs."),
      Definition(
        "replications.metrics[].low", "as `kind` says, or null", "Where the interval of the true mean begins, by Student's t."),
      Definition("replications.metrics[].high", "as `kind` says, or null", "Where it ends; null with one run."),
      Definition("replications.metrics[].relativeHalfWidth", "share or null", "Half the interval, as a share of the mean."),
      Definition(
        "replications.metrics[].standardDeviation", "as `kind` says", "How far a single run lies from the mean, typically."),
      Definition("replications.metrics[].skewness", "number", "How unevenly the runs lie around the mean; 0 if evenly."),
      Definition("replications.metrics[].minimum", "as `kind` says", "The least of any run."),
      Definition("replications.metrics[].maximum", "as `kind` says", "The most of any run."),
    ]
    + Replications.names.flatMap { name in
      let path = "replications.metrics[].quantiles.\(name)"
      return [
        Definition(path, "object or null", "What \(name.dropFirst()) % of runs stay below; null where so few runs cannot tell."),
        Definition("\(path).value", "as `kind` says", "The estimate."),
        Definition("\(path).low", "as `kind` says", "Where its interval begins: a value of some run."),
        Definition("\(path).high", "as `kind` says", "Where it ends."),
      ]
    } + bands + [
      Definition("replications.metrics[].warning", "text or null", "Why the interval is doubtful; null where it is not.")
    ]

  private static let bands = [
    Definition(
      "replications.metrics[].bands", "object or null", "What varies by chance and what by not knowing the parameters, apart."),
    Definition(
      "replications.metrics[].bands.samplingDeviation", "as `kind` says",
      "√E[Var]: how far runs with the same parameters lie apart, typically."),
    Definition(
      "replications.metrics[].bands.assumptionsDeviation", "as `kind` says",
      "√Var[E]: how far the expected values of the draws lie apart; 0 where it cannot be told from chance."),
    Definition(
      "replications.metrics[].bands.assumptionsShare", "0 to 1, or null",
      "The part of all variance that comes from the parameters."),
    Definition(
      "replications.metrics[].bands.sampling.low", "as `kind` says",
      "A run lies above this if the parameters are known, and the figure is nearly normal; about the mean of all draws."),
    Definition("replications.metrics[].bands.sampling.high", "as `kind` says", "And below this."),
    Definition(
      "replications.metrics[].bands.assumptions.low", "as `kind` says",
      "The expected value lies above this, for all that is known."),
    Definition("replications.metrics[].bands.assumptions.high", "as `kind` says", "And below this."),
    Definition("replications.metrics[].bands.total.low", "as `kind` says", "A run lies above this, for all that is known."),
    Definition("replications.metrics[].bands.total.high", "as `kind` says", "And below this."),
  ]

  private static let fans =
    [
      Definition(
        "replications.fans[].figure", "key of `money.monthly[]`, or `closingDebts`",
        "A figure by month, over all runs; `closingDebts` is what owners owe at its end."),
      Definition("replications.fans[].label", "text", "The same for a heading."),
      Definition("replications.fans[].asset", "currency", "The asset of the amounts."),
      Definition("replications.fans[].months[].month", "month, UTC", "The calendar month."),
      Definition("replications.fans[].months[].mean", "minor units", "The mean of the runs."),
      Definition("replications.fans[].months[].minimum", "minor units", "The least of any run."),
      Definition("replications.fans[].months[].maximum", "minor units", "The most of any run."),
    ]
    + Replications.names.map { name in
      Definition(
        "replications.fans[].months[].\(name)", "minor units or null",
        "What \(name.dropFirst()) % of runs stay below in this month, whatever they do in others; null where so few runs cannot tell."
      )
    }
}
