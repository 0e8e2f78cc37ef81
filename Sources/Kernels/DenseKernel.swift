internal import CKernels

/// The arithmetic of a dense layer that reads two inputs side by side: out = W₁ a + W₂ b + bias.
///
/// Packed weights: blocks of up to four vectors of outputs, each `[a's inputs, b's inputs, bias][…]`.
/// Outputs are `[T][R][O padded]`.
public struct DenseKernel: Sendable, Hashable {
  /// The processor path.
  public let path: KernelPath
  /// The width of a.
  public let firstInputs: Int
  /// The width of b; 0 if there is none.
  public let secondInputs: Int
  /// The outputs, O.
  public let outputs: Int

  /// Describes a layer.
  ///
  /// - Parameters:
  ///   - path: The processor path.
  ///   - firstInputs: The width of a.
  ///   - secondInputs: The width of b; 0 if there is none.
  ///   - outputs: O
  public init(path: KernelPath, firstInputs: Int, secondInputs: Int, outputs: Int) {
    precondition(firstInputs > 0 && secondInputs >= 0 && outputs > 0)
    self.path = path
    self.firstInputs = firstInputs
    self.secondInputs = secondInputs
    self.outputs = outputs
  }

  /// O padded to whole vectors.
  public var paddedOutputs: Int { path.padded(outputs) }

  /// The rows of a packed block.
  public var packedRows: Int { firstInputs + secondInputs + 1 }

  /// The floats of the packed weights.
  public var parameterCount: Int { packedRows * paddedOutputs }

  /// The floats of the transposed weights of a.
  public var transposedCount: Int { paddedOutputs * path.padded(firstInputs) }

  /// Copies the weights of a transposed, as the backward pass reads them.
  ///
  /// - Parameters:
  ///   - weights: The packed weights, beginning at `offset`.
  ///   - offset: Where they begin.
  ///   - transposed: Receives `transposedCount` floats from `start`.
  ///   - start: Where they go.
  public func transpose(
    _ weights: AlignedFloats, at offset: Int, into transposed: inout AlignedFloats, at start: Int
  ) {
    weights.check(offset..<offset + parameterCount)
    transposed.check(start..<start + transposedCount)
    unsafe weights.withPointer { weights in
      unsafe transposed.withMutablePointer { transposed in
        unsafe ck_transpose(
          path.code, weights + offset, Int32(packedRows), 0, Int32(firstInputs),
          Int32(paddedOutputs), 4, transposed + start)
      }
    }
  }

  /// Runs the layer forward.
  ///
  /// - Parameters:
  ///   - weights: The packed weights, beginning at `offset`.
  ///   - offset: Where they begin.
  ///   - first: a
  ///   - firstPlace: Where its rows lie.
  ///   - second: b
  ///   - secondPlace: Where its rows lie.
  ///   - steps: T
  ///   - rows: R
  ///   - output: Receives `[T][R][O padded]`.
  public func forward(
    weights: AlignedFloats, at offset: Int, first: AlignedFloats, firstPlace: RowPlace,
    second: AlignedFloats, secondPlace: RowPlace, steps: Int, rows: Int, output: inout [Float]
  ) {
    weights.check(offset..<offset + parameterCount)
    check(first, firstPlace, second, secondPlace, pairs: steps * rows)
    precondition(output.count >= steps * rows * paddedOutputs)
    guard steps > 0 && rows > 0 else { return }
    unsafe weights.withPointer { weights in
      unsafe first.withPointer { first in
        unsafe second.withPointer { second in
          unsafe output.withUnsafeMutableBufferPointer { output in
            var arguments = unsafe ck_dense_forward_args(
              weights: weights + offset, first_inputs: Int32(firstInputs),
              second_inputs: Int32(secondInputs), outputs: Int32(outputs), rows: Int32(rows),
              steps: Int32(steps), first: firstPlace.rows(of: first, rows: rows, steps: steps),
              second: secondPlace.rows(of: second, rows: rows, steps: steps),
              output: output.baseAddress)
            unsafe ck_dense_forward(path.code, &arguments)
          }
        }
      }
    }
  }

  /// Runs the layer backward.
  ///
  /// - Parameters:
  ///   - transposed: What `transpose` made, beginning at `start`.
  ///   - start: Where it begins.
  ///   - first: a
  ///   - firstPlace: Where its rows lie.
  ///   - second: b
  ///   - secondPlace: Where its rows lie.
  ///   - steps: T
  ///   - rows: R
  ///   - outputGradient: `[T][R][O padded]`
  ///   - gradients: The layer's weight gradients from `offset`, added to.
  ///   - offset: Where they begin.
  ///   - firstGradient: Receives the gradient by a, `[T][R][a padded]`, from `gradientOffset`.
  ///   - gradientOffset: Where it begins.
  public func backward(
    transposed: AlignedFloats, at start: Int, first: AlignedFloats, firstPlace: RowPlace,
    second: AlignedFloats, secondPlace: RowPlace, steps: Int, rows: Int, outputGradient: [Float],
    gradients: inout AlignedFloats, at offset: Int, firstGradient: inout AlignedFloats,
    at gradientOffset: Int
  ) {
    transposed.check(start..<start + transposedCount)
    check(first, firstPlace, second, secondPlace, pairs: steps * rows)
    precondition(outputGradient.count >= steps * rows * paddedOutputs)
    gradients.check(offset..<offset + parameterCount)
    let width = path.padded(firstInputs)
    firstGradient.check(gradientOffset..<gradientOffset + steps * rows * width)
    guard steps > 0 && rows > 0 else { return }
    unsafe transposed.withPointer { transposed in
      unsafe first.withPointer { first in
        unsafe second.withPointer { second in
          unsafe outputGradient.withUnsafeBufferPointer { outputGradient in
            unsafe gradients.withMutablePointer { gradients in
              unsafe firstGradient.withMutablePointer { firstGradient in
                var arguments = unsafe ck_dense_backward_args(
                  first_transposed: transposed + start, first_inputs: Int32(firstInputs),
                  second_inputs: Int32(secondInputs), outputs: Int32(outputs), rows: Int32(rows),
                  steps: Int32(steps), first: firstPlace.rows(of: first, rows: rows, steps: steps),
                  second: secondPlace.rows(of: second, rows: rows, steps: steps),
                  output_gradient: outputGradient.baseAddress, gradients: gradients + offset,
                  first_gradient: firstGradient + gradientOffset)
                unsafe ck_dense_backward(path.code, &arguments)
              }
            }
          }
        }
      }
    }
  }

  private func check(
    _ first: AlignedFloats, _ firstPlace: RowPlace, _ second: AlignedFloats,
    _ secondPlace: RowPlace, pairs: Int
  ) {
    first.check(firstPlace.offset..<firstPlace.offset + pairs * firstPlace.width)
    guard secondInputs > 0 else { return }
    second.check(secondPlace.offset..<secondPlace.offset + pairs * secondPlace.width)
  }
}
