import Foundation

/// What is wrong with the texts of the metadata, in a container that is whole.
extension MaliciousModel {
  private static func text(
    _ what: String, _ old: String, _ new: String, says message: String
  ) -> MaliciousModel {
    network(what, says: message) { try $0.replacing(old, new).encoded() }
  }

  private static func setting(
    _ what: String, _ old: String, _ new: String, says message: String
  ) -> MaliciousModel {
    network(what, says: message) { try $0.setting(old, new).encoded() }
  }

  static let settings: [MaliciousModel] = [
    setting(
      "1e9 hidden units", #""hidden":4"#, #""hidden":1000000000"#,
      says: "'hidden' in its settings is not in 1…4096" + refit),
    setting(
      "one hidden unit too many", #""hidden":4"#, #""hidden":4097"#,
      says: "'hidden' in its settings is not in 1…4096" + refit),
    setting(
      "more hidden units than the weights have", #""hidden":4"#, #""hidden":4096"#,
      says: "tensor 'member.0.lstm.weight_ih_l0' has shape [16, 15], its settings imply [16384, 15]"
        + refit),
    setting(
      "no hidden unit", #""hidden":4"#, #""hidden":0"#,
      says: "'hidden' in its settings is not in 1…4096" + refit),
    setting(
      "hidden units below zero", #""hidden":4"#, #""hidden":-4"#,
      says: "'hidden' in its settings is not in 1…4096" + refit),
    setting(
      "half a hidden unit", #""hidden":4"#, #""hidden":4.5"#,
      says: "'hidden' in its settings is not in 1…4096" + refit),
    setting(
      "hidden units as a text", #""hidden":4"#, #""hidden":"4""#,
      says: "'hidden' in its settings is not in 1…4096" + refit),
    setting(
      "hidden units twice", #""hidden":4"#, #""hidden":4,"hidden":4"#,
      says: "'configuration' in its metadata is not valid JSON: duplicate key 'hidden'" + refit),
    setting(
      "17 layers", #""layers":2"#, #""layers":17"#,
      says: "'layers' in its settings is not in 1…16" + refit),
    setting(
      "a layer too many", #""layers":2"#, #""layers":3"#,
      says: "has no tensor 'member.0.lstm.weight_ih_l2'" + refit),
    setting(
      "1,001 members", #""members":1"#, #""members":1001"#,
      says: "'members' in its settings is not in 1…1000" + refit),
    setting(
      "a member too many", #""members":1"#, #""members":2"#,
      says: "has no tensor 'member.1.lstm.weight_ih_l0'" + refit),
    setting(
      "no horizon", #""horizon":12"#, #""horizon":0"#,
      says: "'horizon' in its settings is not in 1…100000" + refit),
    setting(
      "a horizon of 1e9", #""horizon":12"#, #""horizon":1000000000"#,
      says: "'horizon' in its settings is not in 1…100000" + refit),
    setting(
      "a horizon of 100,000", #""horizon":12"#, #""horizon":100000"#,
      says: "tensor 'fallback.error_quantiles' has shape [12, 5], its settings imply [100000, 5]"
        + refit),
    setting(
      "a season of zero", #""season":12"#, #""season":0"#,
      says: "'season' in its settings is not in 1…100000" + refit),
    setting(
      "a season of 2^63", #""season":12"#, #""season":9223372036854775808"#,
      says:
        "'configuration' in its metadata is not valid JSON: the number 9223372036854775808 is too large"
        + refit),
    setting(
      "a lookback of 1e6", #""lookback":15"#, #""lookback":1000000"#,
      says: "'lookback' in its settings is not in 1…100000" + refit),
    setting(
      "a level of 100 %", "[80,95]", "[80,100]",
      says: "'levels' in its settings are not rising numbers between 0 and 100" + refit),
    setting(
      "levels that fall", "[80,95]", "[95,80]",
      says: "'levels' in its settings are not rising numbers between 0 and 100" + refit),
    setting(
      "1,000 levels", "[80,95]", "[" + (1...1000).map { "\($0).5" }.joined(separator: ",") + "]",
      says: "'levels' in its settings are not rising numbers between 0 and 100" + refit),
    setting(
      "levels too close", "[80,95]", "[80,80.00000000000001]",
      says: "'levels' in its settings are not rising numbers between 0 and 100" + refit),
    setting(
      "a method that is code", #""method":"lstm""#, #""method":"__import__('os').system('id')""#,
      says:
        "'method' in its settings is '__import__('os').system('id')', which this release does not know"
        + refit),
    setting(
      "a method that is a number", #""method":"lstm""#, #""method":1"#,
      says: "'method' in its settings is no text" + refit),
    setting("no method", #""method":"lstm","#, "", says: "has no 'method' in its settings" + refit),
    setting(
      "another cell than the weights are of", #""method":"lstm""#, #""method":"gru""#,
      says: "has no tensor 'member.0.gru.weight_ih_l0'" + refit),
    setting(
      "a loss of another kind", #""loss":"pinball""#, #""loss":"eval""#,
      says: "'loss' in its settings is 'eval', which this release does not know" + refit),
    setting(
      "a learning rate below zero", #""learning_rate":"#, #""learning_rate":-"#,
      says: "'learning_rate' in its settings is not in 0.0…1000.0" + refit),
    setting(
      "a learning rate beyond a double", #""learning_rate":"#, #""learning_rate":1e999,"x":"#,
      says: "'configuration' in its metadata is not valid JSON: the number 1e999 is too large"
        + refit),
    setting(
      "a clip that is none", #""clip":"norm:1.0""#, #""clip":"norm:nan""#,
      says: "'clip' in its settings is not norm:X, value:X or none" + refit),
    setting(
      "a dropout of everything", #""dropout":"none""#, #""dropout":"1""#,
      says: "'dropout' in its settings is not RATE, RATE:sequence or none" + refit),
    setting(
      "a flag that is a text", #""bidirectional":false"#, #""bidirectional":"false""#,
      says: "'bidirectional' in its settings is neither true nor false" + refit),
    setting(
      "a network read both ways with weights of one", #""bidirectional":false"#,
      #""bidirectional":true"#, says: "has no tensor 'member.0.lstm.weight_ih_l0_reverse'" + refit),
    setting(
      "a blend with a rule that no release knows", #""blend":null"#,
      #""blend":{"network_share":0.5,"rules":["oracle"]}"#,
      says: "'rules' in its settings names a rule that this release does not know" + refit),
    setting(
      "a blend with a share of two", #""blend":null"#,
      #""blend":{"network_share":2,"rules":["naive"]}"#,
      says: "'network_share' in its settings is not in 0.0…1.0" + refit),
    setting(
      "a blend of nothing", #""blend":null"#, #""blend":{"network_share":0,"rules":[]}"#,
      says: "'rules' in its settings are missing" + refit),
    setting(
      "settings 100,000 deep", #""blend":null"#,
      "\"blend\":" + String(repeating: "[", count: 100_000),
      says: "'configuration' in its metadata is not valid JSON: nested deeper than 4" + refit),
    text(
      "settings that are a list", #""configuration":"{"#, #""configuration":"[{"#,
      says: "'configuration' in its metadata is not valid JSON: ',' or ']' should be here" + refit),
    text(
      "settings that are no JSON", #""configuration":"{"#, #""configuration":"pickle"#,
      says: "'configuration' in its metadata is not valid JSON: a value should be here" + refit),
    text(
      "no settings", #""configuration":"#, #""configuratiom":"#,
      says: "has no 'configuration' in its metadata" + refit),
    setting(
      "a minimum above the maximum", #""minimum":null,"maximum":null"#, #""minimum":2,"maximum":1"#,
      says: "'minimum' in its settings is above 'maximum'" + refit),
    setting(
      "a minimum that is a text", #""minimum":null"#, #""minimum":"0""#,
      says: "'minimum' in its settings is not in -1.7976931348623157e+308…1.7976931348623157e+308"
        + refit),
    setting(
      "a correlation of two", #""correlation":"#, #""correlation":2,"x":"#,
      says: "'correlation' in its settings is not in 0.0…0.99" + refit),
    setting(
      "1e9 paths", #""paths":"#, #""paths":1000000000,"x":"#,
      says: "'paths' in its settings is not in 0…200" + refit),
    setting(
      "a point that is none", #""point":"median""#, #""point":"mode""#,
      says: "'point' in its settings is 'mode', which this release does not know" + refit),
    setting(
      "windows below zero", #""windows":["#, #""windows":[-1,"#,
      says: "'windows' in its settings are no counts, one a level" + refit),
    setting(
      "intervals of one level", #""intervals":["#, #""intervals":["none"],"x":["#,
      says: "'intervals' in its settings do not say for each level where it is from" + refit),
  ]

  static let origins: [MaliciousModel] = [
    text(
      "another format", #""format":"forecast-model""#, #""format":"pt""#,
      says: "is not a model of forecast" + refit),
    text("no format", #""format":"#, #""formt":"#, says: "has no 'format' in its metadata" + refit),
    text(
      "a format from the future", #""format_version":"3""#, #""format_version":"99""#,
      says:
        "was written by a newer release (format 99, this one reads up to 3); hint: update forecast, or fit again"
    ),
    text(
      "a format beyond an integer", #""format_version":"3""#,
      #""format_version":"99999999999999999999""#, says: "has no format version" + refit),
    text(
      "a format of zero", #""format_version":"3""#, #""format_version":"0""#,
      says: "has no format version" + refit),
    text(
      "a format below zero", #""format_version":"3""#, #""format_version":"-3""#,
      says: "has no format version" + refit),
    network(
      "a format that is older than its cell",
      says: "'method' in its settings is 'gru', unknown to format 1" + refit
    ) {
      try $0.replacing(#""format_version":"3""#, #""format_version":"1""#)
        .setting(#""method":"lstm""#, #""method":"gru""#).encoded()
    },
    text("a seed that is no number", #""seed":"0""#, #""seed":"x""#, says: "has no seed" + refit),
    text(
      "a seed beyond an integer", #""seed":"0""#, #""seed":"18446744073709551616""#,
      says: "has no seed" + refit),
    text(
      "no kernel", #""kernel":"#, #""kermel":"#, says: "has no 'kernel' in its metadata" + refit),
    text("no source", #""source":"#, #""sauce":"#, says: "has no 'source' in its metadata" + refit),
    setting(
      "a step that is none", #""frequency":"month""#, #""frequency":"moon""#,
      says: "'frequency' in its settings is 'moon', which is no step" + refit),
    setting(
      "a path that is a number", #""path":"sales.csv""#, #""path":1"#,
      says: "'path' in its settings is no text" + refit),
    setting(
      "options that are a list", #""reading":{"#, #""reading":[],"x":{"#,
      says: "'reading' in its settings is no object" + refit),
    setting(
      "an option that is a number", #""wide":"false""#, #""wide":0"#,
      says: "'wide' in its settings is no text" + refit),
    setting(
      "rows below zero", #""rows":48"#, #""rows":-48"#,
      says: "'rows' in its settings is not in 0…9223372036854775807" + refit),
    setting(
      "a season of the metrics of zero", #""metric_season":12"#, #""metric_season":0"#,
      says: "'metric_season' in its settings is not in 1…100000" + refit),
  ]
}
