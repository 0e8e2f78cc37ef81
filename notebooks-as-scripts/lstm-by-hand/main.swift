import Notebook

let golden =
  CommandLine.arguments.dropFirst().first
  ?? "Tests/RecurrentTests/Fixtures/lstm-1layer.safetensors"

Page.tell { page in
  try lstmByHand(page, golden: golden)
}
