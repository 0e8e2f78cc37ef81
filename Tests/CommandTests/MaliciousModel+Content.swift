import Foundation

/// What is wrong with the numbers, or with which of them there are, in a container that is whole.
extension MaliciousModel {
  static let content: [MaliciousModel] = [
    network(
      "an extra tensor", says: "holds a tensor 'extra' that its settings do not imply" + refit
    ) {
      var more = $0.opening(
        with:
          #""extra":{"dtype":"U64","shape":[1],"data_offsets":[\#($0.data.count),\#($0.data.count + 8)]},"#
      )
      more.data += [UInt8](repeating: 0, count: 8)
      return more.encoded()
    },
    network(
      "an extra tensor with a path for its name",
      says: "holds a tensor '../\\u{1b}[2J' that its settings do not imply" + refit
    ) {
      var more = $0.opening(
        with:
          #""../\u001b[2J":{"dtype":"U64","shape":[1],"data_offsets":[\#($0.data.count),\#($0.data.count + 8)]},"#
      )
      more.data += [UInt8](repeating: 0, count: 8)
      return more.encoded()
    },
    network(
      "a tensor of a member that is not there", says: "has no tensor 'member.0.head.bias'" + refit
    ) {
      try $0.replacing("\"member.0.head.bias\"", "\"member.1.head.bias\"").encoded()
    },
    network("a tensor with another name", says: "has no tensor 'series.unit'" + refit) {
      try $0.replacing("\"series.unit\":", "\"series.units\":").encoded()
    },
    network(
      "a matrix that lies across",
      says: "tensor 'member.0.head.weight' has shape [4, 60], its settings imply [60, 4]" + refit
    ) {
      try $0.replacing(#""shape":[60,4]"#, #""shape":[4,60]"#).encoded()
    },
    network(
      "a vector that is a matrix",
      says: "tensor 'series.key' has shape [1, 1], its settings imply [1]" + refit
    ) {
      try $0.replacing(#""dtype":"U64","shape":[1]"#, #""dtype":"U64","shape":[1,1]"#).encoded()
    },
    network(
      "a weight that is NaN",
      says: "tensor 'member.0.lstm.weight_ih_l0' holds a number that is not finite" + refit
    ) {
      try $0.poking("member.0.lstm.weight_ih_l0", 3, Float.nan).encoded()
    },
    network(
      "a weight that is infinite",
      says: "tensor 'member.0.head.weight' holds a number that is not finite" + refit
    ) {
      try $0.poking("member.0.head.weight", 0, Float.infinity).encoded()
    },
    network(
      "a bias that is infinite",
      says: "tensor 'member.0.head.bias' holds a number that is not finite" + refit
    ) {
      try $0.poking("member.0.head.bias", 0, -Float.infinity).encoded()
    },
    network(
      "a scale that is NaN", says: "tensor 'series.scale' holds a number that is not finite" + refit
    ) {
      try $0.poking("series.scale", 0, Double.nan).encoded()
    },
    network("a scale of zero", says: "holds a scale that is not positive" + refit) {
      try $0.poking("series.scale", 0, 0.0).encoded()
    },
    network("a scale below zero", says: "holds a scale that is not positive" + refit) {
      try $0.poking("series.scale", 0, -1.0).encoded()
    },
    network("a scale of -0", says: "holds a scale that is not positive" + refit) {
      try $0.poking("fallback.series.scale", 0, -0.0).encoded()
    },
    network("a unit below zero", says: "holds a scale that is not positive" + refit) {
      try $0.poking("series.unit", 0, -1e-300).encoded()
    },
    network(
      "a unit that is infinite",
      says: "tensor 'series.unit' holds a number that is not finite" + refit
    ) {
      try $0.poking("series.unit", 0, Double.infinity).encoded()
    },
    network(
      "an index that is NaN",
      says: "tensor 'series.indices' holds a number that is not finite" + refit
    ) {
      try $0.poking("series.indices", 11, Double.nan).encoded()
    },
    network(
      "a quantile that is infinite",
      says: "tensor 'fallback.error_quantiles' holds a number that is not finite" + refit
    ) {
      try $0.poking("fallback.error_quantiles", 0, -Double.infinity).encoded()
    },
    network("a factor below zero", says: "holds a factor of an interval that is negative" + refit) {
      try $0.poking("serving.lower", 0, -1.0).encoded()
    },
    network(
      "a factor that is NaN",
      says: "tensor 'serving.upper' holds a number that is not finite" + refit
    ) {
      try $0.poking("serving.upper", 0, Double.nan).encoded()
    },
    rule(
      "a rank beyond the last",
      says: "tensor 'serving.ranks' holds a column that is no ranking" + refit
    ) {
      try $0.poking("serving.ranks", 0, UInt64.max).encoded()
    },
    rule("a rank twice", says: "tensor 'serving.ranks' holds a column that is no ranking" + refit) {
      try $0.poking("serving.ranks", 0, UInt64(0)).poking("serving.ranks", 12, UInt64(0)).encoded()
    },
  ]
}
