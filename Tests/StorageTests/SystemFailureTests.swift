import Glibc
import Testing

@testable import ForecastStorage

@Suite struct SystemFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let code: Int32
    let purpose: SystemFailure.Purpose
    let kind: StorageError.Kind
    let text: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(
      code: ENOENT, purpose: .reading, kind: .notFound,
      text: "f: no such file; hint: check the spelling and the current folder"),
    Case(
      code: ENOENT, purpose: .creating, kind: .cannotCreate,
      text: "f: cannot create it: its folder does not exist; hint: create the folder first"),
    Case(
      code: ENOTDIR, purpose: .reading, kind: .notFound,
      text: "f: no such file: a part of its path is not a folder; "
        + "hint: check the spelling and the current folder"),
    Case(
      code: ENOTDIR, purpose: .creating, kind: .cannotCreate,
      text: "f: cannot create it: a part of its path is a file; hint: choose another folder"),
    Case(
      code: EISDIR, purpose: .reading, kind: .isDirectory,
      text: "f: is a directory, not a file; hint: name a file in it"),
    Case(
      code: EISDIR, purpose: .creating, kind: .cannotCreate,
      text: "f: cannot create it: it is a directory; hint: name a file in it"),
    Case(
      code: EACCES, purpose: .reading, kind: .notPermitted,
      text: "f: no permission to read it; "
        + "hint: check the owner and the mode of the file and its folders"),
    Case(
      code: EPERM, purpose: .creating, kind: .notPermitted,
      text: "f: no permission to write it; "
        + "hint: check the owner and the mode of the file and its folder"),
    Case(
      code: EROFS, purpose: .creating, kind: .cannotCreate,
      text: "f: cannot create it: the file system is read-only; hint: choose another place"),
    Case(
      code: ENAMETOOLONG, purpose: .creating, kind: .cannotCreate,
      text: "f: cannot create it: the name is too long; hint: choose another place"),
    Case(
      code: ELOOP, purpose: .reading, kind: .notFound,
      text: "f: cannot open it: too many symbolic links"),
    Case(
      code: EPIPE, purpose: .writing, kind: .brokenPipe,
      text: "f: the reader has closed the pipe"),
    Case(
      code: ENOSPC, purpose: .writing, kind: .inputOutput,
      text: "f: cannot write: no space left on the device; "
        + "hint: free some space and run it again"),
    Case(
      code: EFBIG, purpose: .creating, kind: .inputOutput,
      text: "f: cannot write: the file would be larger than the limit; "
        + "hint: raise the limit on file size (ulimit -f)"),
    Case(
      code: EIO, purpose: .reading, kind: .inputOutput, text: "f: cannot read: input/output error"),
    Case(
      code: EMFILE, purpose: .creating, kind: .inputOutput,
      text: "f: cannot write: too many open files"),
    Case(
      code: EINTR, purpose: .writing, kind: .inputOutput,
      text: "f: cannot write: a signal interrupted it"),
    Case(
      code: 999, purpose: .reading, kind: .inputOutput, text: "f: cannot read: system error 999"),
  ])
  func `every failed call has a kind and a text`(_ expected: Case) {
    let error = SystemFailure(code: expected.code).storageError(expected.purpose, path: "f")
    #expect(error.kind == expected.kind)
    #expect(error.description == expected.text)
  }

  @Test(arguments: [
    (EACCES, "no permission"), (EPERM, "no permission"), (ENOLCK, "the file system keeps no locks"),
  ])
  func `a lock that the system refuses has words, not a number`(_ code: Int32, _ text: String) {
    #expect(SystemFailure(code: code).text == text)
  }
}
