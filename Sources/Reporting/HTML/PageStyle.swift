/// How the page looks: on a screen of any width, in light and in dark, and on paper.
///
/// The colours of series are told apart by people with any kind of colour vision, each in light and in dark with a contrast of at
/// least 3 to what is behind it; patterns and names tell them apart without colours.
enum PageStyle {
  /// It has no "<" and no "&", so it reads the same as HTML and as XML.
  static let text = [colours, page, parts, tables, charts, series, narrow, paper].joined(separator: "\n")

  private static let light = """
    --paper: #f6f6f3; --card: #ffffff; --ink: #1c2126; --muted: #565f69; --line: #dcdfe2; --faint: #eceeef; --link: #0b5394;
    --s1: #0b63a5; --s2: #c4540c; --s3: #14876a; --s4: #96509a; --s5: #9a7000; --s6: #4a8fc7; --s7: #1c2126; --s8: #7d868f;
    --pass: #146c43; --fail: #b3261e; --warn: #7a5600; --tint: #eef4f0; --band: #c4540c;
    """

  private static let dark = """
    --paper: #14181c; --card: #1c2127; --ink: #e8eaec; --muted: #a3acb5; --line: #3a424b; --faint: #2a3038; --link: #8cc4f5;
    --s1: #58a8e8; --s2: #f08c50; --s3: #45c09c; --s4: #d598d8; --s5: #dcb545; --s6: #8fbfe6; --s7: #f2f4f5; --s8: #8d97a1;
    --pass: #5fd39a; --fail: #ff8d83; --warn: #e6bd5c; --tint: #1d2a24; --band: #f08c50;
    """

  private static let colours = """
    :root { color-scheme: light dark; \(light) }
    @media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { \(dark) } }
    :root[data-theme="dark"] { color-scheme: dark; \(dark) }
    :root[data-theme="light"] { color-scheme: light; }
    """

  private static let page = """
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; padding: 0 1.5rem 3rem; max-width: 78rem; background: var(--paper); color: var(--ink);
      font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
      font-variant-numeric: tabular-nums; }
    h1, h2, h3 { line-height: 1.2; text-wrap: balance; overflow-wrap: anywhere; }
    h1 { font-size: 2rem; margin: .2rem 0 .3rem; letter-spacing: -.01em; }
    h2 { font-size: 1.35rem; margin: 0 0 .3rem; }
    h3 { font-size: 1.05rem; margin: 1.6rem 0 .5rem; }
    p { margin: 0 0 .7rem; max-width: 68ch; }
    p, li, dt, dd, figcaption, summary { overflow-wrap: anywhere; }
    a { color: var(--link); }
    code { font: .86em ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
    pre { margin: .6rem 0; padding: .7rem .9rem; background: var(--faint); border-radius: 6px; white-space: pre-wrap; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }
    .patterns { position: absolute; }
    nav ul { list-style: none; margin: 0; padding: 0; }
    nav a { display: block; padding: .25rem 0; color: var(--muted); text-decoration: none; }
    nav a:hover { color: var(--link); text-decoration: underline; }
    nav .absent { margin-top: 1rem; font-size: .85rem; color: var(--muted); }
    main > section { margin: 0 0 1.5rem; padding: 1.5rem 1.6rem; background: var(--card); border: 1px solid var(--line);
      border-radius: 10px; }
    .lead { color: var(--muted); margin-bottom: 1.1rem; }
    footer { color: var(--muted); font-size: .85rem; }
    @media (min-width: 68rem) {
      body { display: grid; grid-template-columns: 11.5rem minmax(0, 1fr); column-gap: 2rem; align-content: start; }
      header, footer { grid-column: 1 / -1; }
      nav { position: sticky; top: 1rem; align-self: start; font-size: .93rem; padding-top: .4rem; }
    }
    """

  private static let parts = """
    .banner { margin: 1rem 0 1.5rem; padding: 1.1rem 1.6rem 1.3rem; background: var(--card);
      border: 1px solid var(--line); border-top: 6px solid var(--warn); border-radius: 10px; }
    .banner.pass { border-top-color: var(--pass); }
    .banner.fail { border-top-color: var(--fail); }
    .product { display: flex; justify-content: space-between; align-items: center; max-width: none; margin: 0; color: var(--muted);
      font-size: .85rem; }
    .product button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 6px;
      padding: .2rem .6rem; cursor: pointer; }
    .about { color: var(--muted); font-size: 1.05rem; }
    .verdict { display: flex; gap: 1rem; align-items: flex-start; margin: 1rem 0; color: var(--warn); }
    .pass .verdict { color: var(--pass); }
    .fail .verdict { color: var(--fail); }
    .verdict .word { font-size: 1.5rem; font-weight: 700; line-height: 1.2; margin: .2rem 0 .2rem; }
    .icon { flex: none; }
    .icon .shape { fill: currentColor; }
    .icon .outline { fill: none; stroke: currentColor; stroke-width: 2; }
    .icon .stroke { fill: none; stroke: var(--card); stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
    .reasons { margin: 0; padding: 0; list-style: none; color: var(--ink); max-width: 95ch; overflow-wrap: anywhere; }
    .identity { display: flex; flex-wrap: wrap; gap: .4rem 2.2rem; margin: 0; }
    .identity dt { color: var(--muted); font-size: .8rem; }
    .identity dd { margin: 0; }
    main > .tiles { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1px; padding: 0; overflow: hidden;
      background: var(--line); }
    .tile { background: var(--card); padding: 1.1rem 1.2rem; display: flex; flex-direction: column; }
    .tile h2 { font-size: .9rem; font-weight: 600; color: var(--muted); margin: 0; }
    .tile p { margin: 0; }
    .tile .figure { font-size: 1.75rem; font-weight: 650; line-height: 1.25; letter-spacing: -.01em; }
    .unit { color: var(--muted); font-weight: 400; font-size: .55em; letter-spacing: 0; }
    .ornament { width: 100%; max-width: 11rem; height: 2.6rem; margin: .3rem 0; }
    .tile .note { font-size: .85rem; }
    .tile .change { font-size: .85rem; font-weight: 600; }
    .change.better { color: var(--pass); }
    .change.worse { color: var(--fail); }
    .baseline { font-size: .9rem; color: var(--muted); margin: 0 0 .7rem; max-width: none; overflow-wrap: anywhere; }
    .tile .meaning { font-size: .8rem; color: var(--muted); margin-top: auto; padding-top: .4rem; }
    .violation { border-left: 4px solid var(--fail); padding: .1rem 1rem .3rem; margin: 0 0 1rem; }
    .violation h3 { margin-top: .2rem; color: var(--fail); }
    .side { display: inline-block; margin-right: 1.5rem; font-weight: 600; }
    details { margin: .4rem 0; }
    summary { cursor: pointer; color: var(--link); padding: .15rem 0; }
    .ties, .situations { padding-left: 1.1rem; margin: .5rem 0; font-size: .92rem; }
    .ties { list-style: none; padding-left: 0; }
    .ties .broken { color: var(--fail); font-weight: 600; }
    .situations { columns: 2 20rem; column-gap: 2.5rem; list-style: none; padding: 0; }
    .situations li { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 1px solid var(--faint); }
    .identity-line { font-size: .85rem; color: var(--muted); margin-bottom: 1.8rem; overflow-wrap: anywhere; max-width: none; }
    .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.5rem; margin: 1rem 0 0; font-size: .92rem; }
    .facts dt { color: var(--muted); }
    .facts dd { margin: 0; overflow-wrap: anywhere; }
    """

  private static let tables = """
    .scroll { overflow-x: auto; margin: .5rem 0; }
    details .scroll { max-height: 34rem; }
    table { border-collapse: collapse; font-size: .86rem; min-width: 40%; }
    caption { text-align: left; color: var(--muted); padding: .3rem 0; }
    th, td { padding: .32rem .8rem .32rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--faint); }
    thead th { color: var(--muted); font-weight: 600; vertical-align: bottom; border-bottom: 1px solid var(--line); }
    tbody th { font-weight: 400; white-space: nowrap; }
    .n { text-align: right; white-space: nowrap; }
    thead .n { white-space: normal; }
    .scroll thead th:last-child, .scroll td:last-child { padding-right: .2rem; }
    th .unit { font-size: .85em; }
    tfoot th, tfoot td { border-top: 2px solid var(--line); font-weight: 600; }
    .plain th code { white-space: normal; }
    .plain tbody th { white-space: normal; overflow-wrap: anywhere; }
    .mark { white-space: nowrap; font-weight: 600; }
    .mark.pass { color: var(--pass); }
    .mark.fail { color: var(--fail); }
    .mark.none { color: var(--muted); font-weight: 400; }
    .columns { display: flex; flex-wrap: wrap; gap: .5rem 3rem; align-items: flex-start; margin: .8rem 0; }
    .statement { min-width: 16rem; flex: 1; }
    .statement caption { font-weight: 600; }
    .statement .sum th, .statement .sum td { font-weight: 700; border-bottom: 1px solid var(--line); }
    .statement th { white-space: normal; }
    .meanings { font-size: .83rem; columns: 2 22rem; column-gap: 2rem; margin: .8rem 0; color: var(--muted); }
    .meanings dt { font-weight: 600; color: var(--ink); break-after: avoid; }
    .meanings dd { margin: 0 0 .4rem; break-before: avoid; }
    .data { display: flex; justify-content: space-between; align-items: flex-start; gap: 1rem; font-size: .9rem; }
    td.short { white-space: nowrap; }
    .scroll td:not(.short):not(.n) { min-width: 14rem; }
    .data + figure { margin-top: 1.8rem; }
    .life .scroll { max-height: none; }
    .life .timeline { padding-left: .8rem; border-left: 3px solid var(--line); }
    .life tbody th { white-space: normal; min-width: 6.5rem; }
    .data details { flex: 1; min-width: 0; }
    .csv { padding: .55rem 0; white-space: nowrap; }
    """

  private static let charts = """
    figure { margin: 0 0 1.6rem; break-inside: avoid; }
    section > figure:last-child { margin-bottom: 0; }
    figcaption { margin-bottom: .5rem; }
    .finding { display: block; font-size: 1.05rem; font-weight: 650; line-height: 1.35; max-width: 72ch; text-wrap: pretty; }
    .what { display: block; color: var(--muted); font-size: .86rem; max-width: 80ch; }
    .plot svg { display: block; width: 100%; height: auto; }
    .plot.narrow { display: none; max-width: 34rem; }
    .legend { display: none; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; margin: .3rem 0; padding: 0; font-size: .85rem; }
    .legend li { display: flex; align-items: center; gap: .35rem; }
    .legend.always { display: flex; }
    .swatch { flex: none; }
    .readout { min-height: 1.5em; margin: .2rem 0 0; font-size: .85rem; color: var(--muted); max-width: none; }
    svg .label { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
      fill: var(--muted); font-variant-numeric: tabular-nums; }
    svg .value { fill: var(--ink); }
    svg .strong { font-weight: 700; }
    svg .year { font-weight: 600; }
    .grid { stroke: var(--line); stroke-width: 1; fill: none; }
    .zero { stroke: var(--muted); stroke-width: 1; fill: none; }
    .link { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 2 2; fill: none; }
    .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
    .line.thin { stroke-width: 1.4; }
    .spark { fill: none; stroke: var(--s1); stroke-width: 1.8; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
    .spot { fill: var(--s1); }
    .fan { fill: var(--s1); fill-opacity: .16; }
    .fan.inner { fill-opacity: .3; }
    .cell { fill: var(--s1); }
    svg .over { fill: var(--ink); }
    svg .on { fill: var(--card); }
    .band { fill: var(--band); fill-opacity: .16; }
    .thread { fill: none; stroke: var(--card); stroke-width: 1; stroke-opacity: .42; stroke-linecap: round; }
    .hit { fill: var(--ink); fill-opacity: 0; }
    .hit.on { fill-opacity: .09; }
    """

  /// Lines are told apart by their strokes too.
  private static let strokes = [(2, "9 4"), (3, "2 5"), (4, "14 4 2 4"), (5, "5 3"), (6, "1 5"), (8, "14 3 5 3")].map {
    ".line.s\($0) { stroke-dasharray: \($1); }\n"
  }.joined()

  /// Classes of the eight series: "s" their colours, "p" their patterns; the first has none.
  private static let series =
    shades + strokes
    + (1...8).map {
      """
      .fill.s\($0) { fill: var(--s\($0)); }
      .line.s\($0) { stroke: var(--s\($0)); }
      .pattern.p\($0) { fill: \($0 == 1 ? "none" : "url(#pattern-\($0))"); }
      """
    }.joined(separator: "\n")

  /// Of heat maps, from none to all, with a gap between those that take dark text and those that take light text.
  private static let shades = [0.05, 0.14, 0.23, 0.32, 0.42, 0.86, 1].enumerated().map { shade, opacity in
    ".h\(shade) { fill-opacity: \(opacity); }\n"
  }.joined()

  private static let narrow = """
    @media (max-width: 42rem) {
      body { padding: 0 1rem 2rem; font-size: 15px; }
      h1 { font-size: 1.6rem; }
      .banner { margin: .5rem -.5rem 1rem; padding: .9rem 1rem 1rem; }
      .thresholds thead { display: none; }
      .thresholds tr { display: grid; grid-template-columns: auto 1fr 1fr; border-bottom: 1px solid var(--faint); padding: .3rem 0; }
      .thresholds tbody th { grid-column: 1 / -1; grid-row: 1; }
      .thresholds td, .thresholds th { border: 0; }
      .thresholds td.n:last-child::before { content: "limit "; color: var(--muted); }
      .identity { gap: .3rem 1.5rem; }
      nav ul { display: flex; flex-wrap: wrap; gap: 0 1.1rem; }
      nav a { padding: .4rem 0; }
      main > section { padding: 1.1rem 1rem; margin: 1rem -.5rem; }
      main > .tiles { grid-template-columns: repeat(2, 1fr); }
      .tile { padding: .8rem .8rem; }
      .tile .figure { font-size: 1.35rem; }
      .plot.wide { display: none; }
      .plot.narrow { display: block; }
      .legend { display: flex; }
      .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .facts dd { margin-bottom: .5rem; }
    }
    """

  private static let paper = """
    @page { size: A4; margin: 14mm; }
    @media print {
      :root, :root:not([data-theme="light"]), :root[data-theme="dark"] { color-scheme: light; \(light) --paper: #ffffff; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      body { display: block; padding: 0; max-width: none; font-size: 10.5pt; }
      .skip, nav, .csv, .readout, .product button, .data details:not([open]), .screen { display: none; }
      .banner { margin: 0 0 1rem; padding: .8rem 0; }
      main > section { padding: .6rem 0 0; border: 0; border-top: 1px solid var(--line); border-radius: 0; }
      main > .tiles { border: 1px solid var(--line); grid-template-columns: repeat(3, 1fr); break-inside: avoid; }
      .plot.wide { display: block; }
      .plot.narrow, .legend:not(.always) { display: none; }
      .scroll, details .scroll { overflow: visible; max-height: none; }
      .scroll table { font-size: 7.5pt; }
      .scroll th, .scroll td { padding-right: .45rem; }
      .scroll td:not(.short):not(.n) { min-width: 8rem; }
      h2, h3, .lead, figcaption, caption, thead { break-after: avoid; }
      tr, .tile, .violation, pre, .lead, .statement, figcaption { break-inside: avoid; }
      .short { white-space: nowrap; }
    }
    """
}
