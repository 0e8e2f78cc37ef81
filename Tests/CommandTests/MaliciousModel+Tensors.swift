import Foundation

/// What is wrong with the tensors: how they are described, where they lie, what they hold.
extension MaliciousModel {
  /// A change of the entry of the model's first tensor.
  private static func first(
    _ what: String, _ old: String, _ new: String, says message: String
  ) -> MaliciousModel {
    network(what, says: message) {
      try $0.replacing("\"series.key\":{" + before(old), "\"series.key\":{" + before(old, new))
        .encoded()
    }
  }

  private static let entry = #""dtype":"U64","shape":[1],"data_offsets":[0,8]}"#

  /// The entry up to a part of it, and the same with another part.
  private static func before(_ part: String, _ other: String? = nil) -> String {
    let start = entry.components(separatedBy: part)[0]
    return start + (other ?? part)
  }

  static let tensors: [MaliciousModel] = [
    network(
      "a tensor that is a path",
      says: "tensor 'series.key' is not an object" + restore
    ) {
      try $0.replacing("\"series.key\":{" + entry, #""series.key":"/etc/passwd""#).encoded()
    },
    first(
      "a tensor without a type", #""dtype":"U64","#, "",
      says: "tensor 'series.key' has no dtype" + restore),
    first(
      "a tensor without a shape", #""shape":[1],"#, "",
      says: "tensor 'series.key' has no shape" + restore),
    first(
      "a tensor without a place", #","data_offsets":[0,8]"#, "",
      says: "tensor 'series.key' has no data_offsets" + restore),
    first(
      "a tensor in another file", entry,
      #""dtype":"U64","shape":[1],"data_offsets":[0,8],"location":"../../etc/passwd"}"#,
      says: "tensor 'series.key' has an unknown entry" + restore),
    first(
      "a type of 16 bits", #""dtype":"U64""#, #""dtype":"F16""#,
      says: "the dtype of tensor 'series.key' is none of F32, F64, U64" + restore),
    first(
      "a type of signed integers", #""dtype":"U64""#, #""dtype":"I64""#,
      says: "the dtype of tensor 'series.key' is none of F32, F64, U64" + restore),
    first(
      "a type in lower case", #""dtype":"U64""#, #""dtype":"u64""#,
      says: "the dtype of tensor 'series.key' is none of F32, F64, U64" + restore),
    first(
      "a type that is a number", #""dtype":"U64""#, #""dtype":64"#,
      says: "the dtype of tensor 'series.key' is none of F32, F64, U64" + restore),
    first(
      "a shape that is a number", #""shape":[1]"#, #""shape":1"#,
      says: "the shape of tensor 'series.key' is not a list" + restore),
    first(
      "a shape of texts", #""shape":[1]"#, #""shape":["1"]"#,
      says: "the shape of tensor 'series.key' is not all integers" + restore),
    first(
      "a shape with a zero", #""shape":[1]"#, #""shape":[1,0]"#,
      says: "a dimension of tensor 'series.key' is zero" + restore),
    first(
      "a shape of 1e9 rows", #""shape":[1]"#, #""shape":[1000000000]"#,
      says: "a dimension of tensor 'series.key' is 1000000000, more than the limit of 1048576"
        + restore),
    first(
      "a shape of five dimensions", #""shape":[1]"#, #""shape":[1,1,1,1,1]"#,
      says: "tensor 'series.key' has 5 dimensions, more than the limit of 4" + restore),
    first(
      "a shape whose product overflows", #""shape":[1]"#,
      #""shape":[1048576,1048576,1048576,1048576]"#,
      says: "the size of tensor 'series.key' overflows" + restore),
    first(
      "a shape whose bytes overflow", #""shape":[1]"#, #""shape":[1048576,1048576,1048576,1]"#,
      says: "the size of tensor 'series.key' overflows" + restore),
    first(
      "a shape of 8 TB", #""shape":[1]"#, #""shape":[1048576,1048576]"#,
      says: "tensor 'series.key' has 8 bytes, but its shape needs 8796093022208" + restore),
    network("a tensor without a name", says: "a tensor has no name" + restore) {
      try $0.replacing("\"series.key\":{", "\"\":{").encoded()
    },
    network(
      "a type of other numbers",
      says: "tensor 'series.key' holds float64 numbers, its settings imply uint64" + refit
    ) {
      try $0.replacing(#""series.key":{"dtype":"U64""#, #""series.key":{"dtype":"F64""#).encoded()
    },
    header5000(says: "it has 5000 tensors, more than the limit of 4096" + restore),
  ]

  private static func header5000(says message: String) -> MaliciousModel {
    network("5,000 tensors", says: message) { _ in
      let entries = (0..<5000).map {
        #""\#($0)":{"dtype":"F32","shape":[1],"data_offsets":[\#($0 * 4),\#($0 * 4 + 4)]}"#
      }
      return ForgedModel(
        header: "{" + entries.joined(separator: ",") + "}", data: Array(repeating: 0, count: 20_000)
      ).encoded()
    }
  }

  static let places: [MaliciousModel] = [
    first(
      "a place that is a number", "[0,8]", "0",
      says: "the data_offsets of tensor 'series.key' is not a list" + restore),
    first(
      "a place with one end", "[0,8]", "[8]",
      says: "the data_offsets of tensor 'series.key' are not two" + restore),
    first(
      "a place with three ends", "[0,8]", "[0,8,8]",
      says: "the data_offsets of tensor 'series.key' are not two" + restore),
    first(
      "a place that ends before it begins", "[0,8]", "[8,0]",
      says: "tensor 'series.key' ends before it begins" + restore),
    first(
      "a place that is too short", "[0,8]", "[0,4]",
      says: "tensor 'series.key' has 4 bytes, but its shape needs 8" + restore),
    first(
      "a place beyond the end", "[0,8]", "[9007199254740983,9007199254740991]",
      says: "there is a hole of 8 bytes before tensor 'series.unit'" + restore),
    first(
      "a place after a gap", "[0,8]", "[8,16]",
      says: "there is a hole of 8 bytes before tensor 'series.key'" + restore),
    network(
      "a place before the first byte",
      says: "its header is damaged at byte 47: -4 is not an unsigned integer" + restore
    ) {
      $0.opening(with: #""a":{"dtype":"F32","shape":[],"data_offsets":[-4,0]},"#).encoded()
    },
    network(
      "a place over another",
      says: "tensor 'series.unit' overlaps another one" + restore
    ) {
      try $0.replacing(#""shape":[1],"data_offsets":[8,16]"#, #""shape":[1],"data_offsets":[0,8]"#)
        .encoded()
    },
    network("a hole in the data", says: "there is a hole of 4 bytes before tensor 'w'" + restore) {
      _ in
      let zeros = String(repeating: "0", count: 64)
      let header =
        #"{"__metadata__":{"sha256":"\#(zeros)"},"#
        + #""w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#
      return ForgedModel(header: header, data: Array("evil".utf8) + [0, 0, 0, 0]).encoded()
    },
    network(
      "an empty tensor in another's place", says: "a dimension of tensor 'empty' is zero" + restore
    ) {
      $0.opening(with: #""empty":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"#).encoded()
    },
    network(
      "a tensor of one number over the first",
      says: "tensor 'series.key' overlaps another one" + restore
    ) {
      $0.opening(with: #""over":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"#).encoded()
    },
  ]
}
