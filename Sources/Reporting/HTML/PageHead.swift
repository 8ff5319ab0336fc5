/// The head of every page: its title, its style, and a policy by which it may load nothing and send nothing.
enum PageHead {
  /// - Parameters:
  ///   - script: the hash of the page's own script, as the policy names it; nil where it has none.
  ///   - style: rules beside those that all pages share.
  static func write(title: String, version: String, script: String?, style: String = "", into page: inout Markup) {
    let scripts = script.map { " script-src \($0);" } ?? ""
    page.element("head") {
      $0.empty("meta", ["charset": "utf-8"])
      $0.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      // Whatever came to stand in the page.
      $0.empty(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline';\(scripts) base-uri 'none'; form-action 'none'",
        ])
      $0.empty("meta", ["name": "color-scheme", "content": "light dark"])
      $0.empty("meta", ["name": "generator", "content": "windtunnel \(version)"])
      $0.element("title", title)
      $0.element("style") { $0.paste(style.isEmpty ? PageStyle.text : PageStyle.text + "\n" + style) }
    }
  }
}
