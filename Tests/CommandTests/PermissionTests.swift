import Glibc
import Testing

/// What a user without rights meets; where the tests run as root, another user is taken.
@Suite(.program) struct PermissionTests {
  @Test(arguments: [
    (
      "fit secret.csv --model /dev/null",
      "secret.csv: no permission to read it; "
        + "hint: check the owner and the mode of the file and its folders"
    ),
    (
      "info secret.csv",
      "secret.csv: no permission to read it; "
        + "hint: check the owner and the mode of the file and its folders"
    ),
    (
      "predict -o closed/forecast.csv",
      "closed/forecast.csv: no permission to write it; "
        + "hint: check the owner and the mode of the file and its folder"
    ),
    (
      "predict -o old.csv",
      "old.csv: no permission to write it; "
        + "hint: check the owner and the mode of the file and its folder"
    ),
  ])
  func `what may not be read or written ends with its own code`(
    _ call: String, _ message: String
  ) throws {
    let place = try Workplace()
    try place.write("sales.csv", Sample.monthly())
    try place.write("secret.csv", Sample.monthly())
    try place.write("old.csv", "an earlier forecast\n")
    try place.makeFolder("closed")
    try place.fit("sales.csv \(Sample.quick)")
    let ready = try place.shell(
      "cp $FORECAST program && chmod 755 . program && chmod 444 *.csv *.safetensors"
        + " && chmod 000 secret.csv && chmod 555 closed")
    try #require(ready.code == 0, "\(ready.errors)")
    let before = try place.digests()
    let nobody = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
    let outcome = try place.shell("LLVM_PROFILE_FILE=/dev/null \(nobody)./program \(call)")
    #expect(outcome.code == 77)
    #expect(outcome.errors == "forecast: \(message)\n")
    #expect(outcome.output == "")
    #expect(try place.digests() == before)
  }
}
