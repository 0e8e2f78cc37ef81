import Testing

@testable import ForecastIngestion

struct NumberUnitTests {
  @Test(arguments: [
    ("5 kg", "kg"), ("5kWh", "kWh"), ("-5 kr.", "kr."), ("Rs. 5", "Rs."), ("kr 5,00", "kr"),
    ("₹5", "₹"), ("(₹5)", "₹"), ("5 p", "p"), ("5*", "*"), ("5.00 °C", "°C"), ("5, zł", "zł"),
    ("+5 Stk", "Stk"),
  ])
  func `a unit stands before or behind the digits`(_ text: String, _ unit: String) {
    #expect(NumberUnit.of(text) == unit)
  }

  @Test(arguments: [
    "5", "-5", "a", "", "a5", "O.5", "Rs.5", "5.kg", "12a", "kg 5 kg", "5 # note", "1e5", "5 <",
    "5 kg 5 g", "5,- zł",
  ])
  func `all else has none`(_ text: String) {
    #expect(NumberUnit.of(text) == nil)
  }

  @Test(arguments: ["131.03K", "5 Mio. €", "5 k€", "5 million", "5 S", "112,00 CR", "5 pm"])
  func `a word that changes the number is no unit`(_ text: String) {
    #expect(NumberUnit.of(text) == nil)
  }
}
