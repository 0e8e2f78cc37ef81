import Testing

@testable import ForecastForecasting

@Suite struct ModelCatalogTests {
  @Test func `every name is there once`() {
    #expect(Set(ModelCatalog.names).count == ModelCatalog.names.count)
    #expect(ModelCatalog.names.starts(with: ["auto", "lstm"]))
  }

  @Test func `a rule is found by its name, nothing else is`() {
    for baseline in ModelCatalog.baselines {
      #expect(ModelCatalog.baseline(named: baseline.name)?.name == baseline.name)
    }
    #expect(ModelCatalog.baseline(named: "lstm") == nil)
    #expect(ModelCatalog.baseline(named: "auto") == nil)
    #expect(ModelCatalog.baseline(named: "") == nil)
  }
}
