/// The rules that the core conforms to, by their ids. Every one must have a test whose name begins with its id.
let ruleIDs = [
  "IH-1", "IH-2", "IH-3", "IH-4", "IH-5", "IH-6", "IH-7", "IH-8", "IH-9",
  "IH-D1", "IH-D2", "IH-D3", "IH-D4", "IH-D5",
]
