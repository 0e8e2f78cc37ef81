/// A secret that tells whoever knows it that a file was written by somebody who knows it, too.
///
/// The digest in a file finds accidents; who can write the file can write the digest. A keyed digest
/// (HMAC with SHA-256, RFC 2104) cannot be made without the key.
public struct FileKey: Sendable {
  private let bytes: [UInt8]

  /// The fewest bytes of a key: fewer could be tried out.
  static let fewest = 16
  private static let most = 4_096

  /// Reads a key from a file; a line end behind it does not count.
  ///
  /// - Parameter path: the file's name.
  /// - Throws: ``StorageError`` where it cannot be read or is too short to be a secret.
  public init(contentsOf path: String) throws(StorageError) {
    var bytes = try RegularFile.readUnrecorded(path: path, limit: FileKey.most)
    while let last = bytes.last, last == 10 || last == 13 { bytes.removeLast() }
    guard bytes.count >= FileKey.fewest else {
      throw StorageError(
        kind: .damaged, path: path,
        message: "a key of \(bytes.count) bytes is no secret, it takes \(FileKey.fewest)",
        hint: "head -c 32 /dev/urandom | base64 > \(path)")
    }
    self.init(bytes)
  }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The keyed digest of some bytes as 64 lower-case digits.
  public func digest(of message: [UInt8]) -> String {
    var block = bytes.count > 64 ? SHA256.digest(of: bytes) : bytes
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let inner = SHA256.digest(of: block.map { $0 ^ 0x36 } + message)
    return SHA256.hexadecimal(of: block.map { $0 ^ 0x5c } + inner)
  }
}

extension SafetensorsFile {
  /// The entry of the metadata that holds the keyed digest of all the rest.
  private static let keyedDigest = "keyed_digest"

  /// The file with its keyed digest; without a key the file as it is.
  public func signed(with key: FileKey?) -> SafetensorsFile {
    guard let key else { return self }
    var signed = self
    signed.metadata[Self.keyedDigest] = key.digest(of: unsigned.encoded())
    return signed
  }

  /// Refuses a file that was not written with a key; without one, checks nothing.
  ///
  /// - Parameters:
  ///   - key: the key that it should have been written with.
  ///   - path: the file's name for the error.
  /// - Throws: ``StorageError`` of kind `damaged`.
  public func check(signedWith key: FileKey?, path: String) throws(StorageError) {
    guard let key else { return }
    guard let stored = metadata[Self.keyedDigest] else {
      throw StorageError(
        kind: .damaged, path: path, message: "it was written without a key",
        hint: "fit with --key, or leave --key out if you trust the folder")
    }
    let found = Array(key.digest(of: unsigned.encoded()).utf8)
    let said = Array(stored.utf8)
    // All digits are compared, so that the time it takes tells nothing of the first that is wrong.
    let difference = zip(found, said).reduce(found.count ^ said.count) { $0 | Int($1.0 ^ $1.1) }
    guard difference == 0 else {
      throw StorageError(
        kind: .damaged, path: path, message: "it was not written with this key",
        hint: "look who can write the folder")
    }
  }

  private var unsigned: SafetensorsFile {
    var file = self
    file.metadata[Self.keyedDigest] = nil
    return file
  }
}
