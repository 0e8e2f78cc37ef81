import Notebook

let arguments = CommandLine.arguments.dropFirst()
let data = arguments.first ?? "datasets/air-passengers.csv"
let folder = arguments.dropFirst().first ?? ".build"

Page.tell { page in
  try firstForecast(page, data: data, folder: folder)
}
