/// The rules that the core conforms to, by their ids. Every one must have a test whose name begins with its id.
let ruleIDs = [
  "IH-1", "IH-2", "IH-3", "IH-4", "IH-5", "IH-6", "IH-7", "IH-8", "IH-9",
  "IH-D1", "IH-D2", "IH-D3", "IH-D4", "IH-D5",
  "FH-1", "FH-2", "FH-3", "FH-4", "FH-5", "FH-6", "FH-7", "FH-8", "FH-9", "FH-10", "FH-11", "FH-12",
  "FH-D1", "FH-D2", "FH-D3", "FH-D4", "FH-D5", "FH-D6",
  "PB-1", "PB-2", "PB-3", "PB-4", "PB-5", "PB-6", "PB-7", "PB-8", "PB-9", "PB-10",
  "PB-D0", "PB-D1", "PB-D2",
  "HI-2", "HI-10", "HI-11", "HI-12", "HI-13", "HI-14", "HI-D7",
  "IV-1", "IV-2", "IV-3", "IV-4", "IV-5", "IV-6", "IV-7", "IV-8", "IV-9", "IV-D1", "IV-D2",
  "HI-1", "HI-3", "HI-4", "HI-5", "HI-6", "HI-7", "HI-8", "HI-9", "HI-15", "HI-16", "HI-17", "HI-18",
  "HI-D1", "HI-D2", "HI-D3", "HI-D4", "HI-D5", "HI-D6",
]
