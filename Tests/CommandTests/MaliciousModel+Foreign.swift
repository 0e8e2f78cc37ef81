import Foundation

/// What is no model at all: files of other formats, and what is no file.
extension MaliciousModel {
  static let foreign: [MaliciousModel] = [
    foreign(
      "a Python pickle",
      [0x80, 0x04, 0x95, 0x1C, 0, 0, 0, 0, 0, 0, 0, 0x8C] + Array("\u{2}os\u{6}system".utf8),
      says: noContainer + "its header claims 479528064 bytes, more than the limit of 1048576"
        + restore),
    foreign(
      "an old Python pickle", Array("cos\nsystem\n(S'id'\ntR.".utf8),
      says: noContainer
        + "its header claims 8391184065724903267 bytes, more than the limit of 1048576" + restore),
    foreign(
      "a PyTorch archive", [0x50, 0x4B, 3, 4, 0, 0, 8, 8, 0, 0],
      says: noContainer
        + "its header claims 578712552184433488 bytes, more than the limit of 1048576" + restore),
    foreign(
      "an ONNX model", [8, 8, 0x12, 7] + Array("pytorch".utf8),
      says: noContainer
        + "its header claims 8031177557570357256 bytes, more than the limit of 1048576" + restore),
    foreign(
      "a gzip file", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3],
      says: "its header claims 559903 bytes, but only 1002 follow" + restore),
    foreign(
      "an HDF5 file", [0x89] + Array("HDF\r\n".utf8) + [0x1A, 0x0A],
      says: noContainer
        + "its header claims 727905341903489161 bytes, more than the limit of 1048576" + restore),
    foreign(
      "a NumPy array", [0x93] + Array("NUMPY".utf8) + [1, 0, 0x76, 0],
      says: noContainer + "its header claims 379676406402707 bytes, more than the limit of 1048576"
        + restore),
    foreign(
      "a GGUF model", Array("GGUF".utf8) + [3, 0, 0, 0],
      says: noContainer + "its header claims 14064895815 bytes, more than the limit of 1048576"
        + restore),
    foreign(
      "a program", [0x7F] + Array("ELF".utf8) + [2, 1, 1, 0],
      says: noContainer + "its header claims 282584257676671 bytes, more than the limit of 1048576"
        + restore),
    foreign(
      "a Parquet file", Array("PAR1".utf8) + [0x15, 0, 0x15, 0],
      says: noContainer + "its header claims 5911065532711248 bytes, more than the limit of 1048576"
        + restore),
    foreign(
      "a script", Array("#!/bin/sh\nid\n".utf8),
      says: noContainer
        + "its header claims 8299974037164990755 bytes, more than the limit of 1048576" + restore),
    foreign(
      "a CSV file", Array("month,sales\n2000-01,100\n".utf8),
      says: noContainer
        + "its header claims 7022005071142350701 bytes, more than the limit of 1048576" + restore),
    foreign(
      "a JSON text", Array("{\"method\":\"lstm\"}".utf8),
      says: noContainer
        + "its header claims 7237117975334822523 bytes, more than the limit of 1048576" + restore),
    foreign(
      "a page", Array("<!DOCTYPE html>".utf8),
      says: noContainer
        + "its header claims 5789751444030890300 bytes, more than the limit of 1048576" + restore),
    foreign("zeros", [], says: noContainer + "its header does not begin with '{'" + restore),
    network(
      "a container of another program",
      says: "it has no sha256 entry, so this program did not write it" + restore
    ) { _ in
      let header =
        #"{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
      return ForgedModel(header: header, data: [0, 0, 0, 0]).encoded()
    },
    network(
      "a container of another program with a digest", says: "is not a model of forecast" + refit
    ) { _ in
      let zeros = String(repeating: "0", count: 64)
      return ForgedModel(header: #"{"__metadata__":{"format":"pt","sha256":"\#(zeros)"}}"#)
        .encoded()
    },
    network(
      "a model that is padded with blanks",
      says: noContainer + "its header claims 1048577 bytes, more than the limit of 1048576"
        + restore
    ) {
      var padded = $0
      padded.header += [UInt8](repeating: 0x20, count: 1_048_577 - padded.header.count)
      return padded.encoded()
    },
  ]

  static let specialFiles: [MaliciousModel] = [
    shell(
      "a pipe", "mkfifo \(name)",
      says: "is a pipe, not a regular file; hint: copy its content to a file first"),
    shell(
      "a folder", "mkdir \(name)", code: 66,
      says: "is a directory, not a file; hint: name a file in it"),
    shell(
      "endless zeros", "ln -s /dev/zero \(name)",
      says: "is a device, not a regular file; hint: copy its content to a file first"),
    shell(
      "endless chance", "ln -s /dev/urandom \(name)",
      says: "is a device, not a regular file; hint: copy its content to a file first"),
    shell(
      "nothing", "ln -s /dev/null \(name)",
      says: "is a device, not a regular file; hint: copy its content to a file first"),
    shell(
      "the standard input", "ln -s /dev/stdin \(name)",
      says: "it has 0 bytes, too few for a safetensors file" + restore),
    shell(
      "a link to nothing", "ln -s nowhere \(name)", code: 66,
      says: "no such model; hint: forecast fit DATA --model model.safetensors"),
    shell(
      "a link to itself", "ln -s \(name) \(name)", code: 66,
      says: "no such model; hint: forecast fit DATA --model model.safetensors"),
    shell(
      "two links to each other", "ln -s other \(name); ln -s \(name) other", code: 66,
      says: "no such model; hint: forecast fit DATA --model model.safetensors"),
    shell(
      "a link to a folder", "mkdir folder; ln -s folder \(name)", code: 66,
      says: "is a directory, not a file; hint: name a file in it"),
    shell(
      "a link through a file", "ln -s sales.csv/model \(name)", code: 66,
      says: "no such model; hint: forecast fit DATA --model model.safetensors"),
    shell(
      "a file of 1 TB without content", "truncate -s 1T \(name)",
      says: "it is larger than the limit of 268435456 bytes"),
    shell(
      "a file one byte above the limit", "truncate -s 268435457 \(name)",
      says: "it is larger than the limit of 268435456 bytes"),
  ]
}
