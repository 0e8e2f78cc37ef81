import ForecastStorage

/// PyTorch's numbers for one forward and backward pass of a single layer.
struct Golden {
  let file: SafetensorsFile
  /// Sequences, steps, inputs of a step, hidden units.
  let (B, T, I, H): (Int, Int, Int, Int)

  init(path: String) throws {
    file = try SafetensorsFile.load(path: path, requiresDigest: false)
    guard let x = file["x"]?.shape, x.count == 3, let h = file["h0"]?.shape.last else {
      throw BrokenStory(description: "\(path) has no x of three dimensions, or no h0")
    }
    (B, T, I, H) = (x[0], x[1], x[2], h)
  }

  /// The numbers of a tensor.
  func callAsFunction(_ name: String) throws -> [Double] {
    guard let tensor = file[name], case .float64(let values) = tensor.values else {
      throw BrokenStory(description: "no tensor '\(name)' of doubles")
    }
    return values
  }

  /// The steps of one sequence in a tensor [B, T, width].
  func steps(_ values: [Double], of sequence: Int, width: Int) -> [Vector] {
    (0..<T).map { t in
      let start = (sequence * T + t) * width
      return Vector(Array(values[start..<start + width]))
    }
  }

  /// The line of one sequence in a tensor [1, B, H].
  func line(_ values: [Double], of sequence: Int) -> Vector {
    Vector(Array(values[sequence * H..<(sequence + 1) * H]))
  }
}
