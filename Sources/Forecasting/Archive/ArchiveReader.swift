import ForecastStorage

/// Takes values out of a model's metadata and refuses, with the file's name, whatever is not as stated.
struct ArchiveReader {
  let metadata: [String: String]
  let path: String

  /// What is wrong with the file; the names in it may hold anything, terminal control sequences too.
  func fault(_ what: String) -> ForecastingError {
    ForecastingError(
      .model, StorageError.printable("\(path): \(what)"), hint: "fit again with forecast fit")
  }

  func text(_ key: String) throws(ForecastingError) -> String {
    guard let text = metadata[key] else { throw fault("has no '\(key)' in its metadata") }
    return text
  }

  func json(_ key: String) throws(ForecastingError) -> JSONValue {
    let text = try text(key)
    do {
      return try JSONReader.value(of: Array(text.utf8), maximumDepth: 4, numbers: .any)
    } catch {
      throw fault("'\(key)' in its metadata is not valid JSON: \(error.message)")
    }
  }

  func value(_ object: JSONValue, _ name: String) throws(ForecastingError) -> JSONValue {
    guard let value = object[name] else { throw fault("has no '\(name)' in its settings") }
    return value
  }

  func text(_ object: JSONValue, _ name: String) throws(ForecastingError) -> String {
    guard let text = try value(object, name).text else {
      throw fault("'\(name)' in its settings is no text")
    }
    return text
  }

  func integer(
    _ object: JSONValue, _ name: String, in range: ClosedRange<Int>
  ) throws(ForecastingError) -> Int {
    guard let number = try value(object, name).integer, range.contains(number) else {
      throw fault("'\(name)' in its settings is not in \(range.lowerBound)…\(range.upperBound)")
    }
    return number
  }

  func optionalInteger(
    _ object: JSONValue, _ name: String, in range: ClosedRange<Int>
  ) throws(ForecastingError) -> Int? {
    try value(object, name).isNull ? nil : integer(object, name, in: range)
  }

  func number(
    _ object: JSONValue, _ name: String, in range: ClosedRange<Double>
  ) throws(ForecastingError) -> Double {
    guard let number = try value(object, name).double, range.contains(number) else {
      throw fault("'\(name)' in its settings is not in \(range.lowerBound)…\(range.upperBound)")
    }
    return number
  }

  func flag(_ object: JSONValue, _ name: String) throws(ForecastingError) -> Bool {
    guard let flag = try value(object, name).bool else {
      throw fault("'\(name)' in its settings is neither true nor false")
    }
    return flag
  }

  /// One of the names that a list knows.
  func choice<Choice: RawRepresentable<String>>(
    _ object: JSONValue, _ name: String
  ) throws(ForecastingError) -> Choice {
    let text = try text(object, name)
    guard let choice = Choice(rawValue: text) else {
      throw fault("'\(name)' in its settings is '\(text)', which this release does not know")
    }
    return choice
  }
}
